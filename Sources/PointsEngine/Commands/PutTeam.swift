import Identity

/// A new team, or a change of one; teams stay a tree.
///
/// Refusals: `malformed`, `unknown-team`, `conflict`, `stale`.
extension Draft {
    func put(_ put: PutTeam) throws -> Receipt {
        guard put.id.isWellFormed else { throw Refusal(.malformed, at: "/id", "1 to 128 bytes without control characters or / + ? # %") }
        let known = try overlay.team(put.id)
        var team = Team(id: put.id, name: put.name, parent: put.parent)
        if let known {
            if known.name == put.name, known.parent == put.parent { return .teamKnown(known) }
            guard let revision = put.revision else { throw Refusal(.conflict, at: "/id") }
            guard revision == known.revision else { throw Refusal(.stale) }
            team.revision = revision + 1
        } else if put.revision != nil {
            throw Refusal(.notFound)
        }
        if let parent = put.parent {
            guard try overlay.team(parent) != nil else { throw Refusal(.unknownTeam, at: "/parent") }
            let around = try overlay.lineage(of: parent)
            guard !around.contains(put.id), around.count < Team.maximumDepth else {
                throw Refusal(.malformed, at: "/parent", "a team cannot sit inside itself")
            }
        }
        overlay.changes.teams[put.id] = team
        return .team(team)
    }
}
