import Identity
import JSON
import Periods
import PointsEngine
import Store

/// What a node that follows would write and may not: which sessions were used, and what it noticed for the audit trail. Whoever leads does it.
struct NodeNotes: Sendable {
    enum Kind: String, Sendable {
        case session, token, screen
    }

    struct Use: Sendable {
        let kind: Kind
        let digest: Digest
        let last: LastUse

        func write(to database: Database) throws {
            switch kind {
            case .session: try database.sessions.touch(digest, last)
            case .token: try database.tokens.touch(digest, last)
            case .screen: try database.screens.touch(digest, last)
            }
        }
    }

    struct Line: Sendable {
        let note: Note
        let actor: Actor
        let address: String?
    }

    var uses: [Digest: Use] = [:]
    var lines: [Line] = []

    /// - Parameter reply: called once, on the writer's thread.
    func write(_ services: Services, _ reply: @escaping @Sendable ((any Error)?) -> Void) {
        for line in lines { services.runtime.write(line.note, by: line.actor, from: line.address, { _ in }, reply: { _ in }) }
        let uses = uses.values
        services.runtime.write(
            nil, by: .system,
            { database in for use in uses { try use.write(to: database) } },
            reply: { result in if case .failure(let error) = result { reply(error) } else { reply(nil) } })
    }
}

extension NodeNotes {
    var json: JSONValue {
        let uses = uses.values.map { use -> JSONValue in
            [
                "kind": .string(use.kind.rawValue), "digest": .string(use.digest.description), "at": .number(Decimal(use.last.at.microseconds)),
                "address": .string(use.last.address), "agent": .string(use.last.agent),
            ]
        }
        let lines = lines.map { line -> JSONValue in
            [
                "kind": .string(line.note.kind), "subject": line.note.subject.map(JSONValue.string) ?? .null, "detail": .object(line.note.detail),
                "actor": .string(line.actor.text), "address": line.address.map(JSONValue.string) ?? .null,
            ]
        }
        return ["uses": .array(uses), "lines": .array(lines)]
    }

    /// Nil: it is none of ours.
    init?(_ json: JSONValue) {
        guard let uses = json["uses"]?.array, let lines = json["lines"]?.array else { return nil }
        for value in uses {
            guard let kind = value["kind"]?.string.flatMap(Kind.init), let digest = value["digest"]?.string.flatMap({ Digest(hexadecimal: $0) }),
                let at = value["at"]?.int64, let address = value["address"]?.string, let agent = value["agent"]?.string
            else { return nil }
            self.uses[digest] = Use(kind: kind, digest: digest, last: LastUse(at: Instant(microseconds: at), address: address, agent: agent))
        }
        for value in lines {
            guard let kind = value["kind"]?.string, let detail = value["detail"]?.object, let actor = value["actor"]?.string.flatMap(Actor.init(text:)) else { return nil }
            self.lines.append(Line(note: Note(kind: kind, subject: value["subject"]?.string, detail: detail), actor: actor, address: value["address"]?.string))
        }
    }
}
