import Identity
import Periods
import PointsEngine

/// `kudos` in `company.yaml`: how often members thank each other, and for what.
enum KudosReading {
    static func rules(_ reader: YAMLReader) throws -> KudosRules {
        let map = try reader.mapping(expected: "{budget: {count: 5, window: month}, per_pair: {count: 2, window: month}, reasons: [help]}")
        let usual = KudosRules()
        let budget = map.optional("budget", default: usual.budget, bound)
        let perPair = map.optional("per_pair", default: usual.perPair, bound)
        let reasons = map.optional("reasons", default: usual.reasons, Self.reasons)
        map.close()
        var rules = KudosRules()
        (rules.budget, rules.perPair, rules.reasons) = (try budget(), try perPair(), try reasons())
        return rules
    }

    private static func bound(_ reader: YAMLReader) throws -> KudosRules.Bound {
        let map = try reader.mapping(expected: "{count: 5, window: month}")
        let count = map.required("count") { try $0.integer(in: 0...1_000_000) }
        let window = map.required("window") { reader in
            guard case .period(let kind) = try reader.window(YAMLReader.periodWindows) else { throw reader.mismatch(expected: "a period") }
            return kind
        }
        map.close()
        return KudosRules.Bound(count: try count(), window: try window())
    }

    /// A name alone, or with a title in each language.
    private static func reasons(_ reader: YAMLReader) throws -> [KudosRules.Reason] {
        let reasons = try reader.list(upTo: 30) { reader -> Found<KudosRules.Reason> in
            guard reader.isMapping else { return Found(KudosRules.Reason(id: try reader.identifier()), reader) }
            let map = try reader.mapping()
            let id = map.required("id") { try $0.identifier() }
            let title = map.required("title") { try $0.localizedText() }
            map.close()
            return Found(KudosRules.Reason(id: try id(), title: try title()), reader)
        }
        guard !reasons.isEmpty else { throw reader.mismatch(expected: "at least one reason") }
        RuleSetReading.checkNames(reasons, "reason", \.id)
        return reasons.map(\.value)
    }
}
