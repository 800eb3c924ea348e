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
        discussion: "Checks the file, the chain of seals and the ledger, and decides every command again. While a server runs, a copy is checked.")

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
        let head = try head.map(digest), from = try from.map(digest), path = try store.existing()
        guard head == nil || from == nil else { throw ValidationError("--from says what --head does, and where to begin") }
        let report = try from.map { try Verification.verify(Reader(path).connection, after: $0) }
            ?? Self.verify(path, head, reader: quick ? nil : ProgrammeFiles.reader(ZoneFiles.database()))
        for finding in report.findings { Terminal.error("\(finding)") }
        if report.continuesHead == false { Terminal.error("the head asked for is not among the seals") }
        Terminal.line(json ? ImportReport.text(Self.json(report)) : "\(report.isSound ? "sound" : "damaged"), head \(report.head.hash) after \(report.head.lastCommand) commands")
        if let obstacle = report.obstacle, !json { Terminal.line(obstacle) }
        if !report.isSound {
            Terminal.error("laurel restore --replace FILE puts a backup in its place; laurel rebuild makes anew what is derived, where commands and entries are sound.")
            throw ExitCode(1)
        }
    }

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

    private static func json(_ report: VerificationReport) -> JSONValue {
        var json: JSONObject = [
            "sound": .bool(report.isSound), "head": .string(report.head.hash.description), "commands": .number(Decimal(report.head.lastCommand)),
            "entries": .number(Decimal(report.head.lastEntry)),
            "findings": .array(report.findings.map { ["place": .string($0.place), "detail": .string($0.text)] }),
        ]
        json["obstacle"] = report.obstacle.map(JSONValue.string)
        return .object(json)
    }
}
