import Expressions
import Identity
import Periods

/// A board as `boards.yaml` describes it (boards.md). One period of it is a `Board`.
package struct BoardDefinition: Hashable, Sendable {
    package enum Entrants: String, CaseIterable, Sendable { case members, teams, customers }

    /// `ownTeam`: each member sees the members of the own team (and the teams inside it), ranked among themselves.
    package enum Scope: String, CaseIterable, Sendable {
        case company
        case ownTeam = "own-team"
    }

    package var id: String
    package var title: LocalizedText
    package var value: BoardMeasure
    package var entrants: Entrants
    /// `all` where it has a span.
    package var period: PeriodKind
    /// The days of a board that stands once, as that of a campaign, instead of a period.
    package var span: DayRange?
    package var scope: Scope
    package var ties: TiePolicy
    /// Who has less does not stand.
    package var minimum: BoardValue?
    package var reveal: Reveal
    /// The mean over the heads of the period instead of the sum. Boards of teams only.
    package var perHead: Bool
    package var honours: [Honour]
    /// Who may stand: asked of each as they are now, and frozen by the lock.
    package var admits: Admission
    package var goal: Goal?

    /// Left out, everything has the default of `boards.yaml`; the title is the id.
    ///
    /// ```swift
    /// BoardDefinition(id: "month", period: .month) { $0.reveal = .top(10) }
    /// ```
    ///
    /// - Parameter set: sets what is not as usual.
    package init(
        id: String, title: LocalizedText? = nil, value: BoardMeasure = .points, entrants: Entrants = .members, period: PeriodKind,
        ties: TiePolicy = .competition, _ set: (inout BoardDefinition) -> Void = { _ in }
    ) {
        self.id = id
        self.title = title ?? LocalizedText(id)
        self.value = value
        self.entrants = entrants
        self.period = period
        self.ties = ties
        (scope, minimum, reveal, perHead, honours) = (.company, nil, .all, false, [])
        (span, admits, goal) = (nil, Admission(), nil)
        set(&self)
    }

    /// Whether an entrant with this value stands on the board: it is not 0 and reaches the minimum (points.md, the small
    /// print). Negative ones stand at the end.
    package func stands(_ value: BoardValue) -> Bool {
        if value.isZero { return false }
        return minimum.map { value >= $0 } ?? true
    }

    /// The period of it that contains a day; nil: a day outside its span.
    package func period(containing day: Day, _ calendar: CompanyCalendar) -> Period? {
        guard let span else { return calendar.period(period, containing: day) }
        return span.contains(day) ? calendar.span(span) : nil
    }

    /// The period that is shown as the current one: a span always is.
    package func running(at now: Instant, _ calendar: CompanyCalendar) -> Period {
        span.map(calendar.span) ?? calendar.period(period, containing: now)
    }

    /// The period of a key; nil where it is none of this board.
    package func period(key: String, _ calendar: CompanyCalendar) -> Period? {
        guard let span else {
            guard let found = calendar.period(key: key), found.kind == period, found.key == key else { return nil }
            return found
        }
        let found = calendar.span(span)
        return found.key == key ? found : nil
    }
}
