import Identity
import JSON
import PointsEngine
import Web

/// `POST /teams`: a new team, perhaps inside another. The same again is the same team; `defaults` names fields that hold only for a
/// new one.
enum CreateTeam {
    static let endpoint = Endpoint(.atLeast(.director, .writeMembers)) { call in
        let body = try call.body(knowing: ["id", "name", "parent", "defaults"])
        guard let name = try body.localizedText("name") else { throw Problem.malformed("name is a text", at: "/name") }
        let id = TeamID(try body.optionalText("id", upTo: 128) ?? Slug.make(from: name, call))
        let parent = try body.optionalText("parent", upTo: 128).map { TeamID($0) }
        put(PutTeam(id: id, name: name, parent: parent, defaults: try body.words("defaults")), status: 201, call)
    }

    /// Puts a team, new or changed, and answers with it.
    static func put(_ put: PutTeam, status: Int, _ call: Call) {
        let now = call.now
        call.carryOut(put) { receipt, directory in
            let (team, status) = receipt.answer(status)
            return .json(status, etag: team.revision) { TeamView(directory, at: now).write(team, to: &$0) }
        }
    }
}
