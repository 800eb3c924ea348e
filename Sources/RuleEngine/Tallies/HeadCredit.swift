import Identity

/// That an activity was credited to a member in a team: it makes the member a head of the team in the periods of that day, also where no
/// stay tells of them (imported history is older than the joining) and whatever is dated back later (points.md, "The small print").
package struct HeadCredit: Hashable, Sendable {
    package let member: MemberID
    package let team: TeamID

    package init(member: MemberID, team: TeamID) {
        self.member = member
        self.team = team
    }

    /// Under which it is counted, by day: how many activities. No id has a slash.
    package var tally: TallyKey { TallyKey(.key(Identifier("\(team.text)/\(member.text)")), .credited) }

    /// Nil for the owner of anything else.
    package init?(_ owner: Owner) {
        guard case .key(let key) = owner else { return nil }
        let parts = key.text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        self.init(member: MemberID(String(parts[1])), team: TeamID(String(parts[0])))
    }
}
