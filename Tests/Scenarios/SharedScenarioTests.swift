import Files
import Foundation
import Scenarios
import Testing

/// The scenarios that several implementations share: `$LAUREL_SHARED/scenarios`, else `../shared/scenarios` beside the package.
private enum SharedScenarios {
    static let folder: String = {
        let environment = ProcessInfo.processInfo.environment
        let shared = environment["LAUREL_SHARED"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).appending(path: "../../../../shared").standardizedFileURL
        return shared.appending(path: "scenarios").path()
    }()

    static let files: [String] = {
        let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return all.filter { $0.hasSuffix(".yaml") }.sorted()
    }()
}

@Suite("The shared scenarios", .enabled(if: !SharedScenarios.files.isEmpty, "no scenarios in \(SharedScenarios.folder)"))
struct SharedScenarioTests {
    @Test(arguments: SharedScenarios.files)
    func `come out as they say`(file: String) {
        let report = ScenarioReport(path: "\(SharedScenarios.folder)/\(file)", zones: ZoneFiles.database())
        #expect(report.passed, "\(report.text)")
    }
}
