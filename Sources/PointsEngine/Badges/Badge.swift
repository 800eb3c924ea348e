import Identity
import JSON
import Periods
import RuleEngine

/// Something that members earn by what they do, in levels (programme.md, "Badges and streaks").
package struct Badge: Hashable, Sendable {
    package enum Goal: Hashable, Sendable {
        /// A metric comes to a level: ever, or within a period.
        case metric(String, over: PeriodKind)
        /// So many periods in a row.
        case streak(Streak)
    }

    package let id: String
    package let title: LocalizedText
    package let text: LocalizedText?
    /// The name of a symbol.
    package let icon: String?
    package let goal: Goal
    /// Rising, each once; never empty.
    package let levels: [Decimal]

    package init(id: String, title: LocalizedText, text: LocalizedText? = nil, icon: String? = nil, goal: Goal, levels: [Decimal]) {
        self.id = id
        self.title = title
        self.text = text
        self.icon = icon
        self.goal = goal
        self.levels = levels
    }

    /// The period over which a level is earned once: with a streak, ever.
    package var over: PeriodKind {
        switch goal {
        case .metric(_, let over): over
        case .streak: .all
        }
    }

    /// Of its levels, those that a value has come to.
    func levels(reachedBy value: Decimal) -> [Decimal] { Array(levels.prefix { $0 <= value }) }
}

/// Something done in each of so many periods that follow each other.
package struct Streak: Hashable, Sendable {
    package enum Rhythm: String, CaseIterable, Sendable {
        case workday, week, month

        package var period: PeriodKind {
            switch self {
            case .workday: .day
            case .week: .week
            case .month: .month
            }
        }
    }

    /// The types of activities that count, sorted.
    package let types: [String]
    package let every: Rhythm
    /// How often within each period.
    package let count: Int64

    package init(types: [String], every: Rhythm, count: Int64 = 1) {
        self.types = Set(types).sorted()
        self.every = every
        self.count = count
    }

    /// What counts for it. Streaks on the same types with the same rhythm share one; no metric can be called so.
    package var counter: Metric {
        var metric = Metric(name: "streak/\(every.rawValue)/\(types.joined(separator: "+"))", formula: .gathered(types: types, when: nil, sum: nil))
        metric.punctual = every.period
        return metric
    }
}

/// The badges that there are, and which of them a metric or a counter moves.
package struct BadgeList: Sendable {
    /// By id.
    package let all: [Badge]
    private let byMetric: [String: [Badge]]

    package init(_ badges: [Badge] = []) {
        all = badges.sorted { $0.id < $1.id }
        byMetric = Dictionary(grouping: all) { badge in
            switch badge.goal {
            case .metric(let name, _): name
            case .streak(let streak): streak.counter.name
            }
        }
    }

    package subscript(id: String) -> Badge? { all.first { $0.id == id } }

    func moved(by metric: String) -> [Badge] { byMetric[metric] ?? [] }
}

extension Programme {
    /// Whether a badge tells what boards hide: how much a member has of a metric. Those who see every row see it.
    package func isSecret(_ badge: Badge) -> Bool {
        guard case .metric(let metric, _) = badge.goal else { return false }
        return boards.contains { $0.value.metric == metric && $0.entrants == .members && $0.reveal != .all }
    }
}
