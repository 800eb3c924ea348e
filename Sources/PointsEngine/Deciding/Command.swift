import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// Something that somebody wants to happen. Each has a file in `Commands`, with its refusals.
package enum Command: Sendable {
    case record(Activity)
    case redeem(Redeem)
    case decide(RequestDecision)
    case fulfil(RequestID, comment: String? = nil)
    case cancel(RequestID, comment: String? = nil)
    case adjust(Adjust)
    case putMember(PutMember)
    case changeMember(ChangeMember)
    case putTeam(PutTeam)
    case putTier(PutTier)
    case deleteTier(DeleteTier)
    case putReward(PutReward)
    case archiveReward(ArchiveReward)
    case setTarget(SetTarget)
    /// Keeps a publication until somebody else seconds it.
    case propose(Proposal)
    case publish(Publication)
    /// The metrics of a publication are counted from now on; what was recorded before is counted by `count`, piece by piece.
    case announce(Publication)
    /// Counts what the commands up to this number recorded, for the metrics that were announced.
    case count(through: Int64)
    case due(DueStep)
}

package struct Redeem: Hashable, Sendable {
    package let id: RequestID
    package let member: MemberID
    package let reward: String
    package let quantity: Int64

    package init(id: RequestID, member: MemberID, reward: String, quantity: Int64 = 1) {
        self.id = id
        self.member = member
        self.reward = reward
        self.quantity = quantity
    }
}

/// An approver's yes or no.
package struct RequestDecision: Hashable, Sendable {
    package let id: RequestID
    package let approve: Bool
    package let comment: String?

    package init(id: RequestID, approve: Bool, comment: String? = nil) {
        self.id = id
        self.approve = approve
        self.comment = comment
    }
}

package struct Adjust: Hashable, Sendable {
    package let id: RequestID
    package let member: MemberID
    package let points: Points
    package let reason: String

    package init(id: RequestID, member: MemberID, points: Points, reason: String) {
        self.id = id
        self.member = member
        self.points = points
        self.reason = reason
    }
}

/// A new member.
package struct PutMember: Hashable, Sendable {
    package enum Field: String, Sendable, CaseIterable {
        case name, role, team, attributes
    }

    package let id: MemberID
    package let name: String
    package let team: TeamID?
    package let role: Role
    /// nil: now.
    package let joined: Instant?
    package let attributes: JSONObject
    /// Fields that hold only for somebody new: a known member may have others.
    package let defaults: Set<Field>

    package init(
        id: MemberID, name: String, team: TeamID? = nil, role: Role = .rep, joined: Instant? = nil, attributes: JSONObject = JSONObject(),
        defaults: Set<Field> = []
    ) {
        self.id = id
        self.name = name
        self.team = team
        self.role = role
        self.joined = joined
        self.attributes = attributes
        self.defaults = defaults
    }
}

/// A change of a member; what is nil stays.
package struct ChangeMember: Hashable, Sendable {
    package struct Move: Hashable, Sendable {
        package let team: TeamID?

        package init(team: TeamID?) { self.team = team }
    }

    package let id: MemberID
    package var name: String?
    package var role: Role?
    package var move: Move?
    /// The first instant at which the member is no longer there.
    package var left: Instant?
    /// Takes back a leaving.
    package var returns = false
    package var attributes: JSONObject?
    /// From when a move counts; nil: now.
    package var from: Instant?
    /// The revision that the change was made on; nil: any.
    package var revision: Int64?

    package init(id: MemberID) { self.id = id }
}

/// A new team, or a change of one.
package struct PutTeam: Hashable, Sendable {
    package enum Field: String, Sendable, CaseIterable {
        case name, parent
    }

    package let id: TeamID
    package let name: LocalizedText
    package let parent: TeamID?
    /// nil: it must be new, or the same.
    package let revision: Int64?
    /// Fields that hold only for a new team: a known one may have others.
    package let defaults: Set<Field>

    package init(id: TeamID, name: LocalizedText, parent: TeamID? = nil, revision: Int64? = nil, defaults: Set<Field> = []) {
        self.id = id
        self.name = name
        self.parent = parent
        self.revision = revision
        self.defaults = defaults
    }
}

/// A new tier (`revision` nil), or a change of one.
package struct PutTier: Hashable, Sendable {
    package let tier: Tier
    package let revision: Int64?

    package init(tier: Tier, revision: Int64?) {
        self.tier = tier
        self.revision = revision
    }
}

package struct DeleteTier: Hashable, Sendable {
    package let id: String
    package let revision: Int64?

    package init(id: String, revision: Int64?) {
        self.id = id
        self.revision = revision
    }
}

/// A new reward (`revision` nil), or a change of one.
package struct PutReward: Hashable, Sendable {
    package let reward: Reward
    package let revision: Int64?

    package init(reward: Reward, revision: Int64?) {
        self.reward = reward
        self.revision = revision
    }
}

package struct ArchiveReward: Hashable, Sendable {
    package let id: String
    package let revision: Int64?

    package init(id: String, revision: Int64?) {
        self.id = id
        self.revision = revision
    }
}

package struct SetTarget: Hashable, Sendable {
    package let id: RequestID
    package let key: TargetKey
    package let value: Decimal
    /// Why, for who approves the change.
    package let reason: String?

    package init(id: RequestID, key: TargetKey, value: Decimal, reason: String? = nil) {
        self.id = id
        self.key = key
        self.value = value
        self.reason = reason
    }
}
