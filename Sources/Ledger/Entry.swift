import Identity
import Periods

/// What kind of change an entry is.
package enum EntryKind: String, CaseIterable, Sendable {
    case award, bonus, adjustment, reversal, expiry, redemption, refund, transfer

    /// Whether entries of this kind count towards `lifetime`.
    package var countsForLifetime: Bool {
        switch self {
        case .award, .bonus, .adjustment, .reversal: true
        case .expiry, .redemption, .refund, .transfer: false
        }
    }
}

/// One immutable line of the ledger.
package struct Entry: Hashable, Sendable {
    package let number: Int64
    package let member: MemberID
    /// The member's team when it was judged.
    package var team: TeamID?
    package let kind: EntryKind
    /// What the member's points changed by. An `award` below zero is a deduction.
    package var points: Points
    /// What boards, metrics and tiers see: `points`, but for debits of which a part had expired or could not be
    /// recovered; those weigh with the whole.
    package var whole: Points
    /// The lots that a debit took from, or a credit returned to, in order. A credit that opens a lot has that
    /// lot's number as its own.
    package var takes: [Take]
    /// What of a debit nothing was left for; the next points pay it.
    package var debt: Points
    /// What of a debit nobody answered for (`overdraft: floor`).
    package var unrecovered: Points
    /// The entry that this one takes back or gives back.
    package var original: Int64?
    package var source: EntrySource
    package var actor: Actor
    package var reason: String?
    /// When the fact happened.
    package let occurred: Instant
    package let recorded: Instant

    /// Who writes an entry, and when.
    package struct Stamp: Hashable, Sendable {
        package let actor: Actor
        package let occurred: Instant
        package let recorded: Instant

        package init(by actor: Actor, occurred: Instant, recorded: Instant) {
            self.actor = actor
            self.occurred = occurred
            self.recorded = recorded
        }
    }

    /// A plain one, whose `whole` is its points; what else it says is set behind it.
    package init(number: Int64, member: MemberID, team: TeamID? = nil, kind: EntryKind, points: Points, source: EntrySource, _ stamp: Stamp) {
        self.number = number
        self.member = member
        self.team = team
        self.kind = kind
        self.points = points
        whole = points
        (takes, debt, unrecovered, original) = ([], 0, 0, nil)
        self.source = source
        actor = stamp.actor
        reason = nil
        occurred = stamp.occurred
        recorded = stamp.recorded
    }

    /// What a debit took, in one: `takes`, `debt` and `unrecovered`.
    package mutating func take(_ taken: Taken) { (takes, debt, unrecovered) = (taken.takes, taken.debt, taken.unrecovered) }
}

/// Where an entry comes from.
package enum EntrySource: Hashable, Sendable {
    /// A rule's answer to an activity, with the version of the rule set that judged it.
    case rule(activity: ActivityKey, rule: String, version: String)
    /// A redemption, an adjustment, or another request of a person.
    case request(RequestID)
    /// An honour of a board's period.
    case honour(board: String, period: String)
    /// The expiry of a lot.
    case expiry(LotID)

    /// The rule, where there is one.
    package var rule: String? {
        if case .rule(_, let rule, _) = self { rule } else { nil }
    }
}
