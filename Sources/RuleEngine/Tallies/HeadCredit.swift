import Identity
import JSON

/// That an activity was credited to a member in a team in which no stay tells of them: imported history is older than the joining.
/// It makes the member a head of the team in the periods of that day (points.md, "The small print").
package struct HeadCredit: Hashable, Sendable {
    package let member: MemberID
    package let team: TeamID

    package init(member: MemberID, team: TeamID) {
        self.member = member
        self.team = team
    }

    /// Under which it is counted, by day: how many activities.
    package var tally: TallyKey {
        let key = JSONValue.array([.string(team.text), .string(member.text)])
        return TallyKey(.key(Identifier(String(decoding: key.canonicalBytes, as: UTF8.self))), .credited)
    }

    /// Nil for the owner of anything else.
    package init?(_ owner: Owner) {
        guard case .key(let key) = owner, let parts = (try? JSONValue.parse(Array(key.text.utf8)))?.array, parts.count == 2,
            let team = parts[0].string, let member = parts[1].string
        else { return nil }
        self.init(member: MemberID(member), team: TeamID(team))
    }
}
