import Identity
import Periods
import PointsEngine

/// Whose affairs a caller may look into, taken along to a reader's thread: their own, a manager's team with those inside it,
/// or everyone's.
struct VisibilityScope: Sendable {
    let own: MemberID?
    let seesAll: Bool
    /// The teams of which a manager sees the members.
    let teams: Set<TeamID>
    let now: Instant

    func covers(_ member: Member) -> Bool {
        seesAll || member.id == own || (member.team(at: now).map(teams.contains) ?? false)
    }
}

extension Directory {
    func visibility(of caller: Caller, at now: Instant) -> VisibilityScope {
        let own = caller.role == .manager ? caller.member.flatMap { members[$0] }?.team(at: now) : nil
        let inside = own.map { own in Set(teams.keys.filter { lineage(of: $0).contains(own) }) } ?? []
        return VisibilityScope(own: caller.member, seesAll: caller.role > .manager, teams: inside, now: now)
    }
}
