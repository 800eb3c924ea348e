import Glibc
import Periods

/// The time zones of this machine, read from its TZif files: the one place where zone rules come from the disk.
///
/// The machine's own zone (`TZ`, `/etc/localtime`) is never asked for: a company's zone is written in its `company.yaml`.
package enum ZoneFiles {
    /// Zones below `folder`; without it, below `$TZDIR`, or where Debian's `tzdata` puts them.
    package static func database(folder: String? = nil) -> ZoneDatabase {
        let folder = folder ?? getenv("TZDIR").map { String(cString: $0) } ?? "/usr/share/zoneinfo"
        // `ZoneDatabase` asks only for names that cannot leave the folder. The largest TZif file has 4 KB.
        return ZoneDatabase { name in try? FileBytes.read("\(folder)/\(name)", limit: 256 * 1_024) }
    }
}
