import Glibc

/// The file of a database, by whatever name it is called.
package enum DatabaseFile {
    /// The name at the end of symbolic links: beside it SQLite keeps its log, and we the lock and the mark of the last head. A path that
    /// is no link stays as it is, also where there is no file yet.
    package static func resolved(_ path: String) -> String {
        var path = path
        for _ in 0..<40 {
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
            let count = readlink(path, &buffer, buffer.count)
            guard count > 0 else { break }
            let target = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
            path = target.hasPrefix("/") ? target : folder(of: path) + target
        }
        return path
    }

    /// Everything that stands beside a database and holds what is in it.
    static let suffixes = ["", "-wal", "-shm", "-journal", ".lock", ".head"]

    /// Takes the file, and what stands beside it, from everybody but its owner. New files of SQLite take their mode from the database.
    static func keepPrivate(_ path: String) {
        for suffix in suffixes {
            var status = stat()
            guard stat(path + suffix, &status) == 0, status.st_mode & 0o177 != 0 else { continue }
            chmod(path + suffix, 0o600)
        }
    }

    /// Opens a file that is its owner's alone from the first moment on, whatever the mask; nil: see `errno`.
    static func open(_ path: String, _ flags: Int32) -> Int32? {
        let descriptor = Glibc.open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        if flags & O_CREAT != 0 { fchmod(descriptor, 0o600) }
        return descriptor
    }

    private static func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }
}
