import Files
import Foundation
import RuleEngine

extension RuleFile {
    /// All rules of a folder beside a scenario: `ruleset: ../points`.
    static func rules(inFolder path: String, below folder: String, _ reader: YAMLReader, _ reading: RuleReading) throws -> [Found<Rule>] {
        let place = folder + "/" + path
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: place) else {
            throw reader.failure("there is no folder \(path) beside the scenario, or it cannot be read")
        }
        let files = names.filter { !$0.hasPrefix(".") && ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) }.sorted()
        guard !files.isEmpty else { throw reader.failure("no YAML file stands in \(path)", expected: "a folder of rules") }
        return try files.flatMap { name in
            let bytes = try FileBytes.read("\(place)/\(name)", limit: YAMLDocument.maximumSize)
            return try rules(YAMLReader(YAMLDocument(bytes: bytes, file: "\(path)/\(name)"), reader.findings), reading)
        }
    }
}
