import Identity
import Periods
import PointsEngine
import Structures

/// Who and what there is, moved by every commit. A copy costs little and stays as it was: readers' threads take one along.
package struct Directory: PeopleLookup, Sendable {
    package typealias Failure = Never

    package private(set) var members = SharedMap<MemberID, Member>()
    package private(set) var teams: [TeamID: Team] = [:]
    private var leading: [MemberID: Member] = [:]
    package private(set) var customers = SharedMap<CustomerID, Customer>()
    /// The tier that a member holds.
    package private(set) var standings = SharedMap<MemberID, TierStanding>()
    package private(set) var rewards: [String: Reward] = [:]
    /// By threshold.
    package private(set) var tiers: [Tier] = []
    @Boxed package private(set) var programme: Programme
    /// In which names are read, the first that there is: the reader's language, then the company's.
    package var languages: [String] { (reading.map { [$0] } ?? []) + programme.company.languages }
    private var reading: String?

    /// The same, for a reader of a language.
    package func read(in language: String) -> Directory {
        var directory = self
        directory.reading = language
        return directory
    }

    /// Everything there is, taken between two commits.
    package struct Snapshot: Sendable {
        let members: [Member]
        let teams: [Team]
        let standings: [TierStanding]
        let rewards: [Reward]
        let tiers: [Tier]
        let customers: [Customer]
        let programme: Programme

        package init(members: [Member], teams: [Team], standings: [TierStanding], rewards: [Reward], tiers: [Tier], customers: [Customer] = [], programme: Programme) {
            self.members = members
            self.teams = teams
            self.standings = standings
            self.rewards = rewards
            self.tiers = tiers
            self.customers = customers
            self.programme = programme
        }
    }

    package init(_ snapshot: Snapshot) {
        members = SharedMap(snapshot.members.lazy.map { ($0.id, $0) })
        for member in snapshot.members where member.leads { leading[member.id] = member }
        teams = Dictionary(uniqueKeysWithValues: snapshot.teams.map { ($0.id, $0) })
        standings = SharedMap(snapshot.standings.lazy.map { ($0.member, $0) })
        rewards = Dictionary(uniqueKeysWithValues: snapshot.rewards.map { ($0.id, $0) })
        tiers = snapshot.tiers
        customers = SharedMap(snapshot.customers.lazy.map { ($0.id, $0) })
        programme = snapshot.programme
    }

    mutating func apply(_ changes: BatchChanges, _ programme: Programme) {
        for (id, member) in changes.tables.members {
            members[id] = member
            leading[id] = member.leads ? member : nil
        }
        for (id, team) in changes.tables.teams { teams[id] = team }
        for (id, customer) in changes.tables.customers { customers[id] = customer }
        for (member, standing) in changes.tables.tierStandings { standings[member] = standing }
        for member in changes.tables.tierStandings.deleted { standings[member] = nil }
        for (id, reward) in changes.tables.rewards { rewards[id] = reward }
        tiers = changes.tables.tiers.applied(to: tiers)
        self.programme = programme
    }

    package func member(_ id: MemberID) -> Member? { members[id] }
    package func leaders() -> [Member] { Array(leading.values) }

    /// Whether a member is in a team, or in one inside it.
    package func isIn(_ team: TeamID, _ member: MemberID, at now: Instant) -> Bool {
        members[member].map { lineage(of: $0.team(at: now)).contains(team) } ?? false
    }

    /// The team and those around it, from the inside out.
    package func lineage(of team: TeamID?) -> [TeamID] {
        var lineage: [TeamID] = []
        var next = team
        while let id = next, lineage.count < Team.maximumDepth, !lineage.contains(id) {
            lineage.append(id)
            next = teams[id]?.parent
        }
        return lineage
    }
}
