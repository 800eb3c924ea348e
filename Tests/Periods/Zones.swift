import Foundation
import Periods

/// The zones of this machine, read as the program reads them.
enum Zones {
    static let database = ZoneDatabase { name in
        let folder = ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo"
        return FileManager.default.contents(atPath: "\(folder)/\(name)").map { [UInt8]($0) }
    }

    static func named(_ name: String) throws -> Zone {
        guard let zone = database.zone(named: name) else { throw Missing(name: name) }
        return zone
    }

    struct Missing: Error {
        let name: String
    }

    /// Zones with something unusual: no change ever, half hours, changes at midnight, a skipped day, a clock set back over
    /// midnight, rules south of the equator, negative summer time, and a rule that begins on the day before.
    static let unusual = [
        "UTC", "Asia/Shanghai", "Asia/Kolkata", "Asia/Kathmandu", "America/New_York", "Europe/London", "Europe/Dublin",
        "America/Santiago", "America/Havana", "America/Sao_Paulo", "America/St_Johns", "America/Nuuk", "Africa/Cairo",
        "Africa/Casablanca", "Asia/Gaza", "Asia/Tehran", "Asia/Manila", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kwajalein",
    ]
}
