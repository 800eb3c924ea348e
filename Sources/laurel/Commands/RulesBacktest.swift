import ArgumentParser
import Files
import JSON

extension RulesCommand {
    /// `laurel rules backtest`.
    struct Backtest: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Try a draft on what has happened: who would gain, who would lose, what it would cost. Writes nothing.")

        @OptionGroup var store: StoreOptions
        @Option(help: ArgumentHelp("The first day: 2026-10-01.", valueName: "date")) var from: String
        @Option(help: ArgumentHelp("The day after the last one: 2026-11-01.", valueName: "date")) var to: String
        @Flag(help: "One JSON object on standard output.") var json = false
        @Argument(help: "The folder of the draft; that of --rules where nothing is said.", completion: .directory) var folder: String?

        func run() throws {
            _ = try store.existing()
            let draft = try RulesFolder.load(folder ?? store.rulesFolder, zones: ZoneFiles.database())
            let report = try OwnerSession.run(store) { client in
                try client.call("POST", "/rules/backtest", ["rules": ["files": draft.sources.json], "from": .string(from), "to": .string(to)])
            }
            Terminal.line(json ? ImportReport.text(report) : BacktestText(report, from: from, to: to).text)
        }
    }
}
