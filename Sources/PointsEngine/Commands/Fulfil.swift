import Identity

/// The reward was handed over.
///
/// Refusals: `not-found`, `not-permitted` (also where it is not approved), `already-decided`.
package struct Fulfil: RequestStep, Hashable {
    package static let name = "fulfil"
    package static let group: AuditGroup? = .redemption

    package let id: RequestID
    package let comment: String?

    package init(_ id: RequestID, comment: String? = nil) {
        self.id = id
        self.comment = comment
    }

    package func carryOut(on draft: Draft) throws -> RequestReceipt {
        var request = try draft.redemption(id)
        guard try draft.rights.mayFulfil(request) else { throw Refusal(.notPermitted) }
        guard request.state != .fulfilled else { throw Refusal(.alreadyDecided) }
        guard request.state == .approved else { throw Refusal(.notPermitted) }
        request.step(to: .fulfilled, by: draft.actor, at: draft.now, comment: comment)
        draft.overlay.changes.requests[id] = request
        return RequestReceipt(request, .decided)
    }
}

extension Draft {
    func redemption(_ id: RequestID) throws -> Request {
        guard let request = try overlay.request(id), case .redemption = request.kind else { throw Refusal(.notFound) }
        return request
    }
}
