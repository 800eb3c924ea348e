import Identity
import JSON
import PointsEngine
import Web

/// `PATCH /members/{id}`: a name, a role, a move to another team, leaving and coming back. What is as it was is no change, so that
/// a form may send everything that it shows.
enum ChangeMemberCall {
    static let endpoint = Endpoint(
        .patch, "/members/{id}", .atLeast(.manager, .writeMembers),
        "Rename, move to another team, change the role, let leave: from `at` on, or at once.",
        takes: Input(
            body: .json([
                "name?": .orNull(.text), "team?": .orNull(.text), "role?": .orNull("Role"), "left?": .orNull(.moment), "at?": .orNull(.moment),
                "attributes?": .orNull("Attributes"),
            ]), headers: [.ifMatchWhereKnown]),
        gives: .json("Member")
    ) { call in
        let member = try call.member(), rights = MemberRights(call.caller)
        try call.require(rights.reaches(member.role))
        let change = try read(try call.body(), member, call)
        if let role = change.role { try call.require(rights.reaches(role)) }
        guard member.role == .admin, change.role != nil || change.left != nil else { return carryOut(change, call) }
        let last = LastAdministrator(call, without: member.id)
        call.when({ try last.check($0.accounts) }) { carryOut(change, call) }
    }

    private static func carryOut(_ change: ChangeMember, _ call: Call) {
        let caller = call.caller, clock = call.site.services.clock
        call.carryOut(change, reading: { receipt, directory, reader in
            let (member, status) = receipt.answer(200)
            // A move without a date counts from the instant of the command, which is later than that of the request.
            let now = clock()
            let available = directory.visibility(of: caller, at: now).covers(member) ? try reader.wallet(member.id).available(at: now) : nil
            return .json(status, etag: member.revision) { MemberView(directory: directory, caller: caller, now: now).write(member, available: available, withStays: true, to: &$0) }
        })
    }

    private static func read(_ body: JSONObject, _ member: Member, _ call: Call) throws -> ChangeMember {
        let calendar = call.directory.programme.calendar
        var change = ChangeMember(id: member.id)
        change.name = try body.optionalText("name")
        change.role = try body.word("role").flatMap { $0 == member.role ? nil : $0 }
        change.attributes = try body.object("attributes")
        change.from = try body.moment("at", calendar)
        if body["team"] != nil {
            let team = try body.optionalText("team", upTo: 128).map { TeamID($0) }
            if team != member.team(at: change.from ?? call.now) { change.move = ChangeMember.Move(team: team) }
        }
        if let left = body["left"] {
            if left.isNull { change.returns = true } else { change.left = try body.moment("left", calendar) }
        }
        change.revision = try call.revisionWhereKnown()
        return change
    }
}
