import NaiveModel
import Testing

@Suite("The naive model agrees with the scenario files")
struct ModelTests {
    @Test("that are shared", .enabled(if: ScenarioFiles.folder != nil, "set LAUREL_SHARED to the folder that holds scenarios/"), arguments: ScenarioFiles.shared)
    func shared(path: String) throws {
        let file = try #require(try ScenarioFiles.readShared(path))
        for difference in try ScenarioCheck.run(file) { Issue.record("\(path): \(difference)") }
    }

    /// Both sides of the simulation could share a mistake: these files say in numbers what the text says.
    @Test("that are our own", arguments: ScenarioFiles.own)
    func own(path: String) throws {
        let file = try #require(try ScenarioFiles.readOwn(path))
        for difference in try ScenarioCheck.run(file) { Issue.record("\(path): \(difference)") }
    }

    @Test("are there") func there() { #expect(ScenarioFiles.own.count >= 20) }
}
