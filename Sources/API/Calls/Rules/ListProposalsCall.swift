import JSON
import PointsEngine
import Store
import Web

/// `GET /rules/waiting`: drafts that wait for their second, one's own too, the newest first.
enum ListProposalsCall {
    static let endpoint = Endpoint(
        .get, "/rules/waiting", .atLeast(.manager, .read),
        "Drafts of publications that wait for their second, the newest first.",
        gives: .json(.page([
            "id": .text, "by": .orNull("Named"), "requested": .instant, "reason": .orNull(.text), "version": .text, "effective": .orNull(.instant),
            "needs": "Role", "changes": .list("RuleChange"), "may": .flag,
        ]))
    ) { call in
        let rights = call.directory.rights(of: call.caller, at: call.now), people = PersonView(directory: call.directory, now: call.now)
        call.read { reader in
            var filter = RequestFilter()
            (filter.kind, filter.states, filter.limit) = ("publication", [.requested], 50)
            let waiting = try reader.requests(filter).compactMap { request in try reader.proposal(request.id).map { (request, $0) } }
            return .json { writer in
                writer.page(waiting) { writer, item in
                    let (request, proposal) = item
                    writer.object { writer in
                        writer.member("id", request.id.inPath)
                        writer.key("by")
                        people.actor(request.requester, to: &writer)
                        writer.member("requested", request.created.rfc3339)
                        writer.member("reason", orNull: proposal.reason)
                        writer.member("version", proposal.version)
                        writer.member("effective", orNull: proposal.effective)
                        writer.member("needs", proposal.needs.rawValue)
                        writer.member("changes", ProposalView.json(proposal.changes))
                        writer.member("may", rights.mayDecide(request))
                    }
                }
            }
        }
    }
}
