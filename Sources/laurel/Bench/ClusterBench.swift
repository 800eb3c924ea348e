import ArgumentParser
import Cluster
import CommitLog
import Files
import Foundation
import PostgreSQL

/// Nodes that share a log, beside a server alone in the same run: writes, waiting for the log, lag of followers, takeovers.
struct ClusterBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster", abstract: "Nodes on PostgreSQL beside a server alone: writes, lag of followers, takeovers.",
        discussion: """
            The database must be an empty one, and is empty again afterwards. Each takeover of three real nodes waits until all are well again: \
            with --takeovers 100 that takes an hour.
            """)

    @OptionGroup var options: BenchOptions
    @OptionGroup var folders: BenchFolders
    @Option(help: ArgumentHelp("An empty database, whose role may make a schema. LAUREL_DATABASE", valueName: "postgres://…")) var database: String?
    @Option(help: "Members who are credited.") var members = 2_000
    @Option(help: "Takeovers of each kind: crashes, freezes, planned ones.") var takeovers = 3

    func validate() throws {
        guard 1...1_000_000 ~= members, 0...100_000 ~= takeovers else { throw ValidationError("out of range") }
    }

    func run() throws {
        guard let target = Setting.text(database, "LAUREL_DATABASE"), LogOptions.place(target) != nil else { throw ValidationError("--database says where: postgres://…") }
        let schema = try BenchSchema(target)
        try options.report("cluster") { report in
            let folder = try TemporaryFolder()
            report.condition("nodes, load and PostgreSQL \(schema.version) share the machine; \(schema.synchronousReplicas) synchronous replicas; \(MadeUpActivities.description)")
            try ClusterWrites(target, in: folder.path, members: members, folders).measure(seconds: options.seconds, into: &report)
            try schema.clear()
            guard takeovers > 0 else { return }
            try ClusterTakeovers(target, in: folder.path, folders).measure(takeovers, into: &report)
        }
        try schema.clear()
    }
}

/// What a bench makes in a database that was empty.
private final class BenchSchema {
    let version: String
    let synchronousReplicas: Int
    private let session: PostgresConnection

    init(_ target: String) throws {
        session = try PostgresConnection(target, within: .seconds(30))
        let row = try session.run("SELECT to_regclass('laurel.lease') IS NULL, current_setting('server_version')").rows.first
        guard row?.flag(0) == true else { throw CLIError("the database is not empty: a bench makes its own company, and takes it away again") }
        version = String((row?.text(1) ?? "").prefix { $0 != " " })
        synchronousReplicas = try ClusterView(PostgreSQLLog.Place(target, node: "bench")).synchronousReplicas
    }

    func clear() throws { try session.execute("SET client_min_messages = warning; DROP SCHEMA IF EXISTS laurel CASCADE") }
}
