import Identity
import Periods
import PointsEngine

/// Who and what there is, as the web thread knows it: moved by every commit.
struct Directory: PeopleLookup {
    typealias Failure = Never

    private(set) var members = SharedMap<MemberID, Member>()
    private(set) var teams: [TeamID: Team] = [:]
    /// The tier that a member holds.
    private(set) var standings = SharedMap<MemberID, TierStanding>()
    private(set) var rewards: [String: Reward] = [:]
    /// By threshold.
    private(set) var tiers: [Tier] = []
    private(set) var programme: Programme

    /// Everything there is, taken between two commits.
    struct Snapshot: Sendable {
        let members: [Member]
        let teams: [Team]
        let standings: [TierStanding]
        let rewards: [Reward]
        let tiers: [Tier]
        let programme: Programme
    }

    init(_ snapshot: Snapshot) {
        members = SharedMap(snapshot.members.lazy.map { ($0.id, $0) })
        teams = Dictionary(uniqueKeysWithValues: snapshot.teams.map { ($0.id, $0) })
        standings = SharedMap(snapshot.standings.lazy.map { ($0.member, $0) })
        rewards = Dictionary(uniqueKeysWithValues: snapshot.rewards.map { ($0.id, $0) })
        tiers = snapshot.tiers
        programme = snapshot.programme
    }

    mutating func apply(_ changes: BatchChanges, _ programme: Programme) {
        for (id, member) in changes.members { members[id] = member }
        teams.merge(changes.teams.values) { $1 }
        for (member, standing) in changes.tierStandings { standings[member] = standing }
        for member in changes.tierStandings.deleted { standings[member] = nil }
        rewards.merge(changes.rewards.values) { $1 }
        tiers = changes.tiers.applied(to: tiers)
        self.programme = programme
    }

    func member(_ id: MemberID) -> Member? { members[id] }

    /// What a caller may do, as the engine will decide it: for buttons, never instead of the engine.
    func rights(of caller: Caller, at now: Instant) -> Rights<Directory> {
        // Who is not signed in may nothing.
        Rights(of: caller.isSignedIn ? caller.actor : .account("", .rep), among: self, at: now)
    }

    /// Whether a member is in a team, or in one inside it.
    func isIn(_ team: TeamID, _ member: MemberID, at now: Instant) -> Bool {
        members[member].map { lineage(of: $0.team(at: now)).contains(team) } ?? false
    }

    /// The team and those around it, from the inside out.
    func lineage(of team: TeamID?) -> [TeamID] {
        var lineage: [TeamID] = []
        var next = team
        while let id = next, lineage.count < Team.maximumDepth, !lineage.contains(id) {
            lineage.append(id)
            next = teams[id]?.parent
        }
        return lineage
    }
}
