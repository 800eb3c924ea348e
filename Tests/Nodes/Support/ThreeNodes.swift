import Foundation
import JSON
import Mailboxes
import PostgresServer
import PostgreSQL
import TestClients
import Testing

/// Three real nodes on loopback over a PostgreSQL of their own.
final class ThreeNodes: Sendable {
    let server: PostgresServer
    /// A replica of the server, which nodes find when it was promoted; nil: there is none.
    let standby: PostgresServer?
    let root: String
    let nodes: [NodeProcess]
    /// The way of each node to PostgreSQL; empty where they cannot be cut.
    private let lines: [CuttableLine]
    /// The way of the others to each node.
    private let listeners: [CuttableLine]
    private let target: String

    /// - Parameter lease: seconds; long, so that nobody but who dies or stops loses the lead on a busy machine.
    init(lease: Int = 10, with more: [String] = [], standby hasStandby: Bool = false, isCuttable: Bool = false) throws {
        server = try PostgresServer()
        standby = hasStandby ? try PostgresServer(following: server) : nil
        root = NSTemporaryDirectory() + "laurel-nodes-" + String(UUID().uuidString.prefix(8))
        let rules = root + "/rules"
        try FileManager.default.createDirectory(atPath: rules + "/points", withIntermediateDirectories: true)
        for (name, text) in Self.rules { try text.write(toFile: "\(rules)/\(name)", atomically: true, encoding: .utf8) }
        let hosts = [server, standby].compactMap { $0?.folder.path }.joined(separator: ",")
        target = "host=\(hosts) user=laurel dbname=postgres target_session_attrs=read-write"
        let url = "postgres://laurel@/postgres?host=\(hosts)&target_session_attrs=read-write", root = root
        let names = ["a", "b", "c"], socket = server.folder.path + "/.s.PGSQL.5432", lines = isCuttable ? try names.map { _ in try CuttableLine(to: .unixSocket(socket)) } : []
        let ports = names.map { _ in NodeProcess.freePort() }, listeners = isCuttable ? try ports.map { try CuttableLine(to: .port($0)) } : []
        (self.lines, self.listeners) = (lines, listeners)
        nodes = try names.enumerated().map { index, name in
            let url = isCuttable ? "postgres://laurel@127.0.0.1:\(lines[index].port)/postgres?sslmode=disable&gssencmode=disable" : url
            let reached = isCuttable ? ["--node-url", "http://127.0.0.1:\(listeners[index].port)"] : []
            return try NodeProcess(name, in: root, target: url, rules: rules, lease: lease, nodePort: ports[index], more + reached)
        }
        for node in nodes { node.start() }
        for node in nodes { try wait("node \(node.name) is ready") { node.readiness()?.isReady ?? false } }
    }

    deinit {
        for node in nodes { node.kill() }
        for line in lines + listeners { line.end() }
        try? FileManager.default.removeItem(atPath: root)
    }

    private static let rules = [
        "company.yaml": "name: Nodes\ntimezone: Asia/Shanghai\n", "points/a.yaml": "{id: a, on: sale.won, award: {fixed: 1}}\n",
        "boards.yaml": "- {id: points, value: points, period: month}\n",
    ]

    /// Nobody hears what a node says to PostgreSQL, nor it what PostgreSQL says; or again.
    func cutOff(_ node: NodeProcess, _ isCut: Bool) {
        for (line, other) in zip(lines, nodes) where other === node { line.isCut = isCut }
    }

    /// No other node hears what this one answers, nor it what they ask; or again.
    func silence(_ node: NodeProcess, _ isCut: Bool) {
        for (line, other) in zip(listeners, nodes) where other === node { line.isCut = isCut }
    }

    subscript(index: Int) -> NodeProcess { nodes[index] }

    /// Who says that it leads.
    var leader: NodeProcess? { nodes.first { $0.readiness().map { $0.role == "leader" && $0.isReady } ?? false } }

    func awaitLeader() throws -> NodeProcess {
        var found: NodeProcess?
        try wait("somebody leads") {
            found = leader
            return found != nil
        }
        return try #require(found)
    }

    var followers: [NodeProcess] {
        let leader = leader
        return nodes.filter { $0 !== leader }
    }

    /// Waits for a condition; far longer than it can take.
    func wait(_ what: String, seconds: Double = 120, _ condition: () throws -> Bool) throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while try !condition() {
            guard .now < deadline else { throw NotSoon(what: what, said: nodes.map { "\($0.name): \($0.said.suffix(2_000))" }.joined(separator: "\n")) }
            pause(.milliseconds(20))
        }
    }

    struct NotSoon: Error {
        let what: String
        let said: String
    }

    /// What the owner asks of a node.
    @discardableResult
    func owner(_ node: NodeProcess, _ method: String, _ path: String, _ body: JSONValue? = nil) throws -> (status: Int, json: JSONValue) {
        let answer = try node.owner().request(method, "/api/v1" + path, headers: ["Content-Type": "application/json"], body: body?.bytes)
        return (answer.status, (try? JSONValue.parse(answer.body)) ?? .null)
    }

    /// A token that may report, read and administer.
    func token(_ name: String, by node: NodeProcess, _ scopes: [String] = ["admin"]) throws -> String {
        let made = try insist { try owner(node, "POST", "/tokens", ["name": .string(name), "scopes": .array(scopes.map(JSONValue.string))]) }
        return try #require(made.json["token"]?.string, "\(made)")
    }

    func members(_ count: Int) throws {
        for number in 0..<count {
            let node = nodes[number % nodes.count], member: JSONValue = ["id": .string("m\(number)"), "name": .string("M \(number)"), "role": "rep"]
            _ = try insist { try owner(node, "POST", "/members", member) }
            #expect(try owner(node, "GET", "/members/m\(number)").status == 200)
        }
    }

    /// Asks again as long as nobody leads: on a busy machine a short lease is lost now and then.
    private func insist(_ call: () throws -> (status: Int, json: JSONValue)) throws -> (status: Int, json: JSONValue) {
        var answer = try call()
        if answer.status == 503 {
            try wait("somebody takes it") {
                answer = try call()
                return answer.status != 503
            }
        }
        return answer
    }

    func session() throws -> PostgresConnection { try PostgresConnection(target, within: .seconds(20)) }

    /// Waits until every node has all of the log, and gives the last seal's number.
    @discardableResult
    func settle() throws -> Int64 {
        var head: Int64 = 0
        try wait("every node has all of the log") {
            guard let row = try session().run("SELECT head FROM laurel.lease WHERE company = 1").rows.first else { return false }
            head = try row.integer(0)
            // One that begins anew answers nobody for a moment.
            return nodes.allSatisfy { (try? $0.owner().get("/metrics").text.contains("laurel_replica_head \(head)\n")) ?? false }
        }
        return head
    }
}

/// Lets others have their turn.
func pause(_ time: Duration) { _ = Signal().wait(atMost: time) }
