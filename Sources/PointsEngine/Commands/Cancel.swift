import Identity

/// Cancels a redemption: points and stock come back.
///
/// Refusals: `not-found`, `not-permitted`, `not-cancellable`.
package struct Cancel: RequestStep, Hashable {
    package static let name = "cancel"
    package static let group: AuditGroup? = .redemption

    package let id: RequestID
    package let comment: String?

    package init(_ id: RequestID, comment: String? = nil) {
        self.id = id
        self.comment = comment
    }

    package func carryOut(on draft: Draft) throws -> RequestReceipt {
        var request = try draft.redemption(id)
        guard try draft.rights.mayCancel(request) else { throw Refusal(.notPermitted) }
        guard request.state == .requested || request.state == .approved else { throw Refusal(.notCancellable) }
        try draft.reject(&request, to: .cancelled, comment: comment)
        draft.overlay.changes.requests[id] = request
        return RequestReceipt(request, .decided)
    }
}
