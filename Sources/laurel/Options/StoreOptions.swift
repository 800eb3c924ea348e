import ArgumentParser
import Files
import Glibc
import Runtime

/// Where the data is, and the rules that a new database begins with.
struct StoreOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The database file; laurel.db here where nothing is said. LAUREL_DATABASE", valueName: "file"))
    var database: String?

    @Option(help: ArgumentHelp("The folder of rules; Rules here, or as installed. LAUREL_RULES", valueName: "folder"))
    var rules: String?

    @Flag(help: "Believe this machine's clock, however long after the last command it stands. LAUREL_ACCEPT_CLOCK=1")
    var acceptClock = false

    @Flag(help: "Go on although commits are missing that had been acknowledged; what is missing is given up. The audit trail says so.")
    var acceptHead = false

    var path: String { Setting.text(database, "LAUREL_DATABASE") ?? "laurel.db" }
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
