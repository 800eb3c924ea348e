import Identity
import JSON
import PointsEngine
import Web

/// `PATCH /teams/{id}`: another name, another place in the tree.
enum EditTeam {
    static let endpoint = Endpoint(.atLeast(.director, .writeMembers)) { call in
        guard let known = call.directory.teams[TeamID(call.path("id"))] else { throw Problem.notFound }
        let body = try call.body(knowing: ["name", "parent"])
        let parent = body["parent"] == nil ? known.parent : try body.optionalText("parent", upTo: 128).map { TeamID($0) }
        let put = PutTeam(id: known.id, name: try body.localizedText("name") ?? known.name, parent: parent, revision: try call.revision())
        CreateTeam.put(put, status: 200, call)
    }
}
