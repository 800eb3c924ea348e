import Identity
import JSON
import Periods
import PointsEngine
import Store
import Web

/// `GET /approvals`: what the reader may decide, the newest first; `state=decided` shows what was.
enum ListApprovals {
    static let endpoint = Endpoint(.atLeast(.manager, .read)) { call in
        var filter = RequestFilter()
        filter.limit = try call.number("limit", in: 1...500, default: 50)
        filter.before = try call.query("after").map(RequestFilter.Cursor.init(text:))
        filter.kind = try call.query("kind").map { kind in
            guard ["held", "redemption", "adjustment", "target"].contains(kind) else { throw Problem.malformed("kind is held, redemption, adjustment or target", at: "kind") }
            return kind == "held" ? "hold" : kind
        }
        let isPast = call.query("state") == "decided"
        filter.states = isPast ? [.approved, .done, .fulfilled, .rejected] : [.requested]
        let view = ApprovalView(directory: call.directory, caller: call.caller, now: call.now)
        let rights = RequestRights(directory: call.directory, caller: call.caller, now: call.now)
        let wanted = filter, calendar = call.directory.programme.calendar, now = call.now
        call.read { reader in
            let requests = try reader.requests(wanted)
            let seen = requests.filter { isPast ? $0.authority != nil && rights.mayDecide(about: $0.member, authority: nil) : rights.mayDecide($0) }
            let next = requests.count == wanted.limit ? requests.last.map { RequestFilter.Cursor(created: $0.created, id: $0.id).text } : nil
            return try .json { writer in
                try writer.page(seen, next: next) { writer, request in
                    view.write(request, try ApprovalView.Facts(request, reader, calendar, at: now), to: &writer)
                }
            }
        }
    }
}

/// `POST /approvals/{id}`: yes or no; a no says why.
enum DecideApproval {
    static let endpoint = Endpoint(.atLeast(.manager)) { call in
        guard let id = RequestID(inPath: call.path("id")) else { throw Problem.notFound }
        let body = try call.body(knowing: ["approve", "comment"])
        guard let approve = body["approve"]?.bool else { throw Problem.malformed("approve is true or false", at: "/approve") }
        let comment = try body.optionalText("comment", upTo: 1_000)
        if !approve, comment == nil { throw Problem.malformed("a no says why", at: "/comment") }
        let view = ApprovalView(directory: call.directory, caller: call.caller, now: call.now)
        let reply = call.reply, runtime = call.site.services.runtime, calendar = call.directory.programme.calendar, now = call.now
        runtime.submit(
            .init([.decide(RequestDecision(id: id, approve: approve, comment: comment))], by: call.caller.actor, from: call.address) { replies in
                guard case .done(.request(let request), _)? = replies.first else {
                    return reply.answering { try (replies.first ?? .refused(Refusal(.overloaded))).fail() }
                }
                let isTaken = runtime.readers.read { reader in
                    reply.answering { try .json { view.write(request, try ApprovalView.Facts(request, reader, calendar, at: now), to: &$0) } }
                }
                if !isTaken { reply.answer(.json { view.write(request, ApprovalView.Facts(), to: &$0) }) }
            })
    }
}

/// `POST /adjustments`: points by hand, with a reason; above one's authority it waits for somebody who has it.
enum AdjustPoints {
    static let endpoint = Endpoint(.atLeast(.manager)) { call in
        let body = try call.body(knowing: ["member", "points", "reason"])
        let key = Digest(of: Array("\(call.caller.actor.text)/\(try call.idempotencyKey())".utf8)).description.prefix(20)
        let adjustment = Adjust(
            id: RequestID("a-" + key), member: MemberID(try body.text("member", upTo: 128)), points: try body.integer("points"),
            reason: try body.text("reason", upTo: 500))
        call.carryOut(.adjust(adjustment)) { receipt in
            guard let (request, status) = receipt.request else { throw Problem(500, "internal") }
            return .json(status) { writer in
                writer.object { writer in
                    writer.member("id", request.id.inPath)
                    writer.member("state", request.state.rawValue)
                    writer.member("points", request.points)
                    writer.member("entry", orNull: request.entry)
                }
            }
        }
    }
}
