import Identity
import RuleEngine

/// What came of a command.
package enum Outcome: Sendable {
    /// Nothing changes.
    case refused(Refusal)
    case done(Receipt, Changes)
}

/// What the one who gave the command is told.
package enum Receipt: Sendable {
    case activity(Recorded)
    /// The same activity again: the first answer, and nothing is written.
    case duplicate(Recorded)
    /// A new redemption, adjustment or change of a target.
    case asked(Request)
    /// A request that somebody has decided, fulfilled or cancelled, as it stands now.
    case request(Request)
    /// The same request again.
    case repeated(Request)
    case member(Member)
    /// The same member again.
    case memberKnown(Member)
    case team(Team)
    /// The same team again.
    case teamKnown(Team)
    case tier(Tier)
    /// The same new tier again.
    case tierKnown(Tier)
    case reward(Reward)
    /// The same new reward again.
    case rewardKnown(Reward)
    case deleted
    case published(String)
    /// The metrics of a publication count from now on.
    case announced(String)
    /// Activities that were recorded before are counted, up to this command.
    case counted(through: Int64)
    /// Due work of one step.
    case due

    /// The member that it is about, new or known.
    package var member: Member? {
        switch self {
        case .member(let member), .memberKnown(let member): member
        default: nil
        }
    }

    /// The team that it is about, new or known.
    package var team: Team? {
        switch self {
        case .team(let team), .teamKnown(let team): team
        default: nil
        }
    }

    /// Whether it says again what was done before: nothing is written for it.
    package var isRepetition: Bool {
        switch self {
        case .duplicate, .repeated, .memberKnown, .teamKnown, .tierKnown, .rewardKnown: true
        default: false
        }
    }
}
