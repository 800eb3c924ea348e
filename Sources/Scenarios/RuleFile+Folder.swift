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
        return try names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted().flatMap { name in
            let bytes = try FileBytes.read("\(place)/\(name)", limit: YAMLDocument.maximumSize)
            return try rules(YAMLReader(YAMLDocument(bytes: bytes, file: "\(path)/\(name)"), reader.findings), reading)
        }
    }
}
