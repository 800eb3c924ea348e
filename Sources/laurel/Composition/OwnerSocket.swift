import Glibc

/// The Unix socket beside a database, on which its owner is the administrator.
enum OwnerSocket {
    /// Nil where the name would be longer than the system takes.
    static func path(beside database: String) -> String? {
        let path = database + ".sock"
        return path.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path) ? path : nil
    }

    /// A client of the server that has the database open; nil where none does.
    static func client(of database: String) -> OwnerClient? {
        path(beside: database).flatMap { OwnerClient(socket: $0) }
    }
}

/// A folder that is gone when its owner is.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array(((getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp") + "/laurel-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw CLIError("no temporary folder: \(String(cString: strerror(errno)))") }
        path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
                if name != ".", name != ".." { unlink("\(path)/\(name)") }
            }
            closedir(folder)
        }
        rmdir(path)
    }
}
