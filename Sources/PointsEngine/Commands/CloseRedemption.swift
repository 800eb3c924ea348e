import Identity

/// Fulfils a redemption, or cancels it.
///
/// Refusals of fulfilling: `not-found`, `not-permitted` (also where it is not approved), `already-decided`; of cancelling:
/// `not-found`, `not-permitted`, `not-cancellable`.
extension Draft {
    func fulfil(_ id: RequestID, _ comment: String?) throws -> Receipt {
        var request = try redemption(id)
        guard try rights.mayFulfil(request) else { throw Refusal(.notPermitted) }
        guard request.state != .fulfilled else { throw Refusal(.alreadyDecided) }
        guard request.state == .approved else { throw Refusal(.notPermitted) }
        request.step(to: .fulfilled, by: actor.text, at: now, comment: comment)
        overlay.changes.requests[id] = request
        return .request(request)
    }

    func cancel(_ id: RequestID, _ comment: String?) throws -> Receipt {
        var request = try redemption(id)
        guard try rights.mayCancel(request) else { throw Refusal(.notPermitted) }
        guard request.state == .requested || request.state == .approved else { throw Refusal(.notCancellable) }
        try reject(&request, to: .cancelled, comment: comment)
        overlay.changes.requests[id] = request
        return .request(request)
    }

    private func redemption(_ id: RequestID) throws -> Request {
        guard let request = try overlay.request(id), case .redemption = request.kind else { throw Refusal(.notFound) }
        return request
    }
}
