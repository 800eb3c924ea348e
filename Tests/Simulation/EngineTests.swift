import Files
import Foundation
import PointsEngine
import Scenarios
import Testing
import Workload

/// The engine against the naive model, which shares no code with it: seeded companies with seeded histories, everything
/// compared after every step.
@Suite("The engine agrees with the naive model")
struct EngineTests {
    /// `LAUREL_SEEDS=first-last` runs others, `LAUREL_STEPS` longer histories.
    static let seeds: ClosedRange<UInt64> = {
        let bounds = (ProcessInfo.processInfo.environment["LAUREL_SEEDS"] ?? "").split(separator: "-").compactMap { UInt64($0) }
        return bounds.count == 2 && bounds[0] <= bounds[1] ? bounds[0]...bounds[1] : 1...1_000
    }()
    static let steps = ProcessInfo.processInfo.environment["LAUREL_STEPS"].flatMap { Int($0) } ?? 60
    private static let zones = ZoneFiles.database()

    @Test("over seeded histories", arguments: Array(stride(from: seeds.lowerBound, through: seeds.upperBound, by: 50)))
    func agrees(first: UInt64) throws {
        for seed in first...min(first + 49, Self.seeds.upperBound) {
            let workload = try Workload(seed: seed, steps: Self.steps)
            let document = try YAMLDocument(workload.yaml, file: "seed \(seed)")
            let verdict = try Runner.run(Scenario.read(document, in: ".", zones: Self.zones))
            for difference in verdict.differences.prefix(3) { Issue.record("seed \(seed), \(Self.steps) steps: \(difference)") }
        }
    }
}
