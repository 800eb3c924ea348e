import Files
import Foundation
import Nodes
import Testing

/// Nodes on a shared log are, to the byte, what one server alone is.
@Suite("Nodes on a shared log")
struct NodeTests {
    @Test(arguments: Array(UInt64(1)...12))
    func `have the head, the answers and the commits of a server alone, whatever befalls their leaders`(seed: UInt64) throws {
        let run = try NodeRun.history(seed: seed, steps: 30)
        for finding in run.findings.prefix(5) { Issue.record("seed \(seed): \(finding)") }
        #expect(run.commands > 0)
    }

    private static let scenarios: [String] = {
        let folder = URL(filePath: #filePath).appending(path: "../../Scenarios/points").standardizedFileURL.path()
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
    }()

    @Test(arguments: 0..<8)
    func `live through every scenario as a server alone does`(part: Int) throws {
        let zones = ZoneFiles.database()
        var lived = 0
        for (place, path) in Self.scenarios.enumerated() where place % 8 == part {
            guard let run = try NodeRun.scenario(path, zones: zones, seed: UInt64(place)) else { continue }
            lived += 1
            for finding in run.findings.prefix(5) { Issue.record("\(path): \(finding)") }
        }
        #expect(lived > 10)
    }

    @Test
    func `are found to differ where the log has no fence`() throws {
        let findings = try (1...6).flatMap { try NodeRun.history(seed: $0, steps: 30, isFenced: false).findings }
        #expect(!findings.isEmpty)
    }
}
