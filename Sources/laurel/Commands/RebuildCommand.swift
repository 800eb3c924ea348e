import ArgumentParser
import Files
import Installation
import Store

/// `laurel rebuild`.
struct RebuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild", abstract: "Make everything that is derived anew from the recorded commands.",
        discussion: """
            Balances, tallies and boards' sums are replaced in one step; commands and entries stay. No server may be running.
            With postgres:// this node's replica is rebuilt; the log is not touched.
            """)

    @OptionGroup var store: StoreOptions

    func run() throws {
        let path = try store.existing()
        let findings = try Rebuild.rebuild(Database(path, onLoss: store.log == nil ? .refused : .kept), reader: ProgrammeFiles.reader(ZoneFiles.database()), scratch: path + ".rebuild")
        for finding in findings { Terminal.error("\(finding)") }
        guard findings.isEmpty else { throw CLIError("nothing was changed") }
        Terminal.line("rebuilt")
    }
}
