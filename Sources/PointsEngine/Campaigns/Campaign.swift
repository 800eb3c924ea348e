import Boards
import Identity
import JSON
import Periods
import RuleEngine

/// A stretch of time with rules of its own, and mostly a contest (programme.md, "Campaigns").
package struct Campaign: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case ranking
        /// First to the goal.
        case race
        /// Everyone, when the goal is reached together.
        case shared
    }

    package struct Contest: Hashable, Sendable {
        package var kind: Kind
        package var goal: Decimal?
        /// Its board, which stands once, with the campaign's name.
        package var board: BoardDefinition

        package init(kind: Kind, goal: Decimal?, board: BoardDefinition) {
            self.kind = kind
            self.goal = goal
            self.board = board
        }
    }

    package let id: String
    package var title: LocalizedText
    package var text: LocalizedText?
    /// A symbol, or the name of an uploaded picture.
    package var picture: String?
    /// The first instant at which its rules are in force.
    package var from: Instant
    /// The first instant at which they no longer are.
    package var until: Instant
    /// The teams for which it is, and those inside them; nil: all.
    package var teams: [TeamID]?
    /// The ids of its rules, each with the campaign's before it.
    package var rules: [String]
    package var contest: Contest?

    package init(id: String, title: LocalizedText, from: Instant, until: Instant, teams: [TeamID]?, rules: [String], contest: Contest?) {
        self.id = id
        self.title = title
        self.from = from
        self.until = until
        self.teams = teams
        self.rules = rules
        self.contest = contest
    }

    package enum State: String, CaseIterable, Sendable {
        case planned, running, over
    }

    package func state(at now: Instant) -> State { now < from ? .planned : now < until ? .running : .over }

    /// Its days: the first and the last count whole, since sums are kept by day.
    package static func days(from: Instant, until: Instant, _ calendar: CompanyCalendar) -> DayRange {
        DayRange(calendar.day(of: from), until: calendar.day(of: until.adding(microseconds: -1)).adding(days: 1))
    }

    /// What of a board its contest counts.
    package var measure: Measure? {
        switch contest?.board.value {
        case .total(.campaign(let id)): .campaign(id)
        case .total(.metric(let name)): .metric(name)
        default: nil
        }
    }
}
