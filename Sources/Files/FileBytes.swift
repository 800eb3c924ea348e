import Glibc

/// Reads whole small files, with a bound.
package enum FileBytes {
    package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// There is no such file.
        case notFound
        /// It is there, and not a regular file, or may not be read: the system's error number, 0 where there is none.
        case unreadable(Int32)
        case longerThan(Int)

        package var description: String {
            switch self {
            case .notFound: "there is no such file"
            case .unreadable(0): "it is no file that can be read"
            case .unreadable(let number): "the file cannot be read: \(SystemError.words(number))"
            case .longerThan(let limit): "the file has more than \(limit) bytes"
            }
        }
    }

    /// The bytes of a regular file of at most `limit` bytes. Follows symbolic links.
    package static func read(_ path: String, limit: Int) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw errno == ENOENT || errno == ENOTDIR ? .notFound : .unreadable(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(0) }
        guard status.st_size <= limit else { throw .longerThan(limit) }
        // One byte more than the file had, so that a file that grows meanwhile is noticed.
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
        var count = 0
        while count < bytes.count {
            let taken = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress.map { $0 + count }, $0.count - count) }
            guard taken >= 0 else {
                if errno == EINTR { continue }
                throw .unreadable(errno)
            }
            guard taken > 0 else { break }
            count += taken
        }
        guard count < bytes.count else { throw .longerThan(Int(status.st_size)) }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// Whether it is no pipe, device or folder; true also where there is nothing.
    package static func isRegular(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
    }

    /// The first bytes of a file of any length, at most `count`.
    package static func beginning(of path: String, count wanted: Int) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw errno == ENOENT || errno == ENOTDIR ? .notFound : .unreadable(errno) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: wanted), count = 0
        while count < wanted {
            let taken = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress.map { $0 + count }, wanted - count) }
            guard taken >= 0 else {
                if errno == EINTR { continue }
                throw .unreadable(errno)
            }
            guard taken > 0 else { break }
            count += taken
        }
        return Array(bytes.prefix(count))
    }
}
