import Expressions
import Periods

/// What a limit, a cooldown or a claim is kept for.
package enum Scoped: Sendable {
    case member
    case team
    case company
    /// A value of the activity, such as `data.customer`.
    case value(Expression)

    /// As it stands in the rule.
    package var name: String {
        switch self {
        case .member: "member"
        case .team: "team"
        case .company: "company"
        case .value(let expression): expression.source
        }
    }
}

/// The stretch of time over which a limit counts.
package enum Window: Hashable, Sendable {
    case event
    case period(PeriodKind)

    /// `event`, `day` … `year`, `ever`.
    package init?(_ name: String) {
        switch name {
        case "event": self = .event
        case "ever": self = .period(.all)
        case "all": return nil
        default:
            guard let kind = PeriodKind(rawValue: name) else { return nil }
            self = .period(kind)
        }
    }

    package var name: String {
        switch self {
        case .event: "event"
        case .period(.all): "ever"
        case .period(let kind): kind.rawValue
        }
    }
}

/// A cap on points or awards in a window (points.md, "Limits").
package struct Limit: Sendable {
    package enum Overflow: String, CaseIterable, Sendable {
        /// What is left is given, the rest is forfeited.
        case cut
        /// All or nothing.
        case refuse
    }

    package var per: [Scoped]
    package var window: Window
    package var points: Int64?
    package var count: Int64?
    package var overflow: Overflow
    /// Whether a reversal or a replacement gives back what was used.
    package var releases: Bool
    /// Limits of one group share a counter.
    package var group: String?

    package init(
        per: [Scoped], window: Window, points: Int64? = nil, count: Int64? = nil, overflow: Overflow? = nil,
        releases: Bool = true, group: String? = nil
    ) {
        self.per = per
        self.window = window
        self.points = points
        self.count = count
        self.overflow = overflow ?? (window == .event ? .refuse : .cut)
        self.releases = releases
        self.group = group
    }

    /// What people see: `member/day`, `member+data.customer/month`.
    package var name: String { "\(per.map(\.name).joined(separator: "+"))/\(window.name)" }
}

/// The least time between two awards with the same key, by the time of the activity and in both directions.
package struct Cooldown: Sendable {
    package var per: [Scoped]
    package var microseconds: Int64

    package init(per: [Scoped], microseconds: Int64) {
        self.per = per
        self.microseconds = microseconds
    }
}

/// One award for a key in a window, whoever claims it first.
package struct UniqueClaim: Sendable {
    package var per: [Scoped]
    package var within: PeriodKind

    package init(per: [Scoped], within: PeriodKind) {
        self.per = per
        self.within = within
    }
}
