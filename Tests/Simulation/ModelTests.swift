import NaiveModel
import Testing

@Suite("The naive model agrees with the scenario files")
struct ModelTests {
    @Test(.enabled(if: ScenarioFiles.folder != nil, "set LAUREL_SHARED to the folder that holds scenarios/"), arguments: ScenarioFiles.shared)
    func `that are shared`(path: String) throws {
        let file = try #require(try ScenarioFiles.readShared(path))
        for difference in try ScenarioCheck.run(file) { Issue.record("\(path): \(difference)") }
    }

    /// Both sides of the simulation could share a mistake: these files say in numbers what the text says.
    @Test(arguments: ScenarioFiles.own)
    func `that are our own`(path: String) throws {
        let file = try #require(try ScenarioFiles.readOwn(path))
        for difference in try ScenarioCheck.run(file) { Issue.record("\(path): \(difference)") }
    }

    @Test func `are there`() { #expect(ScenarioFiles.own.count >= 20) }
}
