import Periods

/// That a member was in a team, for whole days.
package struct Membership: Sendable, Hashable {
    package var member: Int32
    package var team: Int32
    package var days: DayRange

    package init(member: Int32, team: Int32, days: DayRange) {
        self.member = member
        self.team = team
        self.days = days
    }
}

/// The heads of each team in a period: members who were in the team, or in one inside it, for at least one day of the
/// period; each once (points.md, the small print). O(memberships · depth).
package func heads(of memberships: some Sequence<Membership>, in days: DayRange, _ tree: TeamTree) -> [Int32: Int] {
    var members: [Int32: Set<Int32>] = [:]
    for membership in memberships where membership.days.overlaps(days) {
        for team in tree.path(from: membership.team) { members[team, default: []].insert(membership.member) }
    }
    return members.mapValues(\.count)
}
