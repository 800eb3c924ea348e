import Identity
import Ledger
import Periods
import RuleEngine

/// What a command changes: new entries, and the new values of what is kept beside them.
package struct Changes: Sendable {
    package var entries: [Entry] = []
    package var members: [MemberID: Member] = [:]
    package var teams: [TeamID: Team] = [:]
    package var wallets: [MemberID: Wallet] = [:]
    /// Every lot that was opened or changed.
    package var lots: [LotID: Lot] = [:]
    package var demands: [LotID: Demand] = [:]
    /// nil: the member has no tier any more.
    package var standings: [MemberID: TierStanding?] = [:]
    package var recorded: [ActivityKey: Recorded] = [:]
    /// By how much one command moves tallies.
    package var moves = TallyChanges()
    /// The tallies that come of it: known when an overlay has absorbed the command.
    package var tallies = TallyChanges()
    /// All holders of a claim; none where it is free again.
    package var claims: [ClaimKey: [ClaimHolder]] = [:]
    package var requests: [RequestID: Request] = [:]
    package var targets: [TargetKey: Target] = [:]
    package var rewards: [String: Reward] = [:]
    /// nil: deleted.
    package var tiers: [String: Tier?] = [:]
    package var archives: [Archive] = []
    package var publication: Publication?
    /// What members are told is about to expire; kept nowhere but in `Wallet.warned`, by which nobody is told twice.
    package var warnings: [ExpiryWarning] = []
    /// What has to be recorded right after the command, by the system and in the same commit, each as a command of its own:
    /// targets that it reached.
    package var reached: [Activity] = []

    package init() {}

    package var isEmpty: Bool {
        entries.isEmpty && members.isEmpty && teams.isEmpty && wallets.isEmpty && lots.isEmpty && demands.isEmpty && standings.isEmpty && recorded.isEmpty
            && moves.isEmpty && tallies.isEmpty && claims.isEmpty && requests.isEmpty && targets.isEmpty && rewards.isEmpty && tiers.isEmpty
            && archives.isEmpty && publication == nil
    }

    /// Takes what a later command changed on top, but for its moves.
    package mutating func absorb(_ later: Changes) {
        entries += later.entries
        members.take(later.members)
        teams.take(later.teams)
        wallets.take(later.wallets)
        lots.take(later.lots)
        demands.take(later.demands)
        standings.take(later.standings)
        recorded.take(later.recorded)
        tallies.absorb(later.tallies)
        claims.take(later.claims)
        requests.take(later.requests)
        targets.take(later.targets)
        rewards.take(later.rewards)
        tiers.take(later.tiers)
        archives += later.archives
        warnings += later.warnings
        publication = later.publication ?? publication
    }
}

extension Dictionary {
    /// Takes over what came later. Most commands change few of these: nothing is done for what is empty.
    fileprivate mutating func take(_ later: Self) {
        for (key, value) in later { self[key] = .some(value) }
    }
}

/// A board's period that was locked, as it stood: an unchanging record.
package struct Archive: Hashable, Sendable {
    package let board: String
    package let period: String
    package let end: Instant
    package let at: Instant
    /// By place.
    package let rows: [RankedOwner]
    package let honours: [GivenHonour]

    package init(board: String, period: String, end: Instant, at: Instant, rows: [RankedOwner], honours: [GivenHonour]) {
        self.board = board
        self.period = period
        self.end = end
        self.at = at
        self.rows = rows
        self.honours = honours
    }
}

/// A title and points, given to who stood at a rank when the period was locked.
package struct GivenHonour: Hashable, Sendable {
    package let owner: Owner
    package let rank: Int
    package let title: LocalizedText?
    package let points: Points
    package let entry: Int64?

    package init(owner: Owner, rank: Int, title: LocalizedText?, points: Points, entry: Int64?) {
        self.owner = owner
        self.rank = rank
        self.title = title
        self.points = points
        self.entry = entry
    }
}
