import Identity
import Periods
import RuleEngine

extension Rights: Sendable where People: Sendable {}

/// Who may do what about whom (points.md, "Approvals", "Publishing" and the small print): one author for the engine, which
/// decides, and for the pages, which show the buttons.
///
/// The ladder: a manager acts on the team they are in and the teams inside it, everyone above on all; nobody on themselves.
/// The owner, the engine and integrations may all: what the scopes of a token allow is checked where it signs in.
package struct Rights<People: PeopleLookup> {
    let actor: Actor
    let people: People
    let now: Instant

    package init(of actor: Actor, among people: People, at now: Instant) {
        self.actor = actor
        self.people = people
        self.now = now
    }

    /// The role in which the actor acts; nil for a member who is not there.
    package var role: Role? {
        get throws(People.Failure) {
            switch actor {
            case .token, .administrator, .system: return .admin
            case .account(_, let role): return role
            case .member(let id):
                guard let member = try people.member(id), member.isThere(at: now) else { return nil }
                return member.role
            }
        }
    }

    func isAtLeast(_ least: Role) throws(People.Failure) -> Bool {
        guard let role = try role else { return false }
        return role >= least
    }

    // MARK: Whom one leads

    /// Whether the actor is a manager of the team, or of one around it; or stands above managers.
    package func leads(_ team: TeamID?) throws(People.Failure) -> Bool {
        guard let role = try role, role >= .manager else { return false }
        if role > .manager { return true }
        guard let id = actor.member, let own = try people.member(id)?.team(at: now) else { return false }
        return try people.lineage(of: team).contains(own)
    }

    /// Whether the actor leads the team that somebody is in now.
    package func leads(_ member: Member) throws(People.Failure) -> Bool { try leads(member.team(at: now)) }

    // MARK: Boards

    /// Whether the actor may look at a team's part of a board: one's own team and those around it; managers and above look into all.
    package func mayLook(into team: TeamID) throws(People.Failure) -> Bool {
        if try isAtLeast(.manager) { return true }
        guard let id = actor.member, let own = try people.member(id)?.team(at: now) else { return false }
        return try people.lineage(of: own).contains(team)
    }

    // MARK: Deciding about points

    /// Nobody decides about what is theirs.
    ///
    /// - Parameters:
    ///   - id: nil: it is about nobody in particular, as a team's target.
    ///   - authority: the role that is asked for; nil: a manager.
    package func mayDecide(about id: MemberID?, authority: Role? = nil) throws(People.Failure) -> Bool {
        guard actor.isPerson else { return true }
        guard try isAtLeast(authority ?? .manager) else { return false }
        if let id, actor.member == id { return false }
        if try isAtLeast(.director) { return true }
        guard let id, let member = try people.member(id) else { return false }
        return try leads(member)
    }

    /// Nobody decides about what they asked for.
    package func mayDecide(_ request: Request) throws(People.Failure) -> Bool {
        if try decides(request) { return true }
        return try absentee(for: request) != nil
    }

    /// The same by the actor's own right, whoever is absent.
    package func decides(_ request: Request) throws(People.Failure) -> Bool {
        guard request.requester.person != actor.person else { return false }
        if case .publication = request.kind { return try mayPublish(request.authority ?? .admin) }
        return try mayDecide(about: request.member, authority: request.authority)
    }

    /// Whether a request that was decided is of those that the actor could have been asked.
    package func maySee(decided request: Request) throws(People.Failure) -> Bool {
        if case .publication = request.kind { return try mayPublish(request.authority ?? .admin) }
        if try mayDecide(about: request.member) { return true }
        return try absentee(for: request) != nil
    }

    /// The member, or whoever could approve: where nobody need approve, only the member.
    package func mayCancel(_ request: Request) throws(People.Failure) -> Bool {
        if let member = request.member, actor.member == member { return true }
        guard request.authority != nil else { return false }
        return try mayDecide(request)
    }

    /// Managers of the team and above hand over, never to themselves.
    package func mayFulfil(_ request: Request) throws(People.Failure) -> Bool {
        if try mayDecide(about: request.member) { return true }
        return try isDeputy(about: request) { rights throws(People.Failure) in try rights.mayDecide(about: request.member) } != nil
    }

    // MARK: Publishing

    /// Whether the actor may publish, or second, what needs this role.
    package func mayPublish(_ needs: Role) throws(People.Failure) -> Bool { try isAtLeast(max(needs, .manager)) }

    // MARK: People

    /// Somebody new stands below who adds them, in a team that they lead.
    package func mayAdd(_ role: Role, to team: TeamID?) throws(People.Failure) -> Bool {
        guard actor.isPerson else { return true }
        guard try standsAbove(role) else { return false }
        return try mayPlace(in: team)
    }

    /// Whether the actor may change somebody else: only who stands below, in the teams that they lead; administrators each other.
    package func mayChange(_ member: Member) throws(People.Failure) -> Bool {
        guard actor.isPerson else { return true }
        guard actor.member != member.id, try standsAbove(member.role) else { return false }
        return try leads(member)
    }

    /// Whether the actor may have somebody forgotten who has left: administrators, and nobody of themselves.
    package func mayForget(_ member: Member) throws(People.Failure) -> Bool {
        guard actor.member != member.id else { return false }
        return try isAtLeast(.admin)
    }

    /// Why a change of a member is not permitted; nil: it is.
    ///
    /// - Parameter book: of oneself nothing may be changed that its rules read.
    package func refusal(of change: ChangeMember, to member: Member, under book: RuleBook) throws(People.Failure) -> Refusal? {
        guard actor.isPerson else { return nil }
        if actor.member == member.id {
            guard try isAtLeast(.manager) else { return Refusal(.notPermitted) }
            return refusal(ofOwn: change, member, book)
        }
        guard try mayChange(member) else { return Refusal(.notPermitted) }
        if let role = change.role, role != member.role, try !standsAbove(role) {
            return Refusal(.notPermitted, at: "/role", "nobody gives a role that is not below their own")
        }
        if let move = change.move, try !mayPlace(in: move.team) {
            return Refusal(.notPermitted, at: "/team", "a manager moves people within the teams that they lead")
        }
        return nil
    }

    private func refusal(ofOwn change: ChangeMember, _ member: Member, _ book: RuleBook) -> Refusal? {
        if let role = change.role, role != member.role { return Refusal(.notPermitted, at: "/role", "nobody changes their own role") }
        if let move = change.move, move.team != member.team(at: change.from ?? now) {
            return Refusal(.notPermitted, at: "/team", "nobody moves themselves to another team")
        }
        if change.left != nil || change.returns { return Refusal(.notPermitted, at: "/left", "nobody decides when they themselves leave") }
        if let name = change.name, name != member.name, book.readsOfMembers("name") {
            return Refusal(.notPermitted, at: "/name", "a rule reads it: somebody else has to change it")
        }
        if let attributes = change.attributes, attributes != member.attributes, book.readsOfMembers("attributes") {
            return Refusal(.notPermitted, at: "/attributes", "a rule reads them: somebody else has to change them")
        }
        return nil
    }

    private func standsAbove(_ other: Role) throws(People.Failure) -> Bool {
        guard let role = try role, role >= .manager else { return false }
        return role > other || role == .admin
    }

    /// A manager leaves nobody without a team: nobody would lead them.
    private func mayPlace(in team: TeamID?) throws(People.Failure) -> Bool {
        if try isAtLeast(.director) { return true }
        guard let team else { return false }
        return try leads(team)
    }
}
