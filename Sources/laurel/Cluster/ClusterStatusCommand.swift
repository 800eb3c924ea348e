import ArgumentParser
import Cluster
import JSON
import Store

/// `laurel cluster status`.
struct ClusterStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say who leads, how far each node is, and what is wrong.",
        discussion: "Exit code 1 where nobody leads. Warnings go to standard error.")

    @OptionGroup var log: LogOptions

    @Flag(help: "One JSON object on standard output.")
    var json = false

    func run() throws {
        let view = try ClusterView(log.place())
        if json {
            Terminal.line(ImportReport.text(view.json))
        } else {
            for line in view.lines { Terminal.line(line) }
            for warning in view.warnings { Terminal.error("warning: \(warning)") }
        }
        if view.leader == nil { throw ExitCode(1) }
    }
}

extension ClusterView {
    fileprivate var headText: String { seal.flatMap { Digest(bytes: $0)?.description } ?? "" }

    fileprivate var lines: [String] {
        let head = self.head.seal == 0 ? "the log is empty" : "head \(headText), seal \(self.head.seal)"
        let rows = [["node", "role", "head", "behind", "lag", "format", "print", "program", "ready"]] + nodes.map { row($0) }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let table = rows.map { row in
            zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ").trimmingEnd
        }
        return ["\(leader.map { "\($0) leads since term \(term)" } ?? "nobody leads"); \(head); \(synchronousReplicas) synchronous replicas"] + (nodes.isEmpty ? [] : table)
    }

    private func row(_ node: Node) -> [String] {
        [
            node.name, role(node), node.head.map { "\($0)" } ?? "?", node.head.map { "\(max(0, head.seal - $0))" } ?? "?",
            node.lag.map { "\(($0 + 99_999) / 100_000 / 10).\(($0 + 99_999) / 100_000 % 10) s" } ?? "?", node.format.map { "\($0)" } ?? "?",
            node.print.map { String((Digest(bytes: Array($0.bytes.prefix(32)))?.description ?? "").prefix(4) + (Digest(bytes: $0.names)?.description ?? "").prefix(4)) } ?? "?",
            node.program ?? "?", node.isLive ? node.state ?? "yes" : "gone",
        ]
    }

    private func role(_ node: Node) -> String { node.leads ? "leader" : node.isLive ? "follower" : "none" }

    fileprivate var json: JSONValue {
        [
            "leader": leader.map(JSONValue.string) ?? .null, "term": .number(Decimal(term)),
            "head": ["seal": .number(Decimal(head.seal)), "hash": .string(headText), "beside": .number(Decimal(head.aside))],
            "synchronous_replicas": .number(Decimal(Int64(synchronousReplicas))), "warnings": .array(warnings.map(JSONValue.string)),
            "nodes": .array(nodes.map { json($0) }),
        ]
    }

    private func json(_ node: Node) -> JSONValue {
        [
            "name": .string(node.name), "role": .string(role(node)), "live": .bool(node.isLive), "ready": .bool(node.isReady),
            "url": node.url.map(JSONValue.string) ?? .null, "head": node.head.map { .number(Decimal($0)) } ?? .null,
            "behind": node.head.map { .number(Decimal(max(0, head.seal - $0))) } ?? .null,
            "lag_microseconds": node.lag.map { .number(Decimal($0)) } ?? .null, "format": node.format.map { .number(Decimal(Int64($0))) } ?? .null,
            "print": node.print.map { ["zone": .string("\($0.zone.hexadecimal)"), "names": .string("\($0.names.hexadecimal)")] } ?? .null,
            "program": node.program.map(JSONValue.string) ?? .null, "state": node.state.map(JSONValue.string) ?? .null,
        ]
    }
}

extension [UInt8] {
    fileprivate var hexadecimal: String { Digest(bytes: self)?.description ?? "" }
}

extension String {
    fileprivate var trimmingEnd: String { String(reversed().drop { $0 == " " }.reversed()) }
}
