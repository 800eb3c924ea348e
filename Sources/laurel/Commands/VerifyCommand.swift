import ArgumentParser
import Files
import Installation
import JSON
import SQLite
import Store

/// `laurel verify`.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Find anything that was changed behind the engine's back.",
        discussion: """
            Checks the file, the chain of seals and the ledger, and decides every command again. While a server runs, a copy is checked.
            With postgres:// the log's seals in PostgreSQL come first, then this node's replica against them, then the replica as if it were alone.
            """)

    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("A head noted earlier: the ledger must continue it.", valueName: "hash"))
    var head: String?

    @Option(
        help: ArgumentHelp(
            "Go on behind this seal, up to which all was verified before: the seals after it and the ledger. Also beside a running server, without a copy.",
            valueName: "hash"))
    var from: String?

    @Flag(help: "Leave out deciding everything again, which takes longest.")
    var quick = false

    @Flag(help: "One JSON object on standard output.")
    var json = false

    func run() throws {
        let digest = { (text: String) in
            guard let digest = Digest(hexadecimal: text) else { throw ValidationError("a head is 64 hexadecimal digits") }
            return digest
        }
        let head = try head.map(digest), from = try from.map(digest)
        guard head == nil || from == nil else { throw ValidationError("--from says what --head does, and where to begin") }
        guard let place = store.log.flatMap(LogOptions.place) else { return try tell(nil, check(store.existing(), head, from)) }
        let log = try LogVerification(place, replica: store.exists ? store.path : nil, continuing: head)
        // A node that has nothing yet is not damaged; one that is behind need not have the head asked for.
        try tell(log, store.exists ? check(store.path, nil, from) : nil)
    }

    private func check(_ path: String, _ head: Digest?, _ from: Digest?) throws -> VerificationReport {
        try from.map { try Verification.verify(Reader(path).connection, after: $0) }
            ?? Self.verify(path, head, reader: quick ? nil : ProgrammeFiles.reader(ZoneFiles.database()))
    }

    private func tell(_ log: LogVerification?, _ report: VerificationReport?) throws {
        for finding in (log?.findings ?? []) + (report?.findings ?? []) { Terminal.error("\(finding)") }
        if log?.continuesHead == false || report?.continuesHead == false { Terminal.error("the head asked for is not among the seals") }
        if json {
            var object = report.map(Self.json) ?? JSONObject()
            object["log"] = log.map { .object(Self.json($0)) }
            object["sound"] = .bool(log?.isSound != false && report?.isSound != false)
            Terminal.line(ImportReport.text(.object(object)))
        } else {
            if let log { Terminal.line("the log is " + Self.line(log.isSound, log.head)) }
            if let report { Terminal.line((log == nil ? "" : "the replica is ") + Self.line(report.isSound, report.head)) }
            if let obstacle = report?.obstacle { Terminal.line(obstacle) }
        }
        guard log?.isSound == false || report?.isSound == false else { return }
        if report?.isSound == false { Terminal.error(log == nil ? Self.mending : Self.mendingReplica) }
        throw ExitCode(1)
    }

    private static func line(_ isSound: Bool, _ head: Head) -> String { "\(isSound ? "sound" : "damaged"), head \(head.hash) after \(head.lastCommand) commands" }

    private static let mending = "laurel restore --replace FILE puts a backup in its place; laurel rebuild makes anew what is derived, where commands and entries are sound."
    private static let mendingReplica = "A replica can be removed while its node is stopped: the node makes it anew from the log. laurel rebuild makes anew what is derived."

    private static func verify(_ path: String, _ head: Digest?, reader: ProgrammeReader?) throws -> VerificationReport {
        do {
            let file = Verification.verifyFile(path)
            // What is opened is brought into shape, and a byte too many would be gone.
            guard file.isSound else { return file }
            return Verification.verify(try Database(path, onLoss: .shown), head: head, reader: reader, scratch: path + ".verify")
        } catch is FileLock.Held {
            // Noted before the copy is made, or it would name what came after.
            let folder = try TemporaryFolder(), copy = folder.path + "/copy.db"
            try HeadMark.copy(beside: path, to: copy)
            try Reader(path).backup(to: copy)
            return Verification.verify(try Database(copy, onLoss: .shown), head: head, reader: reader, scratch: copy + ".verify")
        } catch let error as SQLiteError where error.isDamage {
            return VerificationReport(of: Finding("file", "\(error.message)"))
        }
    }

    private static func json(_ report: VerificationReport) -> JSONObject {
        var json = json(report.isSound, report.head, report.findings)
        json["obstacle"] = report.obstacle.map(JSONValue.string)
        return json
    }

    private static func json(_ log: LogVerification) -> JSONObject { json(log.isSound, log.head, log.findings) }

    private static func json(_ isSound: Bool, _ head: Head, _ findings: [Finding]) -> JSONObject {
        [
            "sound": .bool(isSound), "head": .string(head.hash.description), "commands": .number(Decimal(head.lastCommand)),
            "entries": .number(Decimal(head.lastEntry)), "findings": .array(findings.map { ["place": .string($0.place), "detail": .string($0.text)] }),
        ]
    }
}
