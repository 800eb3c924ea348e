import Foundation
import JSON

/// A headless Chromium of this machine, spoken to in its own protocol (CDP) over two pipes: one JSON object after the other, each ended by a zero byte.
/// Gone with this object.
final class ChromiumPipe {
    private let process = Process()
    private let input = Pipe(), output = Pipe()
    private let folder: URL
    private var pending: [UInt8] = []
    private var last = 0

    /// Nil: none is installed.
    static var path: String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        let candidates = ["chromium", "chromium-browser", "google-chrome"].flatMap { name in folders.map { "\($0)/\(name)" } }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    init(at path: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "laurel-bench-chromium-\(getpid())-\(UUID().uuidString)")
        var switches = ["--headless=new", "--remote-debugging-pipe", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--lang=en-US", "--user-data-dir=\(folder.path)"]
        // Chromium shuts nobody in who is root, and does not start then.
        if geteuid() == 0 { switches.append("--no-sandbox") }
        // It reads descriptor 3 and writes to 4.
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", #"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1"#, path] + switches
        process.standardInput = input
        process.standardOutput = output
        signal(SIGPIPE, SIG_IGN)
        try process.run()
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// A command and what it answers; `session` is that of a page.
    @discardableResult
    func call(_ method: String, _ parameters: JSONValue = [:], session: String? = nil) throws -> JSONValue {
        last += 1
        var command: JSONObject = ["id": .number(JSON.Decimal(last)), "method": .string(method), "params": parameters]
        if let session { command["sessionId"] = .string(session) }
        try input.fileHandleForWriting.write(contentsOf: Data(JSONValue.object(command).bytes + [0]))
        while true {
            let answer = try message()
            guard answer["id"]?.int64 == Int64(last) else { continue }
            if let error = answer["error"] { throw CLIError("Chromium refused \(method): \(error["message"]?.string ?? "")") }
            return answer["result"] ?? .null
        }
    }

    private func message() throws -> JSONValue {
        while true {
            if let end = pending.firstIndex(of: 0) {
                defer { pending.removeFirst(end + 1) }
                return try JSONValue.parse(Array(pending[..<end]))
            }
            let some = output.fileHandleForReading.availableData
            guard !some.isEmpty else { throw CLIError("Chromium has ended") }
            pending += some
        }
    }
}
