import Identity
import JSON
import PointsEngine
import RuleEngine

/// What a draft would have changed: points as they were awarded (`now`), and as they would have been (`then`).
package struct BacktestReport: Sendable {
    package struct Pair: Hashable, Sendable {
        package var now: Points = 0
        package var then: Points = 0

        package var change: Points { then - now }
    }

    package struct Line<Key: Sendable>: Sendable {
        package let key: Key
        package let now: Points
        package let then: Points

        package var change: Points { then - now }
    }

    /// How many activities were judged again.
    package let activities: Int
    /// How many of them the draft refuses, by code; they give nothing.
    package let refused: [Code: Int]
    package let total: Pair
    /// Everybody who had or would have had an award, by id.
    package let members: [Line<MemberID>]
    /// By rule id; a rule that only one side knows has 0 on the other.
    package let rules: [Line<String>]
    /// By team at the time of the activity; nil: without a team. A team inside another is not counted there.
    package let teams: [Line<TeamID?>]
    /// By the key of the month.
    package let months: [Line<String>]

    /// How many members would have more, less, and the same.
    package var gaining: Int { members.count { $0.change > 0 } }
    package var losing: Int { members.count { $0.change < 0 } }
    package var unchanged: Int { members.count { $0.change == 0 } }

    init(_ sums: Sums) {
        activities = sums.activities
        refused = sums.refused
        total = sums.total
        members = Self.lines(sums.members) { $0 < $1 }
        rules = Self.lines(sums.rules) { $0 < $1 }
        teams = Self.lines(sums.teams) { ($0?.text ?? "") < ($1?.text ?? "") }
        months = Self.lines(sums.months) { $0 < $1 }
    }

    private static func lines<Key>(_ sums: [Key: Pair], _ order: (Key, Key) -> Bool) -> [Line<Key>] {
        sums.sorted { order($0.key, $1.key) }.map { Line(key: $0.key, now: $0.value.now, then: $0.value.then) }
    }

    /// The sums in the making.
    struct Sums {
        var activities = 0
        var refused: [Code: Int] = [:]
        var total = Pair()
        var members: [MemberID: Pair] = [:]
        var rules: [String: Pair] = [:]
        var teams: [TeamID?: Pair] = [:]
        var months: [String: Pair] = [:]

        /// - Throws: `PointsOverflow`; a sum is never wrapped.
        mutating func add(_ points: Points, to side: WritableKeyPath<Pair, Points>, _ line: DecisionLine, _ month: String) throws(PointsOverflow) {
            let total = try total[keyPath: side].adding(points)
            self.total[keyPath: side] = total
            // A part is never beyond the sum of all sizes, so these stay in range where nothing cancels; they are checked all the same.
            members[line.member, default: Pair()][keyPath: side] = try (members[line.member] ?? Pair())[keyPath: side].adding(points)
            rules[line.rule, default: Pair()][keyPath: side] = try (rules[line.rule] ?? Pair())[keyPath: side].adding(points)
            teams[line.team, default: Pair()][keyPath: side] = try (teams[line.team] ?? Pair())[keyPath: side].adding(points)
            months[month, default: Pair()][keyPath: side] = try (months[month] ?? Pair())[keyPath: side].adding(points)
        }
    }
}
