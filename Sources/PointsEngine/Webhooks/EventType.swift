/// What the outside can be told of. A name keeps its meaning for ever.
package enum EventType {
    package static let awardPosted = "laurel.award.posted"
    package static let awardHeld = "laurel.award.held"
    package static let pointsReversed = "laurel.points.reversed"
    package static let pointsExpiring = "laurel.points.expiring"
    package static let pointsExpired = "laurel.points.expired"
    package static let tierChanged = "laurel.tier.changed"
    package static let honourGiven = "laurel.honour.given"
    package static let approvalNeeded = "laurel.approval.needed"
    package static let rulesPublished = "laurel.rules.published"
    package static let boardLocked = "laurel.board.locked"
    /// Somebody has come to first place of the board that the company looks at most. Who leads is known to the boards and to no command.
    package static let newLeader = "laurel.board.led"
    /// What a member's week brought: a letter, and nothing that programs or chats hear of.
    package static let weeklyDigest = "laurel.digest.weekly"
    /// What the test of a webhook sends; nobody chooses it.
    package static let test = "laurel.test"

    /// Of a redemption in a state.
    package static func redemption(_ state: Request.State) -> String? {
        switch state {
        case .requested, .approved, .rejected, .fulfilled, .cancelled: "laurel.redemption.\(state.rawValue)"
        case .void, .done: nil
        }
    }

    /// What Laurel notices and records as activities of its own (programme.md): each is told under its own name.
    package static let noticed = [
        "laurel.target.reached", "laurel.customer.new", "laurel.customer.lost", "laurel.customer.regained", "laurel.customer.classed", "laurel.visit.kept",
        "laurel.visit.missed", "laurel.badge.earned", "laurel.kudos.given", "laurel.kudos.received", "laurel.appraisal.completed", "laurel.campaign.reached",
    ]

    /// What a group chat hears where nobody says otherwise.
    package static let ofChats = [awardPosted, honourGiven, approvalNeeded, boardLocked, newLeader]

    /// What people hear of by mail where nobody says otherwise.
    package static let ofLetters = [pointsExpiring] + [.approved, .rejected, .fulfilled].compactMap(redemption) + [approvalNeeded, boardLocked, weeklyDigest]

    /// What says of somebody more than points do: told to nobody who was not chosen for it.
    package static let confidential = ["laurel.appraisal.completed"]

    /// What a kind can be told at all.
    package static func offered(to kind: Webhook.Kind) -> [String] { kind == .mail ? all : all.filter { $0 != weeklyDigest } }

    /// What a kind is told where nobody says otherwise.
    package static func usual(of kind: Webhook.Kind) -> [String] {
        switch kind {
        case .standard: offered(to: kind).filter { !confidential.contains($0) }
        case .mail: ofLetters
        case .wecom, .dingtalk, .feishu, .slack: ofChats
        }
    }

    package static let all: [String] =
        [awardPosted, awardHeld, pointsReversed, pointsExpiring, pointsExpired] + Request.State.allCases.compactMap { redemption($0) }
        + [tierChanged, honourGiven, approvalNeeded, rulesPublished, boardLocked, newLeader, weeklyDigest] + noticed
}
