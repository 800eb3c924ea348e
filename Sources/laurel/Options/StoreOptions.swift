import ArgumentParser
import Files
import Glibc
import Periods

/// Where the data is, and the rules that a new database begins with.
struct StoreOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The database file; laurel.db here where nothing is said. LAUREL_DATABASE", valueName: "file"))
    var database: String?

    @Option(help: ArgumentHelp("The folder of rules; Rules here, or as installed. LAUREL_RULES", valueName: "folder"))
    var rules: String?

    var path: String { Setting.text(database, "LAUREL_DATABASE") ?? "laurel.db" }
    var rulesFolder: String { Setting.text(rules, "LAUREL_RULES") ?? Installed.folder("Rules") }
    var exists: Bool { access(path, F_OK) == 0 }

    /// - Throws: where there is no such file.
    func existing() throws -> String {
        guard exists else { throw Trouble("there is no database \(path)") }
        return path
    }
}

/// Something that is wrong, as a sentence for whoever called.
struct Trouble: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// The clock of this machine.
enum SystemClock {
    static let now: @Sendable () -> Instant = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(seconds: Int64(time.tv_sec)).adding(microseconds: Int64(time.tv_nsec / 1_000))
    }
}
