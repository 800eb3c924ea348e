import Identity
import JSON
import PointsEngine
import Store
import Web

/// `POST /redemptions`: a member redeems for themselves; the same `Idempotency-Key` again is the same redemption.
enum RedeemReward {
    static let endpoint = Endpoint(.signedIn(nil)) { call in
        guard let me = call.caller.member else { throw Problem.notPermitted }
        let body = try call.body(knowing: ["reward", "count"])
        let redeem = Redeem(
            id: RequestID("r-" + Digest(of: Array("\(me)/\(try call.idempotencyKey())".utf8)).description.prefix(20)), member: me,
            reward: try body.text("reward", upTo: 128), quantity: try body.optionalInteger("count") ?? 1)
        let view = RedemptionView(directory: call.directory, caller: call.caller, now: call.now)
        let reply = call.reply, runtime = call.site.services.runtime, now = call.now
        call.site.services.runtime.submit(
            .init([.redeem(redeem)], by: call.caller.actor, from: call.address) { replies in
                guard case .done(let receipt, _)? = replies.first, let (request, status) = receipt.request else {
                    return reply.answering { try (replies.first ?? .refused(Refusal(.overloaded))).fail() }
                }
                // What is left is told with the answer, so that the page need not ask again.
                let isTaken = runtime.readers.read { reader in
                    reply.answering {
                        var view = view
                        view.available = try reader.wallet(me).available(at: now)
                        return .json(status) { view.write(request, to: &$0) }
                    }
                }
                if !isTaken { reply.answer(.json(status) { view.write(request, to: &$0) }) }
            })
    }
}

/// `GET /redemptions`: one's own, or those of the teams that one leads.
enum ListRedemptions {
    static let endpoint = Endpoint(.signedIn()) { call in
        var filter = RequestFilter()
        filter.kind = "redemption"
        filter.limit = try call.number("limit", in: 1...500, default: 50)
        filter.states = try states(call.query("state"))
        filter.before = try call.query("after").map(RequestFilter.Cursor.init(text:))
        let isMine = call.query("member") == "me" || (call.query("member") == nil && call.caller.role == .rep)
        if isMine {
            guard let me = call.caller.member else { return call.reply.answer(.json { $0.page([Request]()) { _, _ in } }) }
            filter.member = me
        } else if let id = call.query("member") {
            guard let member = call.directory.members[MemberID(id)] else { throw Problem.notFound }
            try call.require(call.directory.maySee(member, call.caller, at: call.now))
            filter.member = member.id
        }
        let view = RedemptionView(directory: call.directory, caller: call.caller, now: call.now)
        let team = call.query("team").map { TeamID($0) }
        let wanted = filter
        call.read { reader in
            let requests = try reader.requests(wanted)
            let seen = requests.filter { view.mayRead($0, in: team) }
            let next = requests.count == wanted.limit ? requests.last.map { RequestFilter.Cursor(created: $0.created, id: $0.id).text } : nil
            return .json { $0.page(seen, next: next) { view.write($1, to: &$0) } }
        }
    }

    private static func states(_ text: String?) throws -> [Request.State] {
        switch text {
        case nil: return []
        case "open": return [.requested, .approved]
        case let text?:
            guard let state = Request.State(rawValue: text) else { throw Problem.malformed("state is open, requested, approved, fulfilled, rejected or cancelled", at: "state") }
            return [state]
        }
    }
}

extension RedemptionView {
    fileprivate func mayRead(_ request: Request, in team: TeamID?) -> Bool {
        guard let member = directory.members[request.member], directory.maySee(member, caller, at: now) else { return false }
        return team.map { directory.lineage(of: member.team(at: now)).contains($0) } ?? true
    }
}

/// `POST /redemptions/{id}/cancel`, `…/fulfil`.
enum CloseRedemption {
    static let cancel = Endpoint(.signedIn(nil)) { call in try close(call) { .cancel($0) } }
    static let fulfil = Endpoint(.atLeast(.manager)) { call in try close(call) { .fulfil($0) } }

    private static func close(_ call: Call, _ command: (RequestID) -> Command) throws {
        guard let id = RequestID(inPath: call.path("id")) else { throw Problem.notFound }
        let view = RedemptionView(directory: call.directory, caller: call.caller, now: call.now)
        call.carryOut(command(id)) { receipt in
            guard let (request, _) = receipt.request else { throw Problem(500, "internal") }
            return .json { view.write(request, to: &$0) }
        }
    }
}
