import Files
import Identity
import Imports
import JSON
import PointsEngine
import Store

/// What came of a body that was received.
struct HookOutcome: Sendable {
    struct Line: Sendable {
        /// Which element of the body.
        let index: Int
        let kind: String
        let id: String
        let verdict: ImportVerdict

        var word: String {
            switch verdict {
            case .recorded: "recorded"
            case .duplicate: "duplicate"
            case .conflicting: "conflicting"
            case .refused: "refused"
            case .unavailable: "waiting"
            }
        }

        fileprivate var reason: ImportReason? {
            switch verdict {
            case .conflicting(let reason), .refused(let reason): reason
            case .unavailable(let words): ImportReason(code: Code.unavailable.rawValue, message: words)
            case .recorded, .duplicate: nil
            }
        }
    }

    let lines: [Line]
    /// Why the body as a whole does not fit; nil: it does.
    let fault: String?

    /// More of them are counted, and not told one by one.
    private static let toldLines = 100

    /// Nil: something could not be written now, and waits.
    var state: HookReceipt.State? {
        if lines.contains(where: { if case .unavailable = $0.verdict { true } else { false } }) { return nil }
        if fault != nil || lines.contains(where: { $0.word == "refused" || $0.word == "conflicting" }) { return .failed }
        return lines.isEmpty ? .ignored : .taken
    }

    /// `{"recorded": 1, "duplicate": 0, "refused": 0, "fault": null, "results": […]}`.
    var json: JSONObject {
        let count = { (word: String) in JSONValue.number(Decimal(lines.count { $0.word == word })) }
        let refused = lines.count { $0.word == "refused" || $0.word == "conflicting" }
        // What went wrong is told first.
        let told = (lines.filter { $0.reason != nil } + lines.filter { $0.reason == nil }).prefix(Self.toldLines)
        return [
            "recorded": count("recorded"), "duplicate": count("duplicate"), "refused": .number(Decimal(refused)),
            "fault": fault.map { .string($0) } ?? .null, "results": .array(told.map(Self.json)),
        ]
    }

    private static func json(_ line: Line) -> JSONValue {
        [
            "index": .number(Decimal(line.index)), "kind": .string(line.kind), "id": .string(line.id), "status": .string(line.word),
            "code": line.reason.map { .string($0.code) } ?? .null, "detail": line.reason.map { .string($0.message) } ?? .null,
        ]
    }

    static let shape: [(String, Shape)] = [
        ("recorded", .integer), ("duplicate", .integer), ("refused", .integer), ("fault", .orNull(.text)),
        ("results", .list([
            "index": .integer, "kind": .words(["activity", "member", "team", "customer"]), "id": .text,
            "status": .words(["recorded", "duplicate", "conflicting", "refused", "waiting"]), "code": .orNull(.text), "detail": .orNull(.text),
        ])),
    ]
}

/// What a sender is told of a body that was kept.
struct HookAnswer: Sendable {
    let number: Int64
    /// Nil: it waits, because nothing can be written now.
    let state: HookReceipt.State?
    let outcome: HookOutcome

    /// 200: all of it is done; 202: it is kept, and somebody has to look.
    var status: Int { state == .taken || state == .ignored ? 200 : 202 }

    static let shape: [(String, Shape)] = [("receipt", .text), ("status", .words(HookReceipt.State.self))] + HookOutcome.shape

    var json: JSONObject {
        var json = outcome.json
        json["receipt"] = .string("\(number)")
        json["status"] = .string((state ?? .waiting).rawValue)
        return json
    }
}
