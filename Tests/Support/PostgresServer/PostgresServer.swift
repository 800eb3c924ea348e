import Foundation
import Synchronization

/// A PostgreSQL of a test's own in a temporary folder, on a socket there, and gone with it.
package final class PostgresServer: Sendable {
    package let folder: URL
    private let bin: String
    private let owner: String?

    /// Where Debian keeps the programs; nil: PostgreSQL is not installed.
    package static var programs: String? {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return versions.compactMap { version in Int(version).map { ($0, "\(root)/\(version)/bin") } }.max { $0.0 < $1.0 }?.1
    }

    package convenience init(configuration: [String] = []) throws {
        try self.init(inFolder: "pg-\(UUID().uuidString.prefix(8))")
        try command("initdb", ["-D", data, "-A", "trust", "-U", "laurel", "--no-sync", "-E", "UTF8", "--locale=C"])
        try configure(["listen_addresses = ''", "unix_socket_directories = '\(folder.path)'", "max_connections = 50"] + configuration)
        try start()
    }

    /// A copy that follows `primary` and can take its place; with the commits of `primary` on it before they are acknowledged, once that is asked
    /// of it (`synchronous_standby_names`).
    package convenience init(following primary: PostgresServer) throws {
        try self.init(inFolder: "pg-\(UUID().uuidString.prefix(8))")
        try command("pg_basebackup", ["-D", data, "-h", primary.folder.path, "-U", "laurel", "-R", "-X", "stream", "--no-sync"])
        try configure(["unix_socket_directories = '\(folder.path)'"])
        try start()
    }

    /// Nothing in it yet. Named, or `PostgresServer()` would be this one.
    private init(inFolder name: String) throws {
        guard let bin = Self.programs else { throw CocoaError(.fileNoSuchFile) }
        self.bin = bin
        // It refuses to be run by root.
        owner = geteuid() == 0 ? "postgres" : nil
        folder = FileManager.default.temporaryDirectory.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if let owner { try Self.run("/bin/chown", [owner, folder.path]) }
    }

    private func configure(_ settings: [String]) throws {
        try shell(settings.map { "printf '%s\\n' \"\($0)\" >> '\(data)/postgresql.conf'" }.joined(separator: "; "))
    }

    deinit {
        try? stop("immediate")
        try? FileManager.default.removeItem(at: folder)
    }

    /// One for all tests that ask no more of it than a database of their own; it ends with the process.
    private static let common: PostgresServer? = {
        atexit { try? PostgresServer.common?.stop("immediate") }
        return try? PostgresServer()
    }()
    private static let names = Mutex(0)

    /// A new, empty database in a server that other tests use too: what libpq connects with.
    package static func newDatabase() throws -> String {
        guard let common else { throw CocoaError(.fileNoSuchFile) }
        let name = names.withLock { number in
            number += 1
            return "laurel\(number)"
        }
        try common.command("createdb", ["-h", common.folder.path, "-U", "laurel", name])
        return "host=\(common.folder.path) user=laurel dbname=\(name)"
    }

    /// The same as a URL, as programs take it.
    package static func newURL() throws -> String {
        let words = try newDatabase().split(separator: " ").map { $0.split(separator: "=", maxSplits: 1).last.map(String.init) ?? "" }
        return "postgres://\(words[1])@/\(words[2])?host=\(words[0])"
    }

    private var data: String { folder.path + "/data" }

    /// What libpq connects with.
    package var target: String { "host=\(folder.path) user=laurel dbname=postgres" }

    package func start() throws { try command("pg_ctl", ["-D", data, "-w", "-t", "60", "-l", data + "/log", "start"]) }
    package func stop(_ mode: String = "fast") throws { try command("pg_ctl", ["-D", data, "-w", "-m", mode, "stop"]) }
    package func promote() throws { try command("pg_ctl", ["-D", data, "-w", "promote"]) }
    package func crash() throws {
        try stop("immediate")
        try start()
    }

    private func command(_ name: String, _ arguments: [String]) throws {
        try shell(([bin + "/" + name] + arguments).map { "'\($0)'" }.joined(separator: " "))
    }

    private func shell(_ script: String) throws {
        let call = ["/bin/sh", "-c", "cd /; " + script]
        if let owner { try Self.run("/usr/sbin/runuser", ["-u", owner, "--"] + call) } else { try Self.run(call[0], Array(call.dropFirst())) }
    }

    /// Not by `Process`, which waits for what the program leaves running, too.
    private static func run(_ path: String, _ arguments: [String]) throws {
        var actions = posix_spawn_file_actions_t(), process = pid_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [0, 1, 2] as [Int32] { posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0) }
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        guard posix_spawn(&process, path, &actions, nil, &words, environ) == 0 else { throw CocoaError(.executableLoad) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw CocoaError(.executableLoad, userInfo: [NSLocalizedDescriptionKey: "\(path) \(arguments) failed"]) }
    }
}
