import Expressions
import Identity
import JSON
import Periods

/// Turns activities into awards (points.md, "Rules"). Its expressions are parsed and checked; nothing in it can be
/// misspelt any more.
package struct Rule: Sendable {
    /// Of a rule of a campaign `<campaign>/<rule>`.
    package var id: String
    package var title: LocalizedText?
    /// How the company explains it, in place of the words that the pages make from it.
    package var text: LocalizedText?
    /// The types of activities that it knows.
    package var types: [String]
    package var when: Expression?
    package var award: AwardFormula
    package var rounding: Rounding = .down
    package var multiply: Expression?
    package var limits: [Limit] = []
    package var cooldown: Cooldown?
    package var unique: UniqueClaim?
    /// How long an award waits before it can be spent.
    package var pending: CalendarDuration?
    package var hold: Hold?
    package var expires: ExpiryPolicy = .never
    package var applies = Scope()
    /// Whether its points count towards the tier.
    package var qualifies = true
    /// How people may enter its types by hand; nil: they may not.
    package var manual: ManualEntry?
    /// Whether people may ask beforehand what its types would bring.
    package var isPreviewed = false

    package init(id: String, types: [String], award: AwardFormula) {
        self.id = id
        self.types = types
        self.award = award
    }
}

extension Rule {
    /// All its expressions.
    package var expressions: [Expression] {
        let amount: Expression? = switch award {
        case .fixed: nil
        case .perUnit(_, _, let quantity): quantity
        case .ladder(let ladder): ladder.quantity
        case .expression(let expression): expression
        }
        let scopes = limits.flatMap(\.per) + (cooldown?.per ?? []) + (unique?.per ?? [])
        let keys = scopes.compactMap { scope -> Expression? in
            if case .value(let expression) = scope { expression } else { nil }
        }
        return [when, amount, multiply, hold?.when].compactMap { $0 } + keys
    }
}

/// How many points an activity is worth.
package enum AwardFormula: Sendable {
    case fixed(Decimal)
    /// `points` for each full `per` of a quantity.
    case perUnit(points: Decimal, per: Decimal, of: Expression)
    case ladder(Ladder)
    case expression(Expression)
}

/// When and for whom a rule applies.
package struct Scope: Sendable {
    /// The first instant at which it applies; nil: since ever.
    package var from: Instant?
    /// The first instant at which it no longer applies; nil: for ever.
    package var until: Instant?
    /// The teams, and those inside them; nil: everyone.
    package var teams: [TeamID]?

    package init(from: Instant? = nil, until: Instant? = nil, teams: [TeamID]? = nil) {
        self.from = from
        self.until = until
        self.teams = teams
    }

    package func contains(_ time: Instant) -> Bool {
        (from.map { $0 <= time } ?? true) && (until.map { time < $0 } ?? true)
    }

    /// - Parameter lineage: the member's team and the teams around it.
    package func contains(_ lineage: [TeamID]) -> Bool {
        teams.map { $0.contains(where: lineage.contains) } ?? true
    }
}

/// An award that meets the condition waits for an approval.
package struct Hold: Sendable {
    /// Sees `points`, the size of the award; nil: always.
    package var when: Expression?
    package var reason: String

    package init(when: Expression?, reason: String) {
        self.when = when
        self.reason = reason
    }
}

/// When awarded points lapse.
package enum ExpiryPolicy: Sendable {
    case never
    /// At an instant; one before the award matures acts at maturity.
    case at(Instant)
    /// After a duration, at the end of a period, or after a duration rounded up to the end of a period.
    case relative(after: CalendarDuration?, until: PeriodEnd?)
}
