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

extension ZoneFiles {
    /// Which release of the time zones the machine has (`2024a`), where it says so.
    package static func version(folder: String? = nil) -> String? {
        let folder = folder ?? getenv("TZDIR").map { String(cString: $0) } ?? "/usr/share/zoneinfo"
        guard let bytes = try? FileBytes.read("\(folder)/tzdata.zi", limit: 1 << 20), let end = bytes.firstIndex(of: 10) else { return nil }
        let line = String(decoding: bytes[..<end], as: UTF8.self)
        return line.hasPrefix("# version ") ? String(line.dropFirst(10)) : nil
    }
}
