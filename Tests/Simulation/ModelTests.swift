import NaiveModel
import Testing

@Suite("The naive model agrees with the scenario files")
struct ModelTests {
    @Test(.enabled(if: ScenarioFiles.folder != nil, "set LAUREL_SHARED to the folder that holds scenarios/"), arguments: ScenarioFiles.all)
    func agreesWith(_ path: String) throws {
        let file = try #require(try ScenarioFiles.read(path))
        for difference in try ScenarioCheck.run(file) { Issue.record("\(path): \(difference)") }
    }
}
