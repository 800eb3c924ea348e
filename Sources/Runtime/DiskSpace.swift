import Glibc

/// Whether the volume of the database has room for anything.
enum DiskSpace {
    /// With less than a megabyte a commit may succeed, and the next one not.
    private static let least: UInt64 = 1 << 20

    /// A volume that does not tell is believed to have room: the writes themselves say it then.
    static func isEnough(at path: String) -> Bool {
        var volume = statvfs()
        guard statvfs(path, &volume) == 0, volume.f_blocks > 0 else { return true }
        return UInt64(volume.f_bavail) * UInt64(volume.f_frsize) >= least
    }
}
