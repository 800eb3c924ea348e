import Identity
import JSON
import Ledger
import Periods

/// Something that a person asked for, or that waits for one: a redemption, a held award, an adjustment, a change of a
/// target, a publication.
package struct Request: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        case requested, approved, fulfilled, rejected, cancelled
        /// What it was about is gone: the activity of a held award was reversed.
        case void
        /// Carried out: an adjustment, a change of a target, a publication.
        case done
    }

    package struct Step: Hashable, Sendable {
        package let state: State
        package let actor: Actor
        package let at: Instant
        package let comment: String?
        /// For whom a deputy acted.
        package let onBehalf: MemberID?

        package init(state: State, actor: Actor, at: Instant, comment: String? = nil, onBehalf: MemberID? = nil) {
            self.state = state
            self.actor = actor
            self.at = at
            self.comment = comment
            self.onBehalf = onBehalf
        }
    }

    package let id: RequestID
    package var kind: Kind
    /// Whom it is about; nil: nobody in particular, as a team's target, or a publication.
    package let member: MemberID?
    /// Who asked; a held award names the member only where they reported the activity themselves.
    package let requester: Actor
    /// The points it is about: the cost, the size of the award, the signed adjustment.
    package let points: Points
    /// Who may decide, as it stood when it was asked; nil: nobody needs to.
    package let authority: Role?
    package var state = State.requested
    package let created: Instant
    package var steps: [Step] = []
    /// The entry that carried it out.
    package var entry: Int64?
    /// Of a redemption: what the answers to the reward's questions can be compared with.
    package var answers: String?

    package init(
        id: RequestID, kind: Kind, member: MemberID?, requester: Actor, points: Points, authority: Role?, created: Instant
    ) {
        self.id = id
        self.kind = kind
        self.member = member
        self.requester = requester
        self.points = points
        self.authority = authority
        self.created = created
    }

    package var isOpen: Bool { state == .requested }

    /// Whom a request is about whose kind is about somebody.
    ///
    /// - Throws: `DamagedRecord` where it is about nobody.
    package func beneficiary() throws -> MemberID {
        guard let member else { throw DamagedRecord("request \(id)/member") }
        return member
    }

    package mutating func step(to state: State, by actor: Actor, at now: Instant, comment: String? = nil) {
        self.state = state
        steps.append(Step(state: state, actor: actor, at: now, comment: comment))
    }

    /// The last step was a deputy's.
    package mutating func noteDeputy(of absent: MemberID) {
        guard let last = steps.popLast() else { return }
        steps.append(Step(state: last.state, actor: last.actor, at: last.at, comment: last.comment, onBehalf: absent))
    }

    /// When nothing more comes of it; nil: something may.
    package var closed: Instant? {
        switch state {
        case .fulfilled, .rejected, .cancelled, .void, .done: steps.last?.at
        case .requested, .approved: nil
        }
    }
}
