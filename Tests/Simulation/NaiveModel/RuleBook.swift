/// A rule of `Rules/points/`.
package struct Rule: Sendable {
    package enum Amount: Sendable {
        case fixed(Int)
        case perUnit(points: Int, per: Exact, of: String)
        case ladder(Ladder)
        case expression(String)
    }

    package enum Expiry: Sendable {
        case never
        case at(Instant)
        case after(Span?, until: PeriodKind?)
    }

    package var id: String
    package let types: [String]
    package let when: String?
    package let amount: Amount
    package let rounding: Rounding
    package let multiply: String?
    package let limits: [Limit]
    package let cooldown: (per: [String], seconds: Int)?
    package let unique: (per: [String], within: PeriodKind)?
    package let pending: Span?
    package let holdWhen: String?
    package let expires: Expiry
    package var from: Instant?
    package var until: Instant?
    package var teams: [String]?
    package let qualifying: Bool

    /// A ladder over week … year, which follows a member's total; nil for every other award.
    package var periodLadder: Ladder? {
        if case .ladder(let ladder) = amount, ladder.over != nil { return ladder }
        return nil
    }
}

package struct Ladder: Sendable {
    package enum Step: Sendable {
        case rate(Exact)
        case points(Int)
    }

    package let of: String
    /// nil over one event.
    package let over: PeriodKind?
    package let isMarginal: Bool
    package let steps: [(from: Exact, step: Step)]

    /// `f`, before it is rounded. "A ladder's `from` is inclusive; below the first `from`, `f` is 0."
    package func value(of total: Exact) -> Exact {
        let reached = steps.filter { $0.from <= total }
        guard let top = reached.last else { return .zero }
        guard isMarginal else {
            switch top.step {
            case .rate(let rate): return rate * total
            case .points(let points): return Exact(points)
            }
        }
        var sum = Exact.zero
        for (index, step) in reached.enumerated() {
            let end = index + 1 < reached.count ? reached[index + 1].from : total
            switch step.step {
            case .rate(let rate): sum = sum + rate * (end - step.from)
            // "with `marginal`, a step's `points` are added once when it is reached"
            case .points(let points): sum = sum + Exact(points)
            }
        }
        return sum
    }
}

package struct Limit: Sendable {
    package enum Window: Sendable, Hashable {
        case event
        case period(PeriodKind)
    }

    package enum Size: Sendable {
        case points(Int)
        case count(Int)
    }

    package let per: [String]
    package let window: Window
    package let size: Size
    package let refusesOverflow: Bool
    package let releases: Bool
    package let group: String?
}

package struct Metric: Sendable {
    package enum Kind: Sendable {
        case sum(of: String)
        case count
        case ratio(String, String)
    }

    package let name: String
    package let types: [String]
    package let when: String?
    package let kind: Kind
}

package struct BoardRule: Sendable {
    package enum Measure: Sendable {
        case total, growth, attainment
    }

    package let id: String
    package let measure: Measure
    /// `points` or the name of a metric.
    package let value: String
    package let isOfTeams: Bool
    package let isOfCustomers: Bool
    var isOfMembers: Bool { !isOfTeams && !isOfCustomers }
    package let period: PeriodKind
    package var ties: String
    package let minimum: Exact?
    package let perHead: Bool
    package let honours: [(rank: Int, title: String?, points: Int)]
    /// The days of a campaign's contest, instead of a period.
    package var span: Period?
    /// The campaign whose own points it compares.
    package var campaign: String?
    /// The teams for which it is.
    package var admits: [String]?
    /// Of teams: all, innermost or outermost.
    package var level = "all"
    /// The condition over `member` by which it lets in.
    var condition: String?
    package var kind = "ranking"
    package var goal: Exact?
}

package struct Tier: Sendable {
    package let id: String
    package let threshold: Int
    package let window: String
    package let grace: Span
    package let downgradesByOne: Bool
}

package struct Reward: Sendable {
    package let id: String
    package let cost: Int
    package let stock: Int?
    package let tier: String?
    package let limit: (count: Int, window: PeriodKind)?
    package let from: Instant?
    package let until: Instant?
    package let archived: Bool
}

package enum Role: Int, Sendable, Comparable {
    case rep, manager, director, finance, admin

    package init?(_ name: String) {
        let names: [String: Role] = ["rep": .rep, "manager": .manager, "director": .director, "finance": .finance, "admin": .admin]
        guard let role = names[name] else { return nil }
        self = role
    }

    package static func < (a: Role, b: Role) -> Bool { a.rawValue < b.rawValue }
}

/// The settings of `company.yaml` and everything else that stands before the first step of a scenario.
package struct Company: Sendable {
    package let calendar: CompanyCalendar
    package let liveSince: Instant?
    package let lockAfter: Span
    package let stopsAtZero: Bool
    package let refundGrace: Span
    package let limits: [Limit]
    package let approvals: [(upTo: Int?, by: Role?)]
    /// "With `second` another person of that role or above" has to agree to what gives more.
    let asksForSecond: Bool
    package let rules: [Rule]
    package let metrics: [Metric]
    package internal(set) var boards: [BoardRule]
    package internal(set) var campaigns: [Campaign] = []
    package let badges: [BadgeRule]
    package let tiers: [Tier]
    package let rewards: [Reward]
    package let forms: [Form]
    /// Team → the team it sits in.
    package let teams: [String: String?]
    package let members: [(id: String, role: Role, team: String?, joined: Instant)]
    /// Nil: there are no customers.
    package let customers: CustomerBook?
}
