import Identity
import JSON
import Periods
import PointsEngine
import Projection

/// People as they stand beside other things: `{id, name}`, with or without the team.
struct PersonView: Sendable {
    let directory: Directory
    let now: Instant

    func write(_ id: MemberID, to writer: inout JSONWriter, withTeam: Bool = false) {
        let member = directory.members[id]
        writer.object { writer in
            writer.member("id", id.text)
            writer.member("name", member?.name ?? id.text)
            writer.member("picture", ifPresent: member?.picture?.path)
            if withTeam { team(member?.team(at: now), "team", &writer) }
        }
    }

    func team(_ id: TeamID?, _ key: String, _ writer: inout JSONWriter) {
        guard let id else { return writer.member(key, JSONValue.null) }
        writer.object(key) { writer in
            writer.member("id", id.text)
            writer.member("name", name(of: id))
        }
    }

    func name(of team: TeamID) -> String { directory.teams[team]?.name.text(in: directory.languages) ?? team.text }

    /// Who acted: a person, an account, an integration; null for the engine itself.
    func actor(_ actor: Actor?, to writer: inout JSONWriter) {
        switch actor {
        case .member(let id): write(id, to: &writer)
        case .account(let name, _), .token(let name): named(name, &writer)
        case .administrator: named("administrator", &writer)
        case .system, nil: writer.null()
        }
    }

    private func named(_ name: String, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", name)
            writer.member("name", name)
        }
    }
}
