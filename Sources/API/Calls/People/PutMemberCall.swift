import Identity
import JSON
import PointsEngine
import Web

/// `POST /members`: somebody new. The same again is the same member; `defaults` names fields that hold only for somebody new.
enum PutMemberCall {
    static let endpoint = Endpoint(
        .post, "/members", .atLeast(.manager, .writeMembers),
        "A new member. What `defaults` names holds only for somebody new, and is not compared with what is recorded.",
        takes: Input(
            body: .json([
                "id": .text, "name": .text, "team?": .orNull(.text), "role?": .orNull("Role"), "joined?": .orNull(.moment), "attributes?": .orNull("Attributes"),
                "defaults?": .orNull(.list(.words(PutMember.Field.self))),
            ]), headers: [.idempotencyKey]),
        gives: .createdOrKnown("Member")
    ) { call in
        let body = try call.body()
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
