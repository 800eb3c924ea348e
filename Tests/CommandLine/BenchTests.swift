import JSON
import PostgresServer
import Testing

/// The benches run to their end and tell all their figures; how large those are is not for tests.
@Suite struct BenchTests {
    private let program: Program

    init() throws { program = Program(folder: try WorkFolder()) }

    private func figures(_ arguments: [String]) throws -> [String: Int64] {
        let run = try program.run(["bench"] + arguments + ["--json"])
        #expect(run.code == 0, "\(run.errors)")
        let report = try JSONValue.parse(Array(run.output.utf8))
        let figures = report["figures"]?.array ?? []
        return Dictionary(figures.compactMap { figure in figure["name"]?.string.map { ($0, figure["value"]?.number?.rounded ?? -1) } }) { $1 }
    }

    @Test func `every viewer gets every change`() throws {
        let folders = ["--rules", Program.package + "/Rules", "--pages", Program.package + "/Public"]
        let figures = try figures(["live", "--viewers", "20", "--stuck", "5", "--seconds", "0.5"] + folders)
        for name in ["20 viewers, p99 from commit to client", "20 viewers, saturated", "20 viewers, plain writes of four"] {
            #expect(figures[name] ?? -1 >= 0, "\(name) in \(figures)")
        }
    }

    @Test func `commits are measured with deliveries that wait and without`() throws {
        let figures = try figures(["deliveries", "--waiting", "200", "--seconds", "0.6", "--rules", Program.package + "/Rules", "--pages", Program.package + "/Public"])
        #expect(["a commit without any, p50", "a commit while they wait, p50"].allSatisfy { (figures[$0] ?? -1) > 0 }, "\(figures)")
    }

    @Test(.enabled(if: PostgresServer.programs != nil, "PostgreSQL is not installed"))
    func `nodes are measured beside a server alone, and nothing of it is left`() throws {
        let target = try PostgresServer.newURL(), folders = ["--rules", Program.package + "/Rules", "--pages", Program.package + "/Public"]
        let figures = try figures(["cluster", "--database", target, "--members", "50", "--takeovers", "0", "--seconds", "0.6"] + folders)
        for name in ["writes, alone", "writes, through the log"] { #expect((figures[name] ?? -1) > 0, "\(name) in \(figures)") }
        #expect(figures["a follower's viewers beyond the leader's, p99"] != nil)
        #expect(try program.run("cluster", "status", "--json", "--database", target).output.contains("\"nodes\":[]"))
    }

    @Test func `a boards index is measured and redis beside it where there is one`() throws {
        let figures = try figures(["boards", "--entrants", "2000", "--seconds", "0.2"])
        #expect(["update", "rank", "window of ten"].allSatisfy { (figures[$0] ?? -1) >= 0 })
        if let redis = figures["redis ZADD, 64 a pipeline"] { #expect(redis > 0) }
    }
}

extension Decimal {
    /// Whole, towards zero; nil where it is too large.
    fileprivate var rounded: Int64? { description.split(separator: ".").first.flatMap { Int64($0) } }
}
