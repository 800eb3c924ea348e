import ArgumentParser
import Files
import Glibc
import Runtime

/// Where the data is, and the rules that a new database begins with.
struct StoreOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The database file, laurel.db here where nothing is said; or postgres://… for a node that shares a log. LAUREL_DATABASE", valueName: "file"))
    var database: String?

    @Option(help: ArgumentHelp("With postgres://: the folder of this node's own copy; here where nothing is said. LAUREL_DATA", valueName: "folder"))
    var data: String?

    @Option(help: ArgumentHelp("With postgres://: this node's name; that of the host where nothing is said. LAUREL_NODE", valueName: "name"))
    var node: String?

    @Option(help: ArgumentHelp("With postgres://: how long a leader that says nothing goes on being it, 2s to 30s; 5s where nothing is said. LAUREL_LEASE", valueName: "time"))
    var lease: String?

    @Option(help: ArgumentHelp("The folder of rules; Rules here, or as installed. LAUREL_RULES", valueName: "folder"))
    var rules: String?

    @Flag(help: "Believe this machine's clock, however long after the last command it stands. LAUREL_ACCEPT_CLOCK=1")
    var acceptClock = false

    @Flag(help: "Go on although commits are missing that had been acknowledged; what is missing is given up. The audit trail says so.")
    var acceptHead = false

    private var place: String { Setting.text(database, "LAUREL_DATABASE") ?? "laurel.db" }

    /// Where the shared log is; nil: this server is alone.
    var log: String? { ["postgres://", "postgresql://"].contains { place.hasPrefix($0) } ? place : nil }

    /// The database's file: of a node its own copy.
    var path: String { log == nil ? place : (Setting.text(data, "LAUREL_DATA") ?? ".") + "/laurel.db" }
    var rulesFolder: String { Setting.text(rules, "LAUREL_RULES") ?? Installed.folder("Rules") }
    var exists: Bool { access(path, F_OK) == 0 }

    /// Of one open database.
    func timekeeper() -> Timekeeper {
        Timekeeper(SystemClock.machine, acceptsAtStart: acceptClock || Setting.text(nil, "LAUREL_ACCEPT_CLOCK") == "1")
    }

    /// - Throws: where there is no such file.
    func existing() throws -> String {
        guard exists else { throw CLIError("there is no database \(path)") }
        return path
    }
}
