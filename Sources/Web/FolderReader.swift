import Glibc

/// The regular files below a folder. Names that begin with a dot and symbolic links are left out; sizes and numbers are bounded.
package enum FolderReader {
    package struct Failure: Error, CustomStringConvertible {
        let path: String
        let reason: String
        package var description: String { "\(path): \(reason)" }
    }

    struct Entry: Equatable {
        /// Relative to the folder, with `/` between.
        let name: String
        let size: Int
        /// Nanoseconds since 1970.
        let modified: Int
    }

    static let maximumFiles = 2_000
    static let maximumSize = 8 << 20

    static func entries(_ folder: String) throws(Failure) -> [Entry] {
        var entries: [Entry] = []
        var folders = [""]
        while let next = folders.popLast() {
            try list(folder, next, &entries, &folders)
            if entries.count > maximumFiles { throw Failure(path: folder, reason: "more than \(maximumFiles) files") }
        }
        return entries.sorted { $0.name < $1.name }
    }

    private static func list(_ folder: String, _ below: String, _ entries: inout [Entry], _ folders: inout [String]) throws(Failure) {
        guard let stream = opendir("\(folder)/\(below)") else { throw failure("\(folder)/\(below)") }
        defer { closedir(stream) }
        while let item = readdir(stream) {
            let name = withUnsafeBytes(of: item.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            guard !name.hasPrefix(".") else { continue }
            let path = below.isEmpty ? name : "\(below)/\(name)"
            var status = stat()
            guard lstat("\(folder)/\(path)", &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: folders.append(path)
            case S_IFREG:
                guard status.st_size <= maximumSize else { throw Failure(path: path, reason: "larger than \(maximumSize) bytes") }
                entries.append(Entry(name: path, size: Int(status.st_size), modified: status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec))
            default: break
            }
        }
    }

    /// Whether a path is a regular file: no link, as in the folder itself.
    static func isThere(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    static func contents(_ path: String) throws(Failure) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= maximumSize {
            let count = read(file, &buffer, buffer.count)
            guard count >= 0 else { throw failure(path) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
        throw Failure(path: path, reason: "larger than \(maximumSize) bytes")
    }

    private static func failure(_ path: String) -> Failure {
        Failure(path: path, reason: String(cString: strerror(errno)))
    }
}
