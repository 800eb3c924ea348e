import Foundation
import TestClients

/// One `laurel serve` with a place among nodes, that can be killed, stopped and cut off.
package final class NodeProcess {
    package let name: String
    package let folder: String
    private let lines: [CuttableLine]
    private let database: String
    private let lease: String
    private let environment: [String: String]
    private var process: Process?
    package private(set) var isPaused = false
    /// How often it was started.
    package private(set) var starts = 0

    /// The real binary stands beside whoever runs it.
    package static var executable: URL { URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("laurel") }

    init(_ name: String, in folder: String, postgres sockets: [String], lease: String, environment: [String: String]) throws {
        self.name = name
        self.folder = folder + "/" + name
        self.lease = lease
        self.environment = environment
        lines = try sockets.map { try CuttableLine(to: $0) }
        let hosts = lines.map { "127.0.0.1:\($0.port)" }.joined(separator: ",")
        database = "postgres://laurel@\(hosts)/postgres?sslmode=disable&gssencmode=disable&target_session_attrs=read-write"
        try FileManager.default.createDirectory(atPath: self.folder, withIntermediateDirectories: true)
    }

    deinit {
        kill()
        for line in lines { line.end() }
    }

    package var isRunning: Bool { process?.isRunning ?? false }

    /// Starts it where it does not run; it needs not be ready then.
    package func start() throws {
        guard !isRunning else { return }
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = ["serve", "--port", "0", "--database", database, "--data", folder, "--node", name, "--lease", lease]
        process.environment = environment
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try log()
        try process.run()
        self.process = process
        starts += 1
        isPaused = false
    }

    private func log() throws -> FileHandle {
        let path = folder + "/log"
        if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(fileURLWithPath: path)) }
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.seekToEnd()
        return handle
    }

    /// What it has said, at the end.
    package var lastWords: String { ((try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "").split(separator: "\n").suffix(6).joined(separator: "\n") }

    package func kill() { end(by: SIGKILL) }

    /// As systemd stops it.
    package func stop() { end(by: SIGTERM) }

    private func end(by signal: Int32) {
        guard let process else { return }
        if process.isRunning {
            Glibc.kill(process.processIdentifier, signal)
            if isPaused { Glibc.kill(process.processIdentifier, SIGCONT) }
            process.waitUntilExit()
        }
        self.process = nil
        isPaused = false
    }

    package func pause() { signal(SIGSTOP, pausing: true) }
    package func resume() { signal(SIGCONT, pausing: false) }

    private func signal(_ signal: Int32, pausing: Bool) {
        guard let process, process.isRunning else { return }
        Glibc.kill(process.processIdentifier, signal)
        isPaused = pausing
    }

    /// Nobody hears what it says to PostgreSQL, nor it what PostgreSQL says.
    package var isCutOff: Bool {
        get { lines.contains(where: \.isCut) }
        set { for line in lines { line.isCut = newValue } }
    }

    /// The first PostgreSQL is gone for ever: connections to it are refused.
    func endFirstLine() { lines.first?.end() }

    /// What it answers its owner, over the socket beside its replica.
    package var socket: String { folder + "/laurel.db.sock" }
}
