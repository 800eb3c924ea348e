import Identity
import JSON
import PointsEngine
import Store
import Web

/// `GET /approvals`: what the reader may decide, the newest first; `state=decided` shows what was.
enum ListApprovalsCall {
    static let endpoint = Endpoint(
        .get, "/approvals", .atLeast(.manager, .read),
        "What the reader may decide; with state=decided the past.",
        takes: Input(
            query: [Argument("kind", .words(Request.Kind.names)), Argument("state", .words(["open", "decided"]))] + .paging),
        gives: .json(.page("Approval"))
    ) { call in
        var filter = RequestFilter()
        filter.limit = try call.limit()
        filter.before = try call.pageAfter.map(RequestFilter.Cursor.init(text:))
        filter.kind = try kind(call.query("kind"))
        let isPast = try isPast(call.query("state"))
        filter.states = isPast ? [.approved, .done, .fulfilled, .rejected] : [.requested]
        let view = ApprovalView(directory: call.directory, caller: call.caller, now: call.now)
        let rights = call.directory.rights(of: call.caller, at: call.now)
        let places = isPast ? nil : call.site.projection.supposedPlaces()
        let wanted = filter, calendar = call.directory.programme.calendar, now = call.now
        call.read { reader in
            let (requests, next) = try reader.requests(wanted) {
                isPast ? $0.authority != nil && rights.maySee(decided: $0) : rights.mayDecide($0)
            }
            return try .json { writer in
                try writer.page(requests, next: next) { writer, request in
                    view.write(request, try ApprovalView.Facts(request, reader, calendar, places, at: now), to: &writer)
                }
            }
        }
    }

    private static func kind(_ text: String?) throws -> String? {
        guard let text, !Request.Kind.names.contains(text) else { return text }
        throw Problem.malformed("kind is one of \(Request.Kind.names.joined(separator: ", "))", at: "kind")
    }

    private static func isPast(_ text: String?) throws -> Bool {
        guard let text, text != "open" else { return false }
        guard text == "decided" else { throw Problem.malformed("state is open or decided", at: "state") }
        return true
    }
}
