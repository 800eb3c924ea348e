import Files
import Foundation
import Scenarios
import Testing

/// The scenarios in `points`: one for each sentence of the rules of points that an engine could get wrong.
private enum PointsScenarios {
    static let files: [String] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "points").path()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
    }()
}

@Suite("The scenarios of points")
struct PointsScenarioTests {
    @Test(arguments: PointsScenarios.files)
    func `come out as they say`(path: String) {
        let report = ScenarioReport(path: path, zones: ZoneFiles.database())
        #expect(report.passed, "\(report.text)")
    }

    @Test
    func `are there, ninety or more`() {
        #expect(PointsScenarios.files.count >= 90)
    }
}
