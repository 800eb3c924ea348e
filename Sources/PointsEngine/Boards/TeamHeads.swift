import Identity
import Periods
import RuleEngine

/// How many heads each team has in a period: the members who were in it, or in a team inside it, for at least one day, and those to
/// whom an activity of the period was credited there. Boards that lock, scenarios and the boards on screen all count by it.
///
/// It keeps for which teams each member counts, so that a change of one member looks at nobody else.
package struct TeamHeads: Sendable {
    /// The team and those around it, from the inside out.
    package typealias Lineage = (TeamID) throws -> [TeamID]

    private struct Credit {
        let team: TeamID
        var count: Int64
    }

    private let period: Period
    private var teams: [MemberID: Set<TeamID>] = [:]
    /// How many activities were credited to the member in a team.
    private var credits: [MemberID: [Credit]] = [:]
    package private(set) var counts: [TeamID: Int] = [:]
    /// How often somebody was looked at, for tests: what a change costs.
    package private(set) var looks = 0

    /// O(members · stays).
    package init(in period: Period, _ members: some Sequence<Member>, credits: [HeadCredit: Int64] = [:], lineage: Lineage) rethrows {
        self.period = period
        self.credits = credits.reduce(into: [:]) { $0[$1.key.member, default: []].append(Credit(team: $1.key.team, count: $1.value)) }
        for member in members { _ = try note(member, lineage: lineage) }
    }

    /// By how many a team's value is divided: a team whose heads have all become others' still has what it has.
    package func divisor(of team: TeamID) -> Int { max(1, counts[team] ?? 0) }

    /// Looks again at a member who is new or was changed; answers the teams whose number is another now. O(stays · depth).
    package mutating func note(_ member: Member, lineage: Lineage) rethrows -> [TeamID: Int] {
        looks += 1
        let before = teams[member.id] ?? [], now = try teams(of: member, lineage)
        guard now != before else { return [:] }
        teams[member.id] = now.isEmpty ? nil : now
        for team in before.subtracting(now) { counts[team, default: 0] -= 1 }
        for team in now.subtracting(before) { counts[team, default: 0] += 1 }
        return Dictionary(uniqueKeysWithValues: before.symmetricDifference(now).map { ($0, counts[$0] ?? 0) })
    }

    /// Takes activities that were credited on a day; answers whether the member has to be looked at again. Most leave everything as it is.
    package mutating func credit(_ credit: HeadCredit, by count: Int64, on day: Day) -> Bool {
        period.contains(day) && Self.add(count, of: credit.team, to: &credits[credit.member, default: []])
    }

    /// In its place: a commit brings hundreds, nearly all to the one team of a member.
    private static func add(_ count: Int64, of team: TeamID, to credits: inout [Credit]) -> Bool {
        guard let known = credits.firstIndex(where: { $0.team == team }) else {
            credits.append(Credit(team: team, count: count))
            return count > 0
        }
        let before = credits[known].count
        credits[known].count += count
        return (before > 0) != (before + count > 0)
    }

    /// Counts everybody anew, when teams have moved; answers the teams whose number is another now.
    package mutating func recount(_ members: some Sequence<Member>, lineage: Lineage) rethrows -> [TeamID: Int] {
        let before = counts
        (teams, counts) = ([:], [:])
        for member in members { _ = try note(member, lineage: lineage) }
        let changed = Set(before.keys).union(counts.keys).filter { before[$0] ?? 0 != counts[$0] ?? 0 }
        return Dictionary(uniqueKeysWithValues: changed.map { ($0, counts[$0] ?? 0) })
    }

    private func teams(of member: Member, _ lineage: Lineage) rethrows -> Set<TeamID> {
        let stayed = Set(member.stays.compactMap(\.team)).filter { member.was(in: [$0], during: period.start, period.end) }
        let credited = (credits[member.id] ?? []).filter { $0.count > 0 }.map(\.team)
        return try stayed.union(credited).reduce(into: []) { try $0.formUnion(lineage($1)) }
    }
}

extension Facts {
    /// The heads of all teams in a period. O(members · stays).
    func heads(in period: Period) throws -> TeamHeads {
        var credits: [HeadCredit: Int64] = [:]
        for (owner, tally) in try tallies(of: .credited, over: period.days) { HeadCredit(owner).map { credits[$0] = tally.sum.int64 ?? 0 } }
        return try TeamHeads(in: period, everyone(), credits: credits) { try lineage(of: $0) }
    }
}
