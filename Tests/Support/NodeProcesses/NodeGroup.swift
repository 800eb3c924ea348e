import Cluster
import CommitLog
import Foundation
import PostgreSQL
import PostgresServer

/// Nodes as processes over a PostgreSQL of their own, with a small company in it.
package final class NodeGroup {
    package private(set) var postgres: PostgresServer
    /// Has every commit before it is acknowledged, until it takes the place of `postgres`; nil: there is none.
    package private(set) var standby: PostgresServer?
    package let nodes: [NodeProcess]
    private let folder: String

    package enum Trouble: Error { case setUp(String) }

    /// - Parameters:
    ///   - hasStandby: whether PostgreSQL has a synchronous replica.
    ///   - rules: the folder that the company begins with.
    ///   - pages: the folder of pages.
    package init(nodes count: Int, lease: String, hasStandby: Bool = false, rules: String, pages: String) throws {
        // Short, for Unix sockets stand in it.
        folder = NSTemporaryDirectory() + "laurel-nodes-" + String(UUID().uuidString.prefix(8))
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        postgres = try PostgresServer(configuration: ["max_connections = 100"])
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("LAUREL_") }
        (environment["LAUREL_RULES"], environment["LAUREL_PUBLIC"]) = (rules, pages)
        standby = hasStandby ? try PostgresServer(following: postgres) : nil
        let path = folder, sockets = ([postgres] + [standby].compactMap { $0 }).map { $0.folder.path + "/.s.PGSQL.5432" }
        nodes = try (0..<count).map { try NodeProcess("n\($0)", in: path, postgres: sockets, lease: lease, environment: environment) }
        if hasStandby { for sql in ["ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()"] { try session().execute(sql) } }
        try setUp(environment)
    }

    deinit {
        for node in nodes { node.kill() }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// People, put into a file that is then moved into the log.
    private func setUp(_ environment: [String: String]) throws {
        try "members: {id: row.agent}\n".write(toFile: folder + "/map.yaml", atomically: true, encoding: .utf8)
        try ("agent\n" + (0..<Self.people).map { "p\($0)\n" }.joined()).write(toFile: folder + "/people.csv", atomically: true, encoding: .utf8)
        try run(["import", "--map", "map.yaml", "people.csv", "--database", "first.db"], environment)
        try run(["cluster", "move", "first.db", "postgres://laurel@/postgres?host=\(postgres.folder.path)"], environment)
    }

    /// How many sell: `p0`, `p1` ….
    package static let people = 7

    /// Runs the program to its end.
    private func run(_ arguments: [String], _ environment: [String: String]) throws {
        let process = Process(), errors = folder + "/errors"
        try Data().write(to: URL(fileURLWithPath: errors))
        process.executableURL = NodeProcess.executable
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Trouble.setUp("\(arguments.prefix(2)): \((try? String(contentsOfFile: errors, encoding: .utf8)) ?? "")")
        }
    }

    /// Whether everything that a node has in its replica is what the log says, and comes of it again.
    package func isSound(_ node: NodeProcess) -> Bool {
        let environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("LAUREL_") }
        return (try? run(["verify", "--database", "postgres://laurel@/postgres?host=\(postgres.folder.path)", "--data", node.folder], environment)) != nil
    }

    /// PostgreSQL is gone for ever, and its replica takes its place.
    package func promote() throws {
        guard let standby else { return }
        try postgres.stop("immediate")
        for node in nodes { node.endFirstLine() }
        try standby.promote()
        postgres = standby
        self.standby = nil
    }

    // MARK: Looking

    package func view() throws -> ClusterView { try ClusterView(PostgreSQLLog.Place(postgres.target, node: "nobody")) }

    /// The node that leads; nil: nobody does, or PostgreSQL does not say.
    package var leader: NodeProcess? { (try? view())?.leader.flatMap { name in nodes.first { $0.name == name } } }

    package func session() throws -> PostgresConnection { try PostgresConnection(postgres.target, within: .seconds(60)) }
}
