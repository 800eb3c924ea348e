import JSON
import Journal
import Periods
import PointsEngine
import Runtime
import Store
import Synchronization

/// Verifies copies of the running server's database as `laurel verify` does, and keeps what came of it last.
package final class Verifier: Sendable {
    /// What came of a verification. It outlives a restart.
    package struct Result: Sendable, Equatable {
        package let at: Instant
        package let isSound: Bool
        package let head: Digest
        package let commands: Int64
        /// The first of what was found.
        package let finding: String?

        package init(at: Instant, isSound: Bool, head: Digest, commands: Int64, finding: String?) {
            self.at = at
            self.isSound = isSound
            self.head = head
            self.commands = commands
            self.finding = finding
        }
    }

    private let runtime: Runtime
    private let programme: @Sendable () -> ProgrammeReader
    private let last: Mutex<Result?>
    private static let setting = "verification"

    init(_ runtime: Runtime, programme: @escaping @Sendable () -> ProgrammeReader) throws {
        self.runtime = runtime
        self.programme = programme
        last = Mutex(try runtime.readers.own().settings.value(Self.setting).flatMap(Result.init(text:)))
    }

    /// Nil: never yet.
    package var result: Result? { last.withLock { $0 } }

    /// Restores a copy of the database into the folder `work`, and verifies it there.
    ///
    /// - Returns: its head.
    /// - Throws: where it is not as the engine left it.
    func verify(backup: String, in work: String, at now: Instant) throws -> Head {
        let report = try report(of: backup, in: work)
        let finding = report.isSound ? nil : report.findings.first.map(\.description) ?? "the seals do not hold"
        keep(Result(at: now, isSound: report.isSound, head: report.head.hash, commands: report.head.lastCommand, finding: finding))
        if let finding { throw KeepingFailure("the copy is not sound: \(finding)") }
        return report.head
    }

    private func report(of backup: String, in work: String) throws -> VerificationReport {
        let restored = work + "/restored.db"
        defer { for name in FileSystem.names(in: work) where name.hasPrefix("restored.db") { FileSystem.removeFile("\(work)/\(name)") } }
        do {
            try Restore.restore(backup, to: restored)
        } catch let refused as Restore.Refused {
            guard case .damaged(let findings) = refused, let first = findings.first else { throw refused }
            return VerificationReport(of: first)
        }
        return Verification.verify(try Database(restored, onLoss: .shown), reader: programme(), scratch: work + "/scratch.db")
    }

    /// What was found to be wrong stands in the audit trail too.
    private func keep(_ result: Result) {
        last.withLock { $0 = result }
        // Of nodes that share a log each verifies its own copy, and one writes.
        guard runtime.leads else {
            if !result.isSound { Log.error("this node's copy is not sound: \(result.finding ?? "")") }
            return
        }
        let note = result.isSound ? nil : Note(kind: "verification-failed", subject: nil, detail: ["finding": .string(result.finding ?? "")])
        runtime.write(note, by: .system, { try $0.settings.set(Self.setting, result.text) }, reply: { answer in
            if case .failure(let error) = answer { Log.warning("the result of a verification could not be kept: \(error)") }
        })
    }
}

extension Verifier.Result {
    var text: String {
        let finding = finding.map { JSONValue.string($0) } ?? .null
        let object: JSONValue = ["at": .string(at.rfc3339), "sound": .bool(isSound), "head": .string("\(head)"), "commands": .number(Decimal(commands)), "finding": finding]
        return String(decoding: object.canonicalBytes, as: UTF8.self)
    }

    package init?(text: String) {
        guard let object = (try? JSONValue.parse(Array(text.utf8)))?.object, let at = object["at"]?.string.flatMap({ Instant(rfc3339: $0) }),
            case .bool(let isSound)? = object["sound"], let head = object["head"]?.string.flatMap({ Digest(hexadecimal: $0) }),
            case .number(let commands)? = object["commands"]
        else { return nil }
        self.init(at: at, isSound: isSound, head: head, commands: Int64("\(commands)") ?? 0, finding: object["finding"]?.string)
    }
}
