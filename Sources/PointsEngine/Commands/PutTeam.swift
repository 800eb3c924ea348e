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
            let differences = put.differences(from: known)
            if differences.isEmpty { return .teamKnown(known) }
            guard let revision = put.revision else { throw Refusal(conflictOver: differences) }
            guard revision == known.revision else { throw Refusal(.stale) }
            team.revision = revision + 1
        } else if put.revision != nil {
            throw Refusal(.notFound)
        }
        if let parent = put.parent {
            guard parent != put.id else { throw Self.inItself }
            guard try overlay.team(parent) != nil else { throw Refusal(.unknownTeam, at: "/parent") }
            let around = try overlay.lineage(of: parent)
            guard !around.contains(put.id) else { throw Self.inItself }
            guard around.count < Team.maximumDepth else {
                throw Refusal(.malformed, at: "/parent", "teams sit at most \(Team.maximumDepth) deep inside each other")
            }
        }
        overlay.changes.teams[put.id] = team
        return .team(team)
    }

    private static var inItself: Refusal { Refusal(.malformed, at: "/parent", "a team cannot sit inside itself") }
}

extension PutTeam {
    /// What it says that is recorded otherwise.
    fileprivate func differences(from known: Team) -> [FieldDifference] {
        var differences: [FieldDifference] = []
        if !defaults.contains(.name), known.name != name {
            differences.append(FieldDifference("/name", recorded: known.name.text(in: []), given: name.text(in: [])))
        }
        if !defaults.contains(.parent), known.parent != parent {
            differences.append(FieldDifference("/parent", recorded: known.parent?.text, given: parent?.text))
        }
        return differences
    }
}
