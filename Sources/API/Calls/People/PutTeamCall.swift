import Identity
import JSON
import PointsEngine
import Web

/// A team, new or changed.
enum PutTeamCall {
    /// `POST /teams`: perhaps inside another. The same again is the same team; `defaults` names fields that hold only for a new one.
    static let new = Endpoint(
        .post, "/teams", .atLeast(.director, .writeMembers), "A new team. What `defaults` names holds only for a new one.",
        takes: Input(
            body: .json([
                "id?": .orNull(.text), "name": "Words", "parent?": .orNull(.text), "defaults?": .orNull(.list(.words(PutTeam.Field.self))),
            ]), headers: [.idempotencyKey]),
        gives: .createdOrKnown("Team")
    ) { call in
        let body = try call.body()
        guard let name = try body.localizedText("name") else { throw Problem.malformed("name is a text", at: "/name") }
        let id = TeamID(try body.optionalText("id", upTo: 128) ?? Slug.make(from: name, call))
        let parent = try body.optionalText("parent", upTo: 128).map { TeamID($0) }
        put(PutTeam(id: id, name: name, parent: parent, defaults: try body.words("defaults")), status: 201, call)
    }

    /// `PATCH /teams/{id}`: another name, another place in the tree.
    static let change = Endpoint(
        .patch, "/teams/{id}", .atLeast(.director, .writeMembers), "Rename a team, or move it.",
        takes: Input(body: .json(["name?": .orNull("Words"), "parent?": .orNull(.text)]), headers: [.ifMatch]), gives: .json("Team")
    ) { call in
        guard let known = call.directory.teams[TeamID(call.path("id"))] else { throw Problem.notFound }
        let body = try call.body()
        let parent = body["parent"] == nil ? known.parent : try body.optionalText("parent", upTo: 128).map { TeamID($0) }
        put(PutTeam(id: known.id, name: try body.localizedText("name") ?? known.name, parent: parent, revision: try call.revision()), status: 200, call)
    }

    private static func put(_ put: PutTeam, status: Int, _ call: Call) {
        let now = call.now, language = call.language
        call.carryOut(put) { receipt, directory in
            let (team, status) = receipt.answer(status)
            return .json(status, etag: team.revision) { TeamView(directory, in: language, at: now).write(team, to: &$0) }
        }
    }
}
