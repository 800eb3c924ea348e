import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// `badges.yaml`: a list (programme.md, "Badges and streaks").
package enum BadgesFile {
    package static func badges(_ reader: YAMLReader) throws -> [Found<Badge>] {
        try reader.list(upTo: 200) { Found(try badge($0), $0) }
    }

    private static func badge(_ reader: YAMLReader) throws -> Badge {
        let map = try reader.mapping(expected: "a badge: id, of and levels, or id and streak …")
        let id = map.required("id") { try $0.name() }
        let title = map.optional("title") { try $0.localizedText() }
        let text = map.optional("text") { try $0.localizedText() }
        let icon = map.optional("icon", Self.icon)
        let goal: Badge.Goal, levels: [Decimal]
        switch try map.exactlyOne(of: ["of", "streak"]) {
        case "of":
            let metric = map.required("of") { try $0.identifier() }
            let over = map.optional("over", default: PeriodKind.all) { reader in
                PeriodKind(rawValue: try reader.choice(["all", "year", "quarter", "month"])) ?? .all
            }
            let steps = map.optional("levels", default: [Decimal(1)]) { try Self.levels($0) { try $0.decimal() } }
            map.close()
            (goal, levels) = (.metric(try metric(), over: try over()), try steps())
        default:
            let streak = map.required("streak", Self.streak)
            map.close()
            (goal, levels) = (.streak(try streak().streak), try streak().levels)
        }
        return Badge(id: try id(), title: try title() ?? LocalizedText(try id()), text: try text(), icon: try icon(), goal: goal, levels: levels)
    }

    private static func streak(_ reader: YAMLReader) throws -> (streak: Streak, levels: [Decimal]) {
        let map = try reader.mapping(expected: "{on: visit.made, every: workday, levels: [5, 20, 60]}")
        let types = map.required("on") { try $0.types() }
        let every = map.required("every") { try $0.word(Streak.Rhythm.self) }
        let count = map.optional("count", default: 1) { try $0.integer(in: 1...10_000) }
        let levels = map.required("levels") { try Self.levels($0) { Decimal(try $0.integer(in: 1...5_000)) } }
        map.close()
        return (Streak(types: try types(), every: try every(), count: try count()), try levels())
    }

    /// Rising, each above zero.
    private static func levels(_ reader: YAMLReader, _ level: (YAMLReader) throws -> Decimal) throws -> [Decimal] {
        let levels = try reader.listOrOne(level)
        guard (1...20).contains(levels.count) else { throw reader.failure("\(levels.count) levels", expected: "1 to 20 of them") }
        for (index, level) in levels.enumerated() {
            guard level.fixed4 != nil, level > (index == 0 ? .zero : levels[index - 1]) else {
                throw reader.failure("levels rise from above 0, with at most four fraction digits", expected: "levels such as [10, 50, 100]")
            }
        }
        return levels
    }

    /// The name of a symbol, which cannot leave its sheet.
    private static func icon(_ reader: YAMLReader) throws -> String {
        try reader.parsed("the name of a symbol, such as medal") { text in
            (1...40).contains(text.utf8.count) && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D } ? text : nil
        }
    }

    /// Badges name metrics that there are, and none that is moved by badges.
    package static func check(_ badges: [Found<Badge>], _ metrics: [Metric]) {
        for badge in badges {
            switch badge.value.goal {
            case .metric(let name, _):
                let place = badge.reader.at("of")
                guard metrics.contains(where: { $0.name == name }) else {
                    let names = metrics.map(\.name)
                    _ = place.failure(
                        "no metric \"\(name)\"", expected: names.isEmpty ? "a metric in metrics.yaml" : "one of \(names.joined(separator: ", "))",
                        hint: Spelling.nearest(to: name, in: names).map { "did you mean \"\($0)\"?" })
                    continue
                }
                if types(of: name, metrics).contains(EarnedBadge.activityType) { _ = circle(at: place) }
            case .streak(let streak):
                if streak.types.contains(EarnedBadge.activityType) { _ = circle(at: badge.reader.at("streak").at("on")) }
            }
        }
    }

    private static func circle(at place: YAMLReader) -> Unreadable {
        place.failure("a badge is not earned by earning badges", expected: "something else than \(EarnedBadge.activityType)")
    }

    /// The types that move a metric; of a ratio, those that move either part.
    private static func types(of name: String, _ metrics: [Metric]) -> [String] {
        guard let metric = metrics.first(where: { $0.name == name }) else { return [] }
        switch metric.formula {
        case .gathered(let types, _, _): return types
        case .ratio(let above, let below):
            return [above, below].flatMap { part -> [String] in
                guard case .gathered(let types, _, _)? = metrics.first(where: { $0.name == part })?.formula else { return [] }
                return types
            }
        }
    }
}
