import Identity
import JSON
import Periods
import PointsEngine
import Web

/// `GET /teams`: the tree of teams, which everyone needs for the names on boards.
enum ListTeams {
    static let endpoint = Endpoint(.signedIn()) { call in
        let view = TeamView(call.directory, at: call.now)
        let teams = call.directory.teams.values.sorted { $0.id < $1.id }
        call.reply.answer(.json { $0.page(teams) { view.write($1, to: &$0) } })
    }
}

/// `POST /teams`, `PATCH /teams/{id}`.
enum WriteTeams {
    static let create = Endpoint(.atLeast(.director, .writeMembers)) { call in
        let body = try call.body(knowing: ["id", "name", "parent"])
        guard let name = try body.localizedText("name") else { throw Problem.malformed("name is a text", at: "/name") }
        let id = TeamID(try body.optionalText("id", upTo: 128) ?? Slug.make(from: name))
        put(PutTeam(id: id, name: name, parent: try body.optionalText("parent", upTo: 128).map { TeamID($0) }), status: 201, call)
    }

    static let change = Endpoint(.atLeast(.director, .writeMembers)) { call in
        guard let known = call.directory.teams[TeamID(call.path("id"))] else { throw Problem.notFound }
        let body = try call.body(knowing: ["name", "parent"])
        let parent = body["parent"] == nil ? known.parent : try body.optionalText("parent", upTo: 128).map { TeamID($0) }
        put(PutTeam(id: known.id, name: try body.localizedText("name") ?? known.name, parent: parent, revision: try call.revision()), status: 200, call)
    }

    private static func put(_ put: PutTeam, status: Int, _ call: Call) {
        let view = TeamView(call.directory, at: call.now)
        call.carryOut(.putTeam(put)) { receipt in
            guard let team = receipt.team else { throw Problem(500, "internal") }
            // The same again is the same team, and 200 says so.
            return .json(receipt.isRepetition ? 200 : status, etag: team.revision) { view.write(team, to: &$0) }
        }
    }
}

struct TeamView: Sendable {
    private let heads: [TeamID: Int]
    private let languages: [String]

    init(_ directory: Directory, at now: Instant) {
        let teams = directory.members.values.filter { $0.isThere(at: now) }.flatMap { directory.lineage(of: $0.team(at: now)) }
        heads = Dictionary(teams.map { ($0, 1) }, uniquingKeysWith: +)
        languages = directory.programme.company.languages
    }

    func write(_ team: Team, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", team.id.text)
            writer.member("name", team.name.text(in: languages))
            writer.member("parent", orNull: team.parent?.text)
            writer.member("members", heads[team.id] ?? 0)
            writer.member("etag", "\(team.revision)")
        }
    }
}
