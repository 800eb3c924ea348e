import Foundation
import Glibc
import JSON
import Synchronization
import TestClients

/// A real `laurel serve` that shares a log with others: started, killed, stopped and started again.
final class NodeProcess: Sendable {
    let name: String
    let folder: String
    let port: UInt16
    let nodePort: UInt16
    private let target: String
    private let rules: String
    private let lease: Int
    private let more: [String]
    /// 0: it does not run.
    private let process = Mutex<pid_t>(0)

    static var executable: String { URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("laurel").path }
    static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL.path()

    init(_ name: String, in root: String, target: String, rules: String, lease: Int, nodePort: UInt16? = nil, _ more: [String] = []) throws {
        self.name = name
        self.target = target
        self.rules = rules
        self.lease = lease
        self.more = more
        folder = root + "/" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        (port, self.nodePort) = (Self.freePort(), nodePort ?? Self.freePort())
    }

    deinit { kill() }

    var socket: String { folder + "/laurel.db.sock" }
    var database: String { folder + "/laurel.db" }
    var isRunning: Bool { process.withLock { $0 != 0 } }

    /// What it has said, on both outputs.
    var said: String { (try? String(contentsOfFile: folder + "/said", encoding: .utf8)) ?? "" }

    func start(_ extra: [String] = []) {
        let arguments = [
            "serve", "--database", target, "--data", folder, "--node", name, "--lease", "\(lease)s", "--port", "\(port)", "--node-listen", "127.0.0.1:\(nodePort)",
        ] + more + extra
        process.withLock { $0 = Self.spawn(arguments, rules: rules, output: folder + "/said") }
    }

    /// Runs a command of the same program to its end, and gives its exit code and what it said.
    func run(_ arguments: [String]) -> (code: Int32, said: String) {
        let output = folder + "/command-\(UUID().uuidString.prefix(6))"
        var status: Int32 = 0
        waitpid(Self.spawn(arguments, rules: rules, output: output), &status, 0)
        return (status >> 8 & 0xFF, (try? String(contentsOfFile: output, encoding: .utf8)) ?? "")
    }

    private static func spawn(_ arguments: [String], rules: String, output: String) -> pid_t {
        var actions = posix_spawn_file_actions_t(), process = pid_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let own = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("LAUREL_") }.map { "\($0.key)=\($0.value)" }
        let environment = own + ["LAUREL_RULES=\(rules)", "LAUREL_PUBLIC=\(package)/Public"]
        var words = ([executable] + arguments).map { strdup($0) } + [nil], settings = environment.map { strdup($0) } + [nil]
        defer { (words + settings).forEach { free($0) } }
        return posix_spawn(&process, executable, &actions, nil, &words, &settings) == 0 ? process : 0
    }

    func signal(_ number: Int32) { process.withLock { if $0 != 0 { _ = Foundation.kill($0, number) } } }

    /// `kill -9`, and gone.
    func kill() { end(SIGKILL) }

    /// SIGTERM, and waits for its end.
    func stop() { end(SIGTERM) }

    private func end(_ number: Int32) {
        let ending = process.withLock { process -> pid_t in
            defer { process = 0 }
            return process
        }
        guard ending != 0 else { return }
        Foundation.kill(ending, number)
        if number == SIGKILL { Foundation.kill(ending, SIGCONT) }
        var status: Int32 = 0
        waitpid(ending, &status, 0)
    }

    // MARK: Calls

    func client(milliseconds: Int = 60_000) throws -> HTTPClient { HTTPClient(try Socket(port: port, milliseconds: milliseconds)) }
    func owner() throws -> HTTPClient { try HTTPClient(unix: socket) }

    struct Readiness {
        let status: Int
        let json: JSONValue
        var isReady: Bool { status == 200 }
        var role: String { json["role"]?.string ?? "" }
    }

    /// Nil: nobody answers.
    func readiness(milliseconds: Int = 2_000) -> Readiness? {
        guard isRunning, let answer = try? client(milliseconds: milliseconds).get("/readyz"), let json = try? JSONValue.parse(answer.body) else { return nil }
        return Readiness(status: answer.status, json: json)
    }

    /// A port that nobody listens on a moment ago.
    static func freePort() -> UInt16 {
        let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                _ = bind(descriptor, raw, length)
                _ = getsockname(descriptor, raw, &length)
            }
        }
        return UInt16(bigEndian: address.sin_port)
    }
}
