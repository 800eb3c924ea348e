import Identity
import JSON
import Periods
import RuleEngine

/// `points/*.yaml`: a rule, or a list of rules (points.md, "Rules" and the small print).
package enum RuleFile {
    package static func rules(_ reader: YAMLReader, _ reading: RuleReading) throws -> [Found<Rule>] {
        try reader.listOrOne { Found(try rule($0, reading), $0) }
    }

    static func rule(_ reader: YAMLReader, _ reading: RuleReading) throws -> Rule {
        let map = try reader.mapping(expected: "a rule: id, on, award …")
        let id = map.required("id") { try $0.name() }
        let title = map.optional("title") { try $0.localizedText() }
        let text = map.optional("text") { try $0.localizedText() }
        let types = map.required("on") { try $0.types() }
        let when = map.optional("when") { try $0.condition(reading) }
        let award = map.required("award") { try AwardReading.award($0, reading) }
        let multiply = map.optional("multiply") { try $0.number(reading) }
        let limits = map.optional("limits", default: []) { try $0.list(upTo: 50) { try LimitReading.limit($0, reading) } }
        let cooldown = map.optional("cooldown") { try Self.cooldown($0, reading) }
        let unique = map.optional("unique") { try Self.unique($0, reading) }
        let pending = map.optional("pending") { try $0.duration() }
        let hold = map.optional("hold") { try Self.hold($0, reading) }
        let expires = map.optional("expires", default: .never) { try ExpiryReading.policy($0, reading) }
        let applies = map.optional("applies", default: Scope()) { try scope($0, reading) }
        let qualifies = map.optional("qualifying", default: true) { try $0.bool() }
        let manual = map.optional("manual", default: ManualEntry?.none, ManualReading.entry)
        let previewed = map.optional("preview", default: false) { try $0.bool() }
        map.close()

        let formula = try award()
        var rule = Rule(id: try id(), types: try types(), award: formula.award)
        rule.rounding = formula.rounding
        rule.title = try title()
        rule.text = try text()
        rule.when = try when()
        rule.multiply = try multiply()
        rule.limits = try limits()
        rule.cooldown = try cooldown()
        rule.unique = try unique()
        rule.pending = try pending()
        rule.hold = try hold()
        rule.expires = try expires()
        rule.applies = try applies()
        rule.qualifies = try qualifies()
        rule.manual = try manual()
        rule.isPreviewed = try previewed()
        try refuseCombinations(rule, map)
        return rule
    }

    /// A ladder over a period moves by differences, which nothing else may bend.
    private static func refuseCombinations(_ rule: Rule, _ map: YAMLMapping) throws {
        guard case .ladder(let ladder) = rule.award, ladder.over != nil else { return }
        let forbidden = [("multiply", rule.multiply != nil), ("limits", !rule.limits.isEmpty), ("hold", rule.hold != nil), ("manual", rule.manual != nil)]
        for (key, isThere) in forbidden where isThere {
            throw map.failure(
                at: key, "\"\(key)\" is not combined with a ladder over a period", hint: "use over: event, or a rule of its own")
        }
    }

    private static func cooldown(_ reader: YAMLReader, _ reading: RuleReading) throws -> Cooldown {
        let map = try reader.mapping(expected: "{per: …, for: PT24H}")
        let per = map.required("per") { try $0.scopes(reading) }
        let length = map.required("for") { reader in
            guard let microseconds = try reader.duration().exactMicroseconds else {
                throw reader.mismatch(expected: "days or less: PT24H, P7D", hint: "a cooldown is exact; months and years are not")
            }
            return microseconds
        }
        map.close()
        return Cooldown(per: try per(), microseconds: try length())
    }

    private static func unique(_ reader: YAMLReader, _ reading: RuleReading) throws -> UniqueClaim {
        let map = try reader.mapping(expected: "{per: [data.customer], within: ever}")
        let per = map.required("per") { try $0.scopes(reading) }
        let within = map.required("within") { reader in
            guard case .period(let kind) = try reader.window(YAMLReader.periodWindows) else { throw reader.mismatch(expected: "a period") }
            return kind
        }
        map.close()
        return UniqueClaim(per: try per(), within: try within())
    }

    private static func hold(_ reader: YAMLReader, _ reading: RuleReading) throws -> Hold {
        let map = try reader.mapping(expected: "{when: points > 5000, reason: large-award}")
        let when = map.optional("when") { try $0.condition(reading, knowsPoints: true) }
        let reason = map.optional("reason", default: "held") { try $0.identifier() }
        map.close()
        return Hold(when: try when(), reason: try reason())
    }

    private static func scope(_ reader: YAMLReader, _ reading: RuleReading) throws -> Scope {
        let map = try reader.mapping(expected: "{from: 2026-01-01, until: 2027-01-01, teams: [east]}")
        let from = map.optional("from") { try $0.moment(reading) }
        let until = map.optional("until") { try $0.moment(reading) }
        let teams = map.optional("teams") { try $0.listOrOne { TeamID(try $0.identifier()) } }
        map.close()
        let scope = Scope(from: try from(), until: try until(), teams: try teams())
        if let from = scope.from, let until = scope.until, from >= until {
            throw map.failure(at: "until", "\"until\" is not later than \"from\"", hint: "it is the first day on which the rule no longer applies")
        }
        return scope
    }
}
