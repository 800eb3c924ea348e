import Files
import Foundation
import Scenarios
import Testing

/// The scenarios in `Rules/scenarios`, which say what the rules that come with Laurel do.
private enum ShippedScenarios {
    static let files: [String] = {
        let folder = URL(filePath: #filePath).appending(path: "../../../Rules/scenarios").standardizedFileURL.path()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
    }()
}

@Suite("The scenarios that come with Laurel")
struct ShippedScenarioTests {
    @Test(arguments: ShippedScenarios.files)
    func `come out as they say`(path: String) {
        let report = ScenarioReport(path: path, zones: ZoneFiles.database())
        #expect(report.passed, "\(report.text)")
    }

    @Test
    func `are there, one for each rule or more`() {
        #expect(ShippedScenarios.files.count >= 5)
    }
}
