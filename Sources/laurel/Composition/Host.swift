import Files
import Installation
import Periods

/// Opens databases as the options say.
enum Host {
    /// - Parameter path: another file than that of the options.
    static func open(_ store: StoreOptions, at path: String? = nil, clock: @escaping @Sendable () -> Instant = SystemClock.now) throws -> Installation {
        let zones = ZoneFiles.database(), folder = store.rulesFolder
        return try Installation(database: path ?? store.path, zones: zones, clock: clock) { try RulesFolder.load(folder, zones: zones) }
    }
}
