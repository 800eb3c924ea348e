import Files
import Foundation
import PointsEngine
import RuleEngine
import Testing

/// The scenarios that several implementations share: `$LAUREL_SHARED`, else `../shared` beside the package.
private enum SharedScenarios {
    static let folder: URL = {
        let environment = ProcessInfo.processInfo.environment
        let shared = environment["LAUREL_SHARED"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).appending(path: "../../../../shared").standardizedFileURL
        return shared.appending(path: "scenarios")
    }()

    static let files: [String] = {
        let all = FileManager.default.enumerator(atPath: folder.path())?.compactMap { $0 as? String } ?? []
        return all.filter { $0.hasSuffix(".yaml") }.sorted()
    }()
}

@Suite("Definitions in the shared scenarios", .enabled(if: !SharedScenarios.files.isEmpty, "no scenarios in \(SharedScenarios.folder.path())"))
struct SharedScenarioTests {
    @Test(arguments: SharedScenarios.files)
    func `are read without a finding`(file: String) throws {
        let findings = Findings()
        let zones = ZoneFiles.database()
        let bytes = try FileBytes.read(SharedScenarios.folder.appending(path: file).path(), limit: YAMLDocument.maximumSize)
        let map = try YAMLReader(try YAMLDocument(bytes: bytes, file: file), findings).mapping()
        let company = try map.required("company") { try CompanyFile.company($0, zones: zones, defaultName: "Scenario") }()
        let reading = RuleReading(zones: zones, calendar: company.calendar)
        let rules = map.required("rules") { try RuleFile.rules($0, reading) }
        let metrics = map.optional("metrics", default: []) { try MetricsFile.metrics($0, reading) }
        _ = map.optional("boards") { try BoardsFile.boards($0, reading) }
        _ = map.optional("tiers") { try TiersFile.tiers($0) }
        _ = map.optional("rewards") { try RewardsFile.rewards($0, reading) }
        #expect(findings.diagnostics?.description ?? "" == "")
        #expect(try RuleSetReading.ruleSet(rules: rules(), metrics: metrics()).rules.count > 0)
        #expect(findings.diagnostics?.description ?? "" == "")
    }
}
