import Files
import Scenarios
import Testing
import Workload

/// The pure core against the naive model: the workload's file expects what the model says, and the engine runs it as it runs any scenario.
@Suite("The engine agrees with the naive model")
struct EngineTests {
    @Test(arguments: WorkloadTests.seeds) func onTheWorkloadOf(seed: UInt64) throws {
        let workload = try Workload(seed: seed, steps: 60)
        let document = try YAMLDocument(bytes: Array(workload.yaml.utf8), file: "workload-\(seed).yaml")
        let scenario = try Scenario.read(document, in: ".", zones: ZoneFiles.database())
        let verdict = try Runner.run(scenario)
        for difference in verdict.differences { Issue.record("seed \(seed): \(difference)") }
    }
}
