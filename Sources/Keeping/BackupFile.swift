import Glibc
import Periods

/// A backup in its folder. Its name says when it was made, and whether it is sealed; only whole, verified ones carry such a name.
package struct BackupFile: Hashable, Sendable {
    /// `laurel-20261130T144031Z.db`, `laurel-20261130T144031Z.db.sealed`.
    package let name: String
    package let made: Instant
    package var bytes: Int

    package var isSealed: Bool { name.hasSuffix(Self.sealed) }

    static let sealed = ".sealed"

    init(made: Instant, isSealed: Bool, bytes: Int) {
        let moment = made.rfc3339.prefix(19).filter { $0 != "-" && $0 != ":" }
        name = "laurel-\(moment)Z.db" + (isSealed ? Self.sealed : "")
        self.made = Instant(seconds: made.microseconds / 1_000_000)
        self.bytes = bytes
    }

    /// Nil: not one of ours.
    package init?(named name: String, bytes: Int) {
        guard let parts = name.wholeMatch(of: #/laurel-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.db(?:\.sealed)?/#)?.output,
            let made = Instant(rfc3339: "\(parts.1)-\(parts.2)-\(parts.3)T\(parts.4):\(parts.5):\(parts.6)Z")
        else { return nil }
        self.name = name
        self.made = made
        self.bytes = bytes
    }

    /// Those of a folder, newest first.
    package static func all(in folder: String) -> [BackupFile] {
        FileSystem.names(in: folder).compactMap { BackupFile(named: $0, bytes: FileSystem.bytes(of: "\(folder)/\($0)")) }.sorted { $0.made > $1.made }
    }
}

/// The file system, as far as backups need it.
package enum FileSystem {
    package static func names(in folder: String) -> [String] {
        guard let open = opendir(folder) else { return [] }
        defer { closedir(open) }
        var names: [String] = []
        while let entry = readdir(open), names.count < 100_000 {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    package static func bytes(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// A folder that is its owner's alone, empty: what an earlier one left is removed.
    package static func make(_ path: String) throws {
        remove(path)
        guard mkdir(path, 0o700) == 0 else { throw KeepingFailure("cannot make the folder \(path): \(String(cString: strerror(errno)))") }
    }

    package static func removeFile(_ path: String) { unlink(path) }

    /// Removes a folder of files.
    package static func remove(_ path: String) {
        for name in names(in: path) { unlink("\(path)/\(name)") }
        rmdir(path)
    }
}

/// Something that is wrong, as a sentence.
package struct KeepingFailure: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
