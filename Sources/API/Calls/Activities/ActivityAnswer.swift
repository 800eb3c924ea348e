import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Web

/// The answers of `POST /activities` (api.md).
enum ActivityAnswer {
    static func single(_ results: [ActivityResult]) throws -> Response {
        guard let result = results.first else { throw Problem(.overloaded) }
        if case .refused(let rejection) = result { throw rejection.problem() }
        return .json(result.status) { write(result, to: &$0) }
    }

    /// - Throws: where nothing was recorded because nothing could be: the batch as a whole is to be sent again.
    static func batch(_ results: [ActivityResult]) throws -> Response {
        let unavailable = results.compactMap(\.unavailable)
        if let first = unavailable.first, unavailable.count == results.count { throw first.problem() }
        return .json { writer in
            writer.object { writer in
                writer.array("results") { writer in results.forEach { write($0, to: &writer) } }
            }
        }
    }

    static func write(_ result: ActivityResult, to writer: inout JSONWriter) {
        switch result {
        case .recorded(let recorded): write(recorded, "recorded", to: &writer)
        case .duplicate(let recorded): write(recorded, "duplicate", to: &writer)
        case .refused(let rejection): write(rejection, to: &writer)
        }
    }

    private static func write(_ recorded: Recorded, _ status: String, to writer: inout JSONWriter) {
        writer.object { write(recorded, status, into: &$0) }
    }

    /// The members of an object that is open.
    static func write(_ recorded: Recorded, _ status: String, into writer: inout JSONWriter) {
        let decision = recorded.decision
        writer.member("source", recorded.activity.key.source.text)
        writer.member("id", recorded.activity.key.id.text)
        writer.member("status", status)
        writer.array("awards") { writer in decision.lines.forEach { write($0, to: &writer) } }
        writer.array("cut") { writer in
            for line in decision.lines {
                for cut in line.cuts where cut.points != 0 { write(cut, of: line, to: &writer) }
            }
        }
        if !decision.undone.isEmpty {
            writer.array("reversed") { writer in decision.undone.forEach { write($0, to: &writer) } }
        }
        if !decision.locked.isEmpty { writer.member("locked", .array(decision.locked.map(JSONValue.string))) }
    }

    /// Every rule that matched stands here, also where limits left nothing.
    static func write(_ line: DecisionLine, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("member", line.member.text)
            writer.member("rule", line.rule)
            writer.member("points", line.after)
            writer.member("state", line.state.rawValue)
            writer.member("reason", ifPresent: line.reason)
            writer.member("refused", ifPresent: line.blocked?.rawValue)
            writer.member("usable", ifPresent: line.usableFrom?.rfc3339)
            writer.member("expires", ifPresent: line.expires?.rfc3339)
            writer.member("request", ifPresent: line.request?.inPath)
        }
    }

    static func write(_ cut: Cut, of line: DecisionLine, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("member", line.member.text)
            writer.member("rule", line.rule)
            writer.member("points", cut.points)
            writer.member("limit", cut.limit)
        }
    }

    static func write(_ undone: UndoneLine, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("member", undone.member.text)
            writer.member("rule", undone.rule)
            writer.member("points", undone.points)
        }
    }

    private static func write(_ rejection: ActivityRejection, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("source", rejection.source.map(JSONValue.string) ?? .null)
            writer.member("id", rejection.id.map(JSONValue.string) ?? .null)
            writer.member("status", rejection.code == ProblemCode(.conflict) ? "conflict" : "refused")
            writer.object("error") { writer in
                writer.member("code", rejection.code.rawValue)
                writer.member("detail", ifPresent: rejection.detail ?? Code(rawValue: rejection.code.rawValue)?.words)
                writer.member("pointer", ifPresent: rejection.pointer)
            }
        }
    }
}
