import Identity
import JSON
import Periods

/// An appraisal of one member for one period. It holds all that it was opened with, so that no later change of the rules or of the facts
/// reaches it.
package struct Sheet: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        case open
        /// The member has commented.
        case own = "self"
        case assessed, confirmed, signed, objected, completed

        /// Where the next step changes nothing any more.
        package var isClosed: Bool { self == .completed }
    }

    /// A step that was taken.
    package struct Step: Hashable, Sendable {
        package let state: State
        package let actor: Actor
        package let at: Instant
        package let comment: String?
        /// Somebody above took it over, after its time or because nobody was there to take it.
        package let isTakenOver: Bool
        /// Under which the same request again is one.
        package let key: String?

        package init(state: State, actor: Actor, at: Instant, comment: String? = nil, isTakenOver: Bool = false, key: String? = nil) {
            self.state = state
            self.actor = actor
            self.at = at
            self.comment = comment
            self.isTakenOver = isTakenOver
            self.key = key
        }
    }

    /// What it was opened with, beside the items.
    package struct Terms: Hashable, Sendable {
        package let title: LocalizedText
        package let kind: PeriodKind
        /// That of the member at the end of the period.
        package let team: TeamID?
        package let grades: [AppraisalGrade]
        package let stages: [AppraisalStage]
        package let due: CalendarDuration

        package init(_ form: AppraisalForm, team: TeamID?) {
            self.init(title: form.title, kind: form.period, team: team, grades: form.grades, stages: form.stages, due: form.due)
        }

        package init(title: LocalizedText, kind: PeriodKind, team: TeamID?, grades: [AppraisalGrade], stages: [AppraisalStage], due: CalendarDuration) {
            self.title = title
            self.kind = kind
            self.team = team
            self.grades = grades
            self.stages = stages
            self.due = due
        }
    }

    package let id: SheetID
    package let terms: Terms
    package let opened: Instant
    package internal(set) var items: [SheetItem]
    package internal(set) var steps: [Step]
    /// The command that changed it last: the seal of its commit is the sheet's.
    package internal(set) var number: Int64
    /// Grows with each change; what `If-Match` compares.
    package internal(set) var revision: Int64

    package init(id: SheetID, terms: Terms, opened: Instant, items: [SheetItem], steps: [Step] = [], number: Int64, revision: Int64 = 1) {
        self.id = id
        self.terms = terms
        self.opened = opened
        self.items = items
        self.steps = steps
        self.number = number
        self.revision = revision
    }

    package var member: MemberID { id.member }
    package var state: State { steps.last?.state ?? .open }

    /// The sum of the items, rounded once, so that who reaches all of it has all of it; nil as long as one of them is not rated.
    package var score: Decimal? {
        let scores = items.compactMap(\.exactScore)
        return scores.count == items.count ? (try? Decimal.sum(scores))?.asScore : nil
    }

    package var grade: String? { score.flatMap { score in terms.grades.first { $0.from <= score }?.id } }

    /// Whose turn it is after the last step; nil: it is closed.
    package var stage: AppraisalStage? {
        switch state {
        case .open: stages(from: .own)
        case .own, .objected: stages(from: .manager)
        case .assessed: stages(from: .director)
        case .confirmed, .signed: .signature
        case .completed: nil
        }
    }

    /// The one after another.
    func stage(after stage: AppraisalStage) -> AppraisalStage { terms.stages.first { $0 > stage } ?? .signature }

    private func stages(from stage: AppraisalStage) -> AppraisalStage { terms.stages.first { $0 >= stage } ?? .signature }

    /// An objection is heard once.
    package var wasObjected: Bool { steps.contains { $0.state == .objected } }

    /// Whether somebody has taken a step of another turn than this: nobody takes two.
    func hasTaken(_ actor: Actor, otherThan stage: AppraisalStage) -> Bool {
        steps.contains { $0.actor.person == actor.person && $0.state.stage != stage }
    }
}

extension Sheet.State {
    /// In whose turn it is reached.
    package var stage: AppraisalStage {
        switch self {
        case .open, .own: .own
        case .assessed: .manager
        case .confirmed: .director
        case .signed, .objected, .completed: .signature
        }
    }
}
