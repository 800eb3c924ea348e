import Identity
import JSON
import PointsEngine
import Store
import Web

/// `GET /redemptions`: one's own, or those of the teams that one leads, the latest first.
enum ListRedemptionsCall {
    static let endpoint = Endpoint(
        .get, "/redemptions", .signedIn(),
        "Redemptions, the latest first.",
        takes: Input(
            query: [
                Argument("member", .text, "an id, or me"), Argument("state", .words(["open"] + Request.State.allCases.map(\.rawValue)), "open: what is requested or approved"),
                Argument("team", .text, "and the teams inside it"),
            ] + .paging),
        gives: .json(.page("Redemption"))
    ) { call in
        var filter = RequestFilter()
        filter.kind = "redemption"
        filter.limit = try call.limit()
        filter.states = try states(call.query("state"))
        filter.before = try call.pageAfter.map(RequestFilter.Cursor.init(text:))
        let isMine = call.query("member") == "me" || (call.query("member") == nil && !call.visible.rights.leadsSomebody())
        if isMine {
            guard let me = call.caller.member else { return call.reply.answer(.json { $0.page([Request]()) { _, _ in } }) }
            filter.member = me
        } else if let id = call.query("member") {
            guard let member = call.directory.members[MemberID(id)] else { throw Problem.notFound }
            try call.require(call.visible.covers(member))
            filter.member = member.id
        }
        let view = RedemptionView(directory: call.directory, caller: call.caller, now: call.now)
        let team = call.query("team").map { TeamID($0) }, wanted = filter, visible = call.visible
        call.read { reader in
            let (requests, next) = try reader.requests(wanted) { view.isRead($0, by: visible, in: team) }
            return .json { $0.page(requests, next: next) { view.write($1, to: &$0) } }
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
    fileprivate func isRead(_ request: Request, by visible: VisibilityScope, in team: TeamID?) -> Bool {
        guard let member = request.member.flatMap({ directory.members[$0] }), visible.covers(member) else { return false }
        return team.map { directory.isIn($0, member.id, at: now) } ?? true
    }
}
