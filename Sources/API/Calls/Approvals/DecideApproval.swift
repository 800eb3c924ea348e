import Identity
import JSON
import PointsEngine
import Web

/// `POST /approvals/{id}`: yes or no; a no says why.
enum DecideApproval {
    static let endpoint = Endpoint(.atLeast(.manager)) { call in
        guard let id = RequestID(inPath: call.path("id")) else { throw Problem.notFound }
        let body = try call.body(knowing: ["approve", "comment"])
        guard let approve = try body.optionalFlag("approve") else { throw Problem.malformed("approve is true or false", at: "/approve") }
        let comment = try body.optionalText("comment", upTo: 1_000)
        if !approve, comment == nil { throw Problem.malformed("a no says why", at: "/comment") }
        let caller = call.caller, now = call.now
        call.carryOut(.decide(RequestDecision(id: id, approve: approve, comment: comment)), reading: { receipt, directory, reader in
            let (request, status) = try receipt.request()
            let view = ApprovalView(directory: directory, caller: caller, now: now)
            return try .json(status) { view.write(request, try ApprovalView.Facts(request, reader, directory.programme.calendar, at: now), to: &$0) }
        })
    }
}
