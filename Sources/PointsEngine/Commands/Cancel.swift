import Identity
import JSON

/// Cancels a redemption: points and stock come back.
///
/// Refusals: `not-found`, `not-permitted`, `not-cancellable`.
package struct Cancel: Command, Hashable {
    package static let name = "cancel"
    package static let group: AuditGroup? = .redemption

    package let id: RequestID
    package let comment: String?

    package init(_ id: RequestID, comment: String? = nil) {
        self.id = id
        self.comment = comment
    }

    package var subject: String? { id.text }
    package func write(to writer: inout JSONWriter) { writer.member("comment", ifPresent: comment) }

    package init(from stored: StoredCommand) throws {
        self.init(RequestID(try stored.subject), comment: try stored.fields.optionalText("comment"))
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
