import Identity
import JSON

/// A new team, or a change of one; teams stay a tree.
///
/// Refusals: `malformed`, `unknown-team`, `conflict`, `stale`.
package struct PutTeam: Command, Hashable {
    package enum Field: String, Sendable, CaseIterable {
        case name, parent
    }

    package static let name = "put-team"
    package static let group: AuditGroup? = .team

    package let id: TeamID
    package let name: LocalizedText
    package let parent: TeamID?
    /// nil: it must be new, or the same.
    package let revision: Int64?
    /// Fields that hold only for a new team: a known one may have others.
    package let defaults: Set<Field>

    package init(id: TeamID, name: LocalizedText, parent: TeamID? = nil, revision: Int64? = nil, defaults: Set<Field> = []) {
        self.id = id
        self.name = name
        self.parent = parent
        self.revision = revision
        self.defaults = defaults
    }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        writer.member("name", name.stored)
        writer.member("parent", ifPresent: parent?.text)
        writer.member("revision", ifPresent: revision)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(
            id: TeamID(try stored.subject), name: try LocalizedText(stored: fields.object["name"], fields.place),
            parent: try fields.optionalText("parent").map { TeamID($0) }, revision: try fields.optionalInteger("revision"))
    }

    package func carryOut(on draft: Draft) throws -> Configured<Team> { try draft.put(self) }
}

extension Draft {
    fileprivate func put(_ put: PutTeam) throws -> Configured<Team> {
        guard put.id.isWellFormed else { throw Refusal(.malformed, at: "/id", "1 to 128 bytes without control characters or / + ? # %") }
        let known = try overlay.team(put.id)
        var team = Team(id: put.id, name: put.name, parent: put.parent)
        if let known {
            let differences = put.differences(from: known)
            if differences.isEmpty { return Configured(known, isRepetition: true) }
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
        return Configured(team)
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
