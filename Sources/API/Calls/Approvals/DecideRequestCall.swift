import Identity
import Installation
import JSON
import PointsEngine
import Store
import Web

/// `POST /approvals/{id}`: yes or no; a no says why. A yes to a publication puts it in force, as it was drafted.
enum DecideRequestCall {
    static let endpoint = Endpoint(
        .post, "/approvals/{id}", .atLeast(.manager),
        "Decide; a rejection needs a comment. A yes to a publication puts it in force.",
        takes: .body(["approve": .flag, "comment?": .orNull(.text)]),
        gives: .json("Approval")
    ) { call in
        guard let id = RequestID(inPath: call.path("id")) else { throw Problem.notFound }
        let body = try call.body()
        guard let approve = try body.optionalFlag("approve") else { throw Problem.malformed("approve is true or false", at: "/approve") }
        let comment = try body.optionalText("comment", upTo: 1_000)
        if !approve, comment == nil { throw Problem.malformed("a no says why", at: "/comment") }
        if approve, id.text.hasPrefix(Proposal.idPrefix) { return try second(id, comment, call) }
        let caller = call.caller, now = call.now
        try call.whenSeen(id) {
            call.carryOut(DecideRequest(id: id, approve: approve, comment: comment), reading: { receipt, directory, reader in
                let (request, status) = receipt.answer
                let view = ApprovalView(directory: directory, caller: caller, now: now)
                return try .json(status) { view.write(request, try ApprovalView.Facts(request, reader, directory.programme.calendar, at: now), to: &$0) }
            })
        }
    }.takingTime()

    /// Seconding takes as long as publishing does.
    private static func second(_ id: RequestID, _ comment: String?, _ call: Call) throws {
        let services = call.site.services, directory = call.directory, caller = call.caller, now = call.now, address = call.address
        try LongWork.begin(call) { work in
            let reader = try services.runtime.readers.own()
            guard let proposal = try reader.proposal(id), let request = try reader.request(id) else { throw Problem.notFound }
            let rights = directory.rights(of: caller, at: now)
            // A token is no second person; nor is who made the token that drafted it.
            guard caller.token == nil, rights.mayDecide(request), try request.drafter(reader) != caller.actor.person else { throw Problem.notPermitted }
            guard request.isOpen else { throw Problem(.alreadyDecided) }
            let publisher = Publishing.Publisher(caller.actor, isOnlyAdministrator: false, from: address)
            _ = try Publishing(services.runtime, zones: services.zones) { work.isStopping }
                .second(proposal, comment: comment, by: publisher, at: services.clock())
            guard let decided = try reader.request(id) else { throw Problem.notFound }
            let view = ApprovalView(directory: directory, caller: caller, now: now)
            return try .json { view.write(decided, try ApprovalView.Facts(decided, reader, directory.programme.calendar, at: now), to: &$0) }
        }
    }
}

extension Request {
    /// The person behind who asked: of a token the one who made it.
    fileprivate func drafter(_ reader: Reader) throws -> String? {
        guard case .token(let name) = requester else { return requester.person }
        return try reader.maker(ofToken: name)?.person
    }
}
