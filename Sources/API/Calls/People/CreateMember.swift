import Identity
import JSON
import PointsEngine
import Web

/// `POST /members`: somebody new. The same again is the same member; `defaults` names fields that hold only for somebody new.
enum CreateMember {
    static let endpoint = Endpoint(.atLeast(.manager, .writeMembers)) { call in
        let body = try call.body(knowing: ["id", "name", "team", "role", "joined", "attributes", "defaults"])
        let role: Role = try body.word("role") ?? .rep
        let team = try body.optionalText("team", upTo: 128).map { TeamID($0) }
        let member = PutMember(
            id: MemberID(try body.text("id", upTo: 128)), name: try body.text("name"), team: team, role: role,
            joined: try body.moment("joined", call.directory.programme.calendar), attributes: try body.object("attributes") ?? JSONObject(),
            defaults: try body.words("defaults"))
        try call.require(MemberRights(call.caller).reaches(role))
        let caller = call.caller, now = call.now
        call.carryOut(member) { receipt, directory in
            let (member, status) = receipt.answer(201)
            return .json(status, etag: member.revision) { MemberView(directory: directory, caller: caller, now: now).write(member, available: nil, to: &$0) }
        }
    }
}
