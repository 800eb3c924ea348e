import Files
import Glibc
import Installation
import Journal
import Runtime

/// Opens databases as the options say.
enum InstallationOpener {
    /// - Parameter first: what a new database begins with; nil: the rules folder of the options.
    static func open(_ store: StoreOptions, first: RulesFolder? = nil) throws -> Installation {
        guard store.log == nil else { throw CLIError("this goes through a running node: start it, and say --database and --data as it has them") }
        return try open(store, at: store.path, timekeeper: store.timekeeper(), first: first)
    }

    /// The same, as a node among others where `seat` says so.
    static func open(_ store: StoreOptions, seat: NodeSeat?) throws -> Installation {
        try open(store, at: store.path, timekeeper: store.timekeeper(), first: nil, seat: seat)
    }

    /// The same, for a command that records: it is of no use while the clock is doubted.
    static func openToRecord(_ store: StoreOptions, first: RulesFolder? = nil) throws -> Installation {
        let installation = try open(store, first: first)
        if let doubt = installation.runtime.timekeeper?.doubt {
            installation.stop()
            throw CLIError("\(sentence(doubt)) Set it right, or say --accept-clock.")
        }
        return installation
    }

    /// A copy that is thrown away: whatever the clock says, nothing is lost by believing it.
    static func openCopy(_ store: StoreOptions, at path: String) throws -> Installation {
        try open(store, at: path, timekeeper: Timekeeper(SystemClock.machine, acceptsAtStart: true), first: nil)
    }

    static func sentence(_ doubt: ClockDoubt) -> String {
        switch doubt.reason {
        case .jumped:
            "The clock of this machine has jumped ahead to \(doubt.wall.rfc3339); by the time since the machine started it is \(doubt.believed.rfc3339)."
        case .longAfterLastCommand:
            "The clock of this machine says \(doubt.wall.rfc3339), the last command was recorded at \(doubt.believed.rfc3339), and the clock is not synchronised."
        }
    }

    /// A commit that took long says where the time went.
    private static let tell: @Sendable (CommitTimes) -> Void = { times in
        Log.warning(
            "slow commit",
            [
                ("commands", .number(times.commands)), ("duration_ms", .milliseconds(times.all.microseconds)),
                ("writing_ms", .milliseconds(times.writing.microseconds)),
                ("telling_ms", .milliseconds(times.telling.microseconds)),
            ])
    }

    private static func open(_ store: StoreOptions, at path: String, timekeeper: Timekeeper, first: RulesFolder?, seat: NodeSeat? = nil) throws -> Installation {
        let zones = ZoneFiles.database(), folder = store.rulesFolder
        var configuration = Runtime.Configuration(path: path, timekeeper: timekeeper)
        configuration.acceptsHead = store.acceptHead
        configuration.seat = seat?.seat(zones)
        configuration.slow = .milliseconds(Log.options.slow)
        configuration.onSlowCommit = tell
        // Where the rules do not hold, no database begins.
        let beginning = try access(path, F_OK) == 0 ? first : first ?? RulesFolder.load(folder, zones: zones)
        return try Installation(configuration, zones: zones) {
            try beginning ?? RulesFolder.load(folder, zones: zones)
        }
    }
}
