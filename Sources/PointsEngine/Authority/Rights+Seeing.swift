import Identity

/// Whose affairs somebody may look into: points, statements, requests, targets, activities.
extension Rights {
    /// Whether the actor leads anybody: managers and above. They see drafts of rules, what is archived, and what a quiet board hides.
    package func leadsSomebody() throws(People.Failure) -> Bool { try isAtLeast(.manager) }

    /// Whether everybody's affairs are open to the actor: to those above managers, the owner, and integrations.
    package func seesEveryone() throws(People.Failure) -> Bool { try isAtLeast(.director) }

    /// What is a member's own is seen by the member, by the managers of the team they are in and of the teams around it, and by
    /// everyone above managers.
    package func maySee(_ member: Member) throws(People.Failure) -> Bool {
        if actor.member == member.id { return true }
        return try leads(member)
    }

    /// What is a team's own, its targets and its boards, is seen by all in it and in the teams inside it, and by whoever leads anybody.
    package func maySee(_ team: TeamID) throws(People.Failure) -> Bool {
        if try leadsSomebody() { return true }
        guard let id = actor.member, let own = try people.member(id)?.team(at: now) else { return false }
        return try people.lineage(of: own).contains(team)
    }

    /// Whose request it is, whoever asked for it, and those who see the member whom it is about. Drafts of rules concern everybody, and
    /// stand in every manager's queue.
    package func maySee(_ request: Request) throws(People.Failure) -> Bool {
        if try seesEveryone() || request.requester == actor { return true }
        if let member = request.member, actor.member == member { return true }
        if case .publication = request.kind { return true }
        if let id = request.member, let member = try people.member(id), try maySee(member) { return true }
        return try absentee(for: request) != nil
    }

    /// Whether there is anything about a member that the actor may change: of others what they may change, of themselves what no rule
    /// reads.
    package func mayEdit(_ member: Member) throws(People.Failure) -> Bool {
        if actor.member == member.id { return try leadsSomebody() }
        return try mayChange(member)
    }
}
