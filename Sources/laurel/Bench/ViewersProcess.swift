import Foundation

/// The viewers of a bench in a process of their own (`ViewersCommand`), as the bench sees them. Gone with it.
final class ViewersProcess {
    /// What came between `begin` and `end`.
    struct Count {
        let messages: Int, bytes: Int, reads: Int, broken: Int, replaced: Int
        /// From `begin` to the last byte.
        let seconds: Double
        let highest: Int, uneven: Int

        var perSecond: Double { Double(messages) / seconds }
        var bytesOfMessage: Int { messages == 0 ? 0 : bytes / messages }
    }

    private let process = Process()
    private let input = Pipe(), output = Pipe()
    private var pending: [UInt8] = []

    /// Starts them; `ready` waits until they are.
    init(_ count: Int, port: UInt16, boards: [String], _ more: [String] = []) throws {
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["bench", "viewers", "--port", "\(port)", "--count", "\(count)"] + boards.flatMap { ["--board", $0] } + more
        process.standardInput = input
        process.standardOutput = output
        // A write to one that has ended is an error to be told, not the end of this process.
        signal(SIGPIPE, SIG_IGN)
        try process.run()
    }

    deinit { stop() }

    func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    func ready() throws { try expect("ready") }

    func begin() throws {
        try say("begin")
        try expect("begun")
    }

    func end() throws -> Count {
        try say("end")
        let fields = try answer().split(separator: " ").compactMap { Double($0) }
        guard fields.count == 9 else { throw CLIError("the viewers said nothing of what came") }
        let whole = fields.map { Int($0) }
        return Count(
            messages: whole[0], bytes: whole[1], reads: whole[2], broken: whole[3], replaced: whole[4], seconds: fields[6] - fields[5],
            highest: whole[7], uneven: whole[8])
    }

    /// Of what came between `begin` and `end`: seconds from the commit to the client.
    func latencies(_ committed: [(at: Int64, seconds: Double)]) throws -> (p50: Double, p99: Double, longest: Double) {
        try say("latencies " + committed.map { "\($0.at)=\($0.seconds)" }.joined(separator: " "))
        let fields = try answer().split(separator: " ").compactMap { Double($0) }
        guard fields.count == 3 else { throw CLIError("the viewers said nothing of latencies") }
        return (fields[0], fields[1], fields[2])
    }

    private func expect(_ line: String) throws {
        let answer = try answer()
        guard answer == line else { throw CLIError("the viewers say \(answer)") }
    }

    private func say(_ line: String) throws { try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8)) }

    private func answer() throws -> String {
        while true {
            if let end = pending.firstIndex(of: 10) {
                defer { pending.removeFirst(end + 1) }
                return String(decoding: pending[..<end], as: UTF8.self)
            }
            let some = output.fileHandleForReading.availableData
            guard !some.isEmpty else { throw CLIError("the viewers' process has ended") }
            pending += some
        }
    }
}
