import Identity
import Periods
import PointsEngine

/// How many heads each team has in a period: who was in it, or in a team inside it, for at least one day.
///
/// It keeps for which teams each member counts, so that a change of one member looks at nobody else.
struct TeamHeads {
    private let period: Period
    private var teams: [MemberID: Set<TeamID>] = [:]
    private(set) var counts: [TeamID: Int] = [:]
    /// How often somebody was looked at, for tests: what a change costs.
    private(set) var looks = 0

    /// O(members · stays).
    init(in period: Period, _ directory: Directory) {
        self.period = period
        directory.members.forEach { _ = note($1, directory) }
    }

    /// Looks again at a member who is new or was changed; answers the teams whose number is another now. O(stays · depth).
    mutating func note(_ member: Member, _ directory: Directory) -> [TeamID: Int] {
        looks += 1
        let before = teams[member.id] ?? [], now = teams(of: member, directory)
        guard now != before else { return [:] }
        teams[member.id] = now.isEmpty ? nil : now
        for team in before.subtracting(now) { counts[team, default: 0] -= 1 }
        for team in now.subtracting(before) { counts[team, default: 0] += 1 }
        return Dictionary(uniqueKeysWithValues: before.symmetricDifference(now).map { ($0, counts[$0] ?? 0) })
    }

    /// Counts everybody anew, when teams have moved; answers the teams whose number is another now.
    mutating func recount(_ directory: Directory) -> [TeamID: Int] {
        let anew = TeamHeads(in: period, directory), before = counts
        (teams, counts, looks) = (anew.teams, anew.counts, looks + anew.looks)
        let changed = Set(before.keys).union(counts.keys).filter { before[$0] ?? 0 != counts[$0] ?? 0 }
        return Dictionary(uniqueKeysWithValues: changed.map { ($0, counts[$0] ?? 0) })
    }

    private func teams(of member: Member, _ directory: Directory) -> Set<TeamID> {
        // From inside out, so that each stay is looked at for the few teams around it and not for every team there is.
        let lineages = Dictionary(member.stays.compactMap(\.team).map { ($0, directory.lineage(of: $0)) }) { $1 }
        return Set(lineages.values.joined()).filter { team in
            let inside = Set(lineages.filter { $0.value.contains(team) }.keys)
            return member.was(in: inside, during: period.start, period.end)
        }
    }
}
