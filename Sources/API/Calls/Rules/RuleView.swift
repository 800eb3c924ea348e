import Expressions
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// A rule as people read it; the pages make the sentences.
struct RuleView: Sendable {
    let rule: Rule
    let set: RuleSet
    let teamNames: [TeamID: String]
    /// The reader's running total on a ladder over a period; nil: no such ladder, or no member.
    var total: Decimal?

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", rule.id)
            writer.member("title", (rule.title ?? LocalizedText(rule.id)).json)
            writer.member("text", orNull: rule.text)
            writer.member("on", .array(rule.types.map(JSONValue.string)))
            writer.member("category", category)
            writer.member("campaign", rule.applies.from != nil || rule.applies.until != nil)
            writer.object("manual", of: rule.manual) { manual, writer in
                writer.member("by", manual.by.rawValue)
                writer.member("max_age", manual.maxAge.description)
                writer.object("hold_above") { writer in
                    writer.member("count", manual.holdAbove.count)
                    writer.member("window", Window.period(manual.holdAbove.window).name)
                }
            }
            writer.member("when", orNull: rule.when?.source)
            writer.member("award", award)
            writer.member("multiply", orNull: rule.multiply?.source)
            writer.member("pending", orNull: rule.pending?.description)
            writer.object("hold", of: rule.hold) { hold, writer in
                writer.member("when", orNull: hold.when?.source)
                writer.member("reason", hold.reason)
            }
            writer.array("limits") { writer in rule.limits.forEach { Self.write($0, to: &writer) } }
            writeClaims(to: &writer)
            writer.member("expires", expires)
            writer.object("applies") { writer in
                writer.member("from", orNull: rule.applies.from)
                writer.member("until", orNull: rule.applies.until)
                writer.member("teams", .array((rule.applies.teams ?? []).map { ["id": .string($0.text), "name": .string(teamNames[$0] ?? $0.text)] }))
            }
            writer.member("qualifying", rule.qualifies)
            writer.member("preview", rule.isPreviewed)
            writer.object("mine", of: total) { $1.member("total", $0) }
        }
    }

    private func writeClaims(to writer: inout JSONWriter) {
        writer.object("cooldown", of: rule.cooldown) { cooldown, writer in
            writer.member("per", Self.names(cooldown.per))
            writer.member("for", CalendarDuration.exact(cooldown.microseconds).description)
        }
        writer.object("unique", of: rule.unique) { unique, writer in
            writer.member("per", Self.names(unique.per))
            writer.member("within", Window.period(unique.within).name)
        }
    }

    static func write(_ limit: Limit, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("per", names(limit.per))
            writer.member("window", limit.window.name)
            writer.member("points", ifPresent: limit.points)
            writer.member("count", ifPresent: limit.count)
            writer.member("overflow", limit.overflow.rawValue)
        }
    }

    static func names(_ scopes: [Scoped]) -> JSONValue { .array(scopes.map { .string($0.name) }) }

    // MARK: What it is worth

    var award: JSONValue {
        switch rule.award {
        case .fixed(let points): ["fixed": .number(points)]
        case .perUnit(let points, let per, let quantity):
            ["points": .number(points), "per": .number(per), "unit": .string(unit(of: quantity))]
        case .ladder(let ladder): ["ladder": Self.json(ladder, unit: unit(of: ladder.quantity))]
        case .expression(let expression): ["expression": .string(expression.source)]
        }
    }

    /// The unit of the quantity that the award comes from; nil where there is none.
    var unit: String? {
        switch rule.award {
        case .perUnit(_, _, let quantity): unit(of: quantity)
        case .ladder(let ladder): unit(of: ladder.quantity)
        case .fixed, .expression: nil
        }
    }

    private static func json(_ ladder: Ladder, unit: String) -> JSONValue {
        let steps = ladder.steps.map { step -> JSONValue in
            switch step.pay {
            case .rate(let rate): ["from": .number(step.from), "rate": .number(rate)]
            case .points(let points): ["from": .number(step.from), "points": .number(points)]
            }
        }
        return ["over": .string(ladder.over?.rawValue ?? "event"), "mode": .string(ladder.mode.rawValue), "unit": .string(unit), "steps": .array(steps)]
    }

    private func unit(of quantity: Expression) -> String { set.unit(of: quantity).rawValue }

    private var expires: JSONValue {
        switch rule.expires {
        case .never: return .null
        case .at(let instant): return ["at": .string(instant.rfc3339)]
        case .relative(let after, let until):
            var object = JSONObject()
            if let after { object["after"] = .string(after.description) }
            if let until { object["until"] = .string(until.rawValue) }
            return .object(object)
        }
    }

    /// What the pages group by.
    private var category: String {
        switch rule.types.first.map({ ActivityCategory(type: $0) }) ?? .other {
        case .training, .visit: "growth"
        case let category: category.rawValue
        }
    }
}
