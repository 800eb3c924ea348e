import Identity
import Periods
import RuleEngine

/// "This is not right, because …" (programme.md, "Questions"): what a member asks about a line of what concerns them, and what was answered.
package struct Question: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        case open, answered
        /// Asked again, once.
        case reopened
        case closed
    }

    /// What it is about.
    package struct About: Hashable, Sendable {
        package enum Kind: String, CaseIterable, Sendable {
            /// A line of the statement, by the number of its entry.
            case entry
            /// A line that is held, by the id of its request.
            case held
            case redemption
            /// `metric/period/owner`.
            case target
            /// `form/period/member`, as sheets are called.
            case appraisal
            /// A row: `board/period`, or `board/period/entrant`.
            case board
        }

        package let kind: Kind
        package let id: String

        package init(_ kind: Kind, _ id: String) { (self.kind, self.id) = (kind, id) }
    }

    /// What an answer did beside its words.
    package enum Link: Hashable, Sendable {
        /// Points by hand, done or asked for.
        case adjustment(RequestID)
        /// An activity that corrects or reverses.
        case activity(ActivityKey)
    }

    package struct Step: Hashable, Sendable {
        package enum Action: String, CaseIterable, Sendable {
            case asked, passed, answered, reopened, closed
        }

        package let action: Action
        package let actor: Actor
        package let at: Instant
        package let words: String?
        /// To whom it was passed.
        package var to: MemberID?
        package var link: Link?

        package init(_ action: Action, by actor: Actor, at: Instant, words: String? = nil) {
            (self.action, self.actor, self.at, self.words) = (action, actor, at, words)
        }
    }

    package let id: QuestionID
    package let about: About
    /// Who asks.
    package let member: MemberID
    /// The rule behind the line, where there is one: what the report counts by.
    package let rule: String?
    package let created: Instant
    package private(set) var state = State.open
    package private(set) var steps: [Step] = []

    package init(id: QuestionID, about: About, member: MemberID, rule: String?, created: Instant) {
        (self.id, self.about, self.member, self.rule, self.created) = (id, about, member, rule, created)
    }

    /// Whether somebody has to answer.
    package var isWaiting: Bool { state == .open || state == .reopened }

    /// Whether it was asked again already.
    package var wasReopened: Bool { steps.contains { $0.action == .reopened } }

    /// Whom it was passed to last.
    package var passedTo: MemberID? { steps.last { $0.action == .passed }?.to }

    package var words: String { steps.first?.words ?? "" }

    package mutating func take(_ step: Step) {
        steps.append(step)
        switch step.action {
        case .asked: state = .open
        case .passed: break
        case .answered: state = .answered
        case .reopened: state = .reopened
        case .closed: state = .closed
        }
    }
}

extension Rights {
    /// The manager of who asks, whoever stands above, and whom it was passed to; never who asks.
    package func mayAnswer(_ question: Question) throws(People.Failure) -> Bool {
        if actor.member == question.member { return false }
        if let to = question.passedTo, actor.member == to { return try isAtLeast(.manager) }
        return try mayDecide(about: question.member)
    }

    /// Who asks, and all who might answer.
    package func maySee(_ question: Question) throws(People.Failure) -> Bool {
        if actor.member == question.member || actor.member != nil && actor.member == question.passedTo { return true }
        guard let member = try people.member(question.member) else { return try seesEveryone() }
        return try maySee(member)
    }
}
