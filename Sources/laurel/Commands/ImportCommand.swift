import ArgumentParser
import Files
import Glibc
import Imports
import Installation
import JSON
import Periods
import Store

/// `laurel import`.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Turn the rows of a file into members, teams and activities.",
        discussion: """
            The file is CSV or a workbook (.xlsx). The map says how its rows are read: see Rules/imports; --propose writes one for the columns that are \
            there. Importing again changes nothing. Rows that are refused are told with their line, and make the \
            command exit with 1; the others are recorded.
            """)

    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("The map: a YAML file.", valueName: "file"), completion: .file(extensions: ["yaml"]))
    var map: String?

    @Flag(help: "Write a map for the columns of the file, to be read and mended, and import nothing.")
    var propose = false

    @Option(help: "The sheet of a workbook; the first that has rows where none is named.")
    var sheet: String?

    @Option(help: ArgumentHelp("A table that the map looks things up in; may be repeated.", valueName: "name=file"))
    var with: [String] = []

    @Option(help: ArgumentHelp("Write refused rows to this CSV file, with line, code and reason behind them.", valueName: "file"))
    var errors: String?

    @Flag(help: "Say what would happen, and write nothing.")
    var dryRun = false

    @Flag(help: "The summary as one JSON object.")
    var json = false

    @Argument(help: "The CSV file or the workbook.", completion: .file(extensions: ["csv", "xlsx"]))
    var file: String

    func validate() throws {
        guard propose != (map != nil) else { throw ValidationError("say --map FILE, or --propose") }
    }

    func run() throws {
        guard let path = map else { return try ProposedMap.write(of: file, sheet: sheet) }
        let lookups = try Self.lookups(with)
        let map = try ImportMap.load(path, named: path, zones: ZoneFiles.database())
        guard access(file, R_OK) == 0 else { throw CLIError("\(file) cannot be read: \(String(cString: strerror(errno)))") }
        let report = try ImportReport(file: file, errors: errors, json: json)
        let summary = try withTarget { sink, calendar in
            let run = ImportRun(into: sink, onRefusal: report.refused, onProgress: report.progress)
            defer { Terminal.endProgress() }
            do {
                return try ImportFile(file, by: map, sheet: sheet, lookups: lookups, calendar: calendar).carryOut(run)
            } catch {
                // Nothing of the file was taken, and that is said too.
                try report.finish(run.finish(), failure: error, isDry: dryRun)
                throw ExitCode(1)
            }
        }
        try report.finish(summary, isDry: dryRun)
        if !summary.isClean { throw ExitCode(1) }
    }

    /// The running server, else the database in this process; for a dry run a copy that is thrown away.
    private func withTarget(_ body: (any ImportSink, CompanyCalendar) throws -> ImportSummary) throws -> ImportSummary {
        if !dryRun, let client = OwnerSocket.client(of: store.path) {
            return try body(ServerSink(client), try ServerSink.calendar(of: client))
        }
        let folder = dryRun ? try TemporaryFolder() : nil
        if let folder, store.exists { try Reader(store.path).backup(to: folder.path + "/copy.db") }
        let installation = try folder.map { try InstallationOpener.openCopy(store, at: $0.path + "/copy.db") } ?? InstallationOpener.openToRecord(store)
        defer { installation.stop() }
        return try body(RuntimeSink(installation.runtime, as: .administrator), try installation.programme.calendar)
    }

    private static func lookups(_ given: [String]) throws -> [String: String] {
        var lookups: [String: String] = [:]
        for item in given {
            guard let equals = item.firstIndex(of: "="), equals != item.startIndex, item.index(after: equals) != item.endIndex else {
                throw ValidationError("--with is NAME=FILE.csv, and this is \"\(item)\"")
            }
            lookups[String(item[..<equals])] = String(item[item.index(after: equals)...])
        }
        return lookups
    }
}
