import Identity
import Periods
import PointsEngine
import RuleEngine

/// `rewards.yaml`: a list (points.md, the small print).
package enum RewardsFile {
    package static func rewards(_ reader: YAMLReader, _ reading: RuleReading) throws -> [Found<Reward>] {
        try reader.list(upTo: 10_000) { Found(try reward($0, reading), $0) }
    }

    /// One reward, as the API takes it too.
    package static func reward(_ reader: YAMLReader, _ reading: RuleReading) throws -> Reward {
        let map = try reader.mapping(expected: "a reward: id, cost …")
        let id = map.required("id") { try $0.name() }
        let title = map.optional("title") { try $0.localizedText() }
        let text = map.optional("text") { try $0.localizedText() }
        let kind = map.optional("kind", default: .gift) { try $0.word(Reward.Kind.self) }
        let cost = map.required("cost") { try $0.points(1...Points.bound) }
        let tier = map.optional("tier") { try $0.name() }
        let stock = map.optional("stock") { try $0.points() }
        let limit = map.optional("limit", Self.limit)
        let from = map.optional("from") { try $0.moment(reading) }
        let until = map.optional("until") { try $0.moment(reading) }
        let isArchived = map.optional("archived", default: false) { try $0.bool() }
        let picture = map.optional("picture") { try Self.picture($0) }
        let fields = map.optional("fields", default: []) { try $0.list(upTo: RewardField.most) { try field($0) } }
        map.close()
        var reward = Reward(
            id: try id(), title: try title() ?? LocalizedText(try id()), kind: try kind(), cost: try cost(), tier: try tier(), stock: try stock(),
            limit: try limit())
        (reward.text, reward.picture, reward.isArchived) = (try text(), try picture(), try isArchived())
        reward.fields = try fields()
        if let problem = RewardField.problem(of: reward.fields) { throw map.failure(at: "fields", problem.words) }
        (reward.from, reward.until) = (try from(), try until())
        if let from = reward.from, let until = reward.until, from >= until {
            throw map.failure(at: "until", "\"until\" is not later than \"from\"")
        }
        return reward
    }

    private static func limit(_ reader: YAMLReader) throws -> Reward.Limit {
        let map = try reader.mapping(expected: "{count: 1, window: quarter}")
        let count = map.required("count") { try $0.points(1...Points.bound) }
        let window = map.required("window") { try $0.window(YAMLReader.periodWindows) }
        map.close()
        return Reward.Limit(count: try count(), window: try window())
    }

    private static func field(_ reader: YAMLReader) throws -> RewardField {
        let map = try reader.mapping(expected: "a field: id, title …")
        let id = map.required("id") { try $0.name() }
        let title = map.required("title") { try $0.localizedText() }
        let kind = map.optional("kind", default: .text) { try $0.word(RewardField.Kind.self) }
        let isRequired = map.optional("required", default: true) { try $0.bool() }
        let choices = map.optional("choices", default: []) { try $0.list(upTo: RewardField.mostChoices) { try choice($0) } }
        map.close()
        return RewardField(try id(), try title(), try kind(), isRequired: try isRequired(), choices: try choices())
    }

    private static func choice(_ reader: YAMLReader) throws -> RewardField.Choice {
        let map = try reader.mapping(expected: "{id: l, title: L}")
        let id = map.required("id") { try $0.name() }
        let title = map.required("title") { try $0.localizedText() }
        map.close()
        return RewardField.Choice(try id(), try title())
    }

    /// The name of a file, which cannot leave its folder.
    private static func picture(_ reader: YAMLReader) throws -> String {
        let name = try reader.identifier()
        guard !name.hasPrefix("."), !name.contains("/"), !name.contains("\\") else { throw reader.mismatch(expected: "the name of a file") }
        return name
    }

    /// Rewards name tiers that there are.
    package static func checkTiers(_ rewards: [Found<Reward>], _ tiers: [String]) {
        for reward in rewards {
            guard let tier = reward.value.tier, !tiers.contains(tier) else { continue }
            _ = reward.reader.at("tier").failure(
                "no tier \"\(tier)\"", expected: tiers.isEmpty ? "a tier that there is" : "one of \(tiers.joined(separator: ", "))",
                hint: Spelling.nearest(to: tier, in: tiers).map { "did you mean \"\($0)\"?" })
        }
    }
}
