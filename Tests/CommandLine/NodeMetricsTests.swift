import Foundation
import PostgresServer
import TestClients
import Testing

/// What a server says of its place among nodes.
@Suite("A node's numbers", .enabled(if: PostgresServer.programs != nil, "PostgreSQL is not installed"))
struct NodeMetricsTests {
    private let program: Program
    private let target: String

    init() throws {
        program = Program(folder: try WorkFolder())
        target = try PostgresServer.newURL()
    }

    private func start(_ node: String) throws -> RunningServer {
        try FileManager.default.createDirectory(atPath: program.folder.file(node), withIntermediateDirectories: true)
        return try program.start("serve", "--port", "0", "--database", target, "--data", program.folder.file(node), "--node", node)
    }

    private func numbers(_ server: RunningServer) throws -> [String: Double] {
        let client = try HTTPClient(port: server.port)
        try client.socket.send(Array("GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept: text/plain\r\n\r\n".utf8))
        var numbers: [String: Double] = [:]
        for line in try client.response().text.split(separator: "\n") where !line.hasPrefix("#") {
            guard let space = line.lastIndex(of: " ") else { continue }
            numbers[String(line[..<space])] = Double(line[line.index(after: space)...])
        }
        return numbers
    }

    /// Those of a server, once they are as they should be.
    private func numbers(_ server: RunningServer, where isSo: ([String: Double]) -> Bool) throws -> [String: Double] {
        while true {
            let now = try numbers(server)
            if isSo(now) { return now }
        }
    }

    @Test func `all that a dashboard asks for is told, by who leads and by who follows, and status tells the same`() throws {
        let a = try start("a"), leader = try numbers(a) { $0["laurel_leader"] == 1 && $0["laurel_nodes"] == 1 && $0["laurel_log_append_seconds_count"] ?? 0 > 0 }
        let b = try start("b"), follower = try numbers(b) { $0["laurel_nodes"] == 2 && $0["laurel_replica_head"] == $0["laurel_log_head"] }
        #expect(follower["laurel_leader"] == 0 && follower["laurel_term"] == leader["laurel_term"] && follower["laurel_diverged"] == 0)
        for name in [
            "laurel_leader", "laurel_term", "laurel_log_head", "laurel_replica_head", "laurel_replica_lag_seconds", "laurel_takeovers_total", "laurel_fenced_total",
            "laurel_in_doubt_total", "laurel_diverged", "laurel_log_append_seconds_sum", "laurel_log_append_seconds_count", "laurel_log_waiting_seconds_total",
            "laurel_clock_offset_seconds", "laurel_synchronous_replicas", "laurel_nodes",
        ] { #expect(leader[name] != nil && follower[name] != nil, "\(name)") }
        #expect(leader["laurel_log_append_seconds_sum"] ?? 0 >= leader["laurel_log_waiting_seconds_total"] ?? 1)
        // What each says of itself beside the log.
        var status = ""
        while !(status.contains("\"name\":\"b\"") && status.components(separatedBy: "\"ready\":true").count == 3 && !status.contains("\"print\":null")) {
            status = try program.run("cluster", "status", "--json", "--database", target).output
        }
        #expect(status.contains("\"leader\":\"a\"") && status.contains("\"format\":1"))
        let handed = try program.run("cluster", "hand-over", "--database", target)
        #expect(handed.code == 0 && handed.output == "b leads\n", "\(handed.errors)")
        _ = try numbers(b) { $0["laurel_leader"] == 1 && $0["laurel_takeovers_total"] == 1 }
        #expect(try numbers(a) { $0["laurel_leader"] == 0 }["laurel_diverged"] == 0)
    }
}
