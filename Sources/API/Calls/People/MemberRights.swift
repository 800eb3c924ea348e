import Identity
import PointsEngine
import Web

/// What a caller may do about people: a manager works on the teams they lead, nobody on who stands above them, and nobody makes
/// somebody mightier than themselves. An integration that writes members goes up to managers.
struct MemberRights {
    private let call: Call

    init(_ call: Call) { self.call = call }

    /// The mightiest role that the caller may give, and work on.
    private var highest: Role {
        guard let token = call.caller.token else { return call.caller.role }
        return token.scopes.contains(.admin) ? .admin : .manager
    }

    /// Whether somebody new may have this role, in this team.
    func mayAdd(_ role: Role, to team: TeamID?) -> Bool {
        role <= highest && mayMove(to: team)
    }

    func mayChange(_ member: Member) -> Bool {
        member.role <= highest && (call.caller.token != nil || call.directory.leads(call.caller, member, at: call.now))
    }

    /// Nobody changes their own rights.
    func mayGive(_ role: Role, to member: Member) -> Bool { role <= highest && call.caller.member != member.id }

    /// Out of every team, or into one that the caller leads.
    func mayMove(to team: TeamID?) -> Bool {
        guard let team, call.caller.role == .manager else { return true }
        return leads(team)
    }

    private func leads(_ team: TeamID) -> Bool {
        guard let own = call.caller.member.flatMap({ call.directory.members[$0] })?.team(at: call.now) else { return false }
        return call.directory.lineage(of: team).contains(own)
    }
}
