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
    /// nil: the member has no tier any more.
    package var standings: [MemberID: TierStanding?] = [:]
    package var recorded: [ActivityKey: Recorded] = [:]
    package var tallies: [TallyKey: [TallyCell]] = [:]
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
    /// A publication whose metrics are counted from now on, and filled before it comes in force.
    package var announced: Publication?
    /// What was recorded up to this command has been counted for the metrics that were announced.
    package var counted: Int64?
    /// What has to be recorded right after the command, by the system and in the same commit, each as a command of its own:
    /// targets that it reached.
    package var reached: [Activity] = []

    package init() {}

    package var isEmpty: Bool {
        entries.isEmpty && members.isEmpty && teams.isEmpty && wallets.isEmpty && lots.isEmpty && standings.isEmpty && recorded.isEmpty
            && tallies.isEmpty && claims.isEmpty && requests.isEmpty && targets.isEmpty && rewards.isEmpty && tiers.isEmpty
            && archives.isEmpty && publication == nil && announced == nil && counted == nil
    }

    /// Takes what a later command changed on top.
    package mutating func absorb(_ later: Changes) {
        entries += later.entries
        members.merge(later.members) { $1 }
        teams.merge(later.teams) { $1 }
        wallets.merge(later.wallets) { $1 }
        lots.merge(later.lots) { $1 }
        standings.merge(later.standings) { $1 }
        recorded.merge(later.recorded) { $1 }
        for (key, cells) in later.tallies { tallies[key, default: []].absorb(cells) }
        claims.merge(later.claims) { $1 }
        requests.merge(later.requests) { $1 }
        targets.merge(later.targets) { $1 }
        rewards.merge(later.rewards) { $1 }
        tiers.merge(later.tiers) { $1 }
        archives += later.archives
        warnings += later.warnings
        publication = later.publication ?? publication
        announced = later.announced ?? announced
        counted = later.counted ?? counted
    }

    /// Makes room for the tallies of an activity, so that they are not hashed again and again while it fills: a few metrics and
    /// limits, for a member, the teams around and the company.
    mutating func expectTallies() { tallies.reserveCapacity(24) }

    /// Changes one day of a tally in its place.
    ///
    /// - Parameter before: its value below these changes; asked for once.
    mutating func change(_ key: TallyKey, on day: Day, before: @autoclosure () throws -> Tally, _ body: (inout TallyCell) throws -> Void) throws {
        try tallies[key, default: []].change(day, before: before(), body)
    }
}

extension [TallyCell] {
    /// Keeps the newest value of each day, and what it was before all of it.
    fileprivate mutating func absorb(_ later: [TallyCell]) {
        guard !isEmpty else { return self = later }
        for cell in later {
            if let index = firstIndex(where: { $0.day == cell.day }) { self[index].now = cell.now } else { append(cell) }
        }
    }

    fileprivate mutating func change(_ day: Day, before: @autoclosure () throws -> Tally, _ body: (inout TallyCell) throws -> Void) throws {
        if let index = firstIndex(where: { $0.day == day }) { return try body(&self[index]) }
        let value = try before()
        var cell = TallyCell(day: day, before: value, now: value)
        try body(&cell)
        append(cell)
    }
}

/// One day of a tally, before and after.
package struct TallyCell: Hashable, Sendable {
    package let day: Day
    package let before: Tally
    package var now: Tally

    package init(day: Day, before: Tally, now: Tally) {
        self.day = day
        self.before = before
        self.now = now
    }
}

/// A board's period that was locked, as it stood: an unchanging record.
package struct Archive: Hashable, Sendable {
    package let board: String
    package let period: String
    package let end: Instant
    package let at: Instant
    /// By place.
    package let rows: [BoardRow]
    package let honours: [GivenHonour]

    package init(board: String, period: String, end: Instant, at: Instant, rows: [BoardRow], honours: [GivenHonour]) {
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
