import CSodium
import JSON
import Periods
import PointsEngine
import RuleEngine

/// Puts rules and metrics together to a rule set, and checks what needs more than one of them.
package enum RuleSetReading {
    /// Most rules of a set: far more than anyone can explain.
    package static let maximumRules = 1_000

    /// The rule set, versioned by its content, with what badges count; whatever is wrong goes to the findings of the readers.
    package static func ruleSet(
        rules own: [Found<Rule>], metrics: [Found<Metric>], campaigns: [CampaignContents] = [], badges: [Badge] = []
    ) throws -> RuleSet {
        let rules = own + campaigns.flatMap(\.rules)
        guard rules.count <= maximumRules else { throw rules[maximumRules].reader.failure("\(rules.count) rules", expected: "at most \(maximumRules)") }
        checkNames(rules, "rule", \.id)
        LimitReading.checkGroups(rules)
        MetricsFile.checkRatios(metrics)
        let names = metrics.map(\.value.name)
        for rule in rules { MetricsFile.checkCalls(rule.value.expressions, at: rule.reader, names) }
        for metric in metrics { MetricsFile.checkCalls(metric.value.expressions, at: metric.reader, names) }
        let counters = counters(of: badges)
        return RuleSet(
            version: try version(own, metrics, campaigns, counters.map(\.name)), rules: rules.map(\.value), metrics: metrics.map(\.value), counters: counters)
    }

    /// What streaks count, each once, by name.
    private static func counters(of badges: [Badge]) -> [Metric] {
        var counters: [String: Metric] = [:]
        for case .streak(let streak) in badges.map(\.goal) { counters[streak.counter.name] = streak.counter }
        return counters.values.sorted { $0.name < $1.name }
    }

    /// Names that stand twice.
    ///
    /// - Parameter key: where the name stands.
    package static func checkNames<Value>(_ all: [Found<Value>], _ kind: String, at key: String = "id", _ name: (Value) -> String) {
        var places: [String: YAMLReader] = [:]
        for found in all {
            let name = name(found.value)
            if let first = places[name] {
                _ = found.reader.at(key).failure("the \(kind) \"\(name)\" stands twice", hint: "the first is at \(first.place)")
            } else {
                places[name] = found.reader
            }
        }
    }

    /// 32 hexadecimal digits of a SHA-256 over the rules by id and the metrics by name as canonical JSON: neither comments,
    /// nor spelling, nor the cut into files, nor any order in them makes another version. Campaigns count with when and for whom they are.
    private static func version(
        _ rules: [Found<Rule>], _ metrics: [Found<Metric>], _ campaigns: [CampaignContents], _ counters: [String]
    ) throws -> String {
        let ruleValues = try rules.sorted { $0.value.id < $1.value.id }.map { try $0.reader.json() }
        let metricValues = try metrics.map { ($0.value.name, try $0.reader.json()) }
        var content: JSONObject = ["rules": .array(ruleValues), "metrics": .object(JSONObject(metricValues))]
        if !campaigns.isEmpty { content["campaigns"] = .array(try campaigns.sorted { $0.campaign.id < $1.campaign.id }.map { try $0.json() }) }
        if !counters.isEmpty { content["counters"] = .array(counters.map(JSONValue.string)) }
        let bytes = JSONValue.object(content).canonicalBytes
        var hash = [UInt8](repeating: 0, count: 32)
        crypto_hash_sha256(&hash, bytes, UInt64(bytes.count))
        return hash.prefix(16).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
