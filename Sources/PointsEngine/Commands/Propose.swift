import Identity

/// Keeps a draft of a publication until somebody else seconds it (points.md, "Publishing"): `publish` with its id does, and
/// `decide` refuses it.
///
/// Refusals: `conflict`, `not-permitted`.
extension Draft {
    func propose(_ proposal: Proposal) throws -> Receipt {
        if let known = try overlay.request(proposal.id) {
            guard known.kind == .publication(version: proposal.version), known.requester == actor.text else { throw Refusal(.conflict, at: "/id") }
            return .repeated(known)
        }
        guard try rights.mayPublish(proposal.needs) else { throw Refusal(.notPermitted) }
        // It is about nobody in particular.
        var request = Request(
            id: proposal.id, kind: .publication(version: proposal.version), member: MemberID(""), requester: actor.text, points: 0,
            authority: proposal.needs, state: .requested, created: now)
        request.step(to: .requested, by: actor.text, at: now, comment: proposal.reason)
        overlay.changes.requests[proposal.id] = request
        return .asked(request)
    }

    /// Whether the actor may put it in force, by the right that it names. A draft that is seconded is decided herewith.
    ///
    /// - Parameter state: what becomes of the draft.
    func take(_ warrant: Warrant, for version: String, to state: Request.State) throws {
        switch warrant {
        case .owner:
            guard !actor.isPerson else { throw Refusal(.notPermitted) }
        case .unseconded(let needs):
            guard try !company.publishing.needsSecond && rights.mayPublish(needs) else { throw Refusal(.notPermitted) }
        case .onlyAdministrator:
            guard try rights.role == .admin else { throw Refusal(.notPermitted) }
        case .seconded(let id, let comment):
            guard var request = try overlay.request(id), request.kind == .publication(version: version) else { throw Refusal(.notFound) }
            let isUnderWay = programme.announced?.warrant == warrant && request.state == .approved
            guard try isUnderWay || rights.mayDecide(request) else { throw Refusal(.notPermitted) }
            guard isUnderWay || request.isOpen else { throw Refusal(.alreadyDecided) }
            request.step(to: state, by: actor.text, at: now, comment: isUnderWay ? nil : comment)
            overlay.changes.requests[id] = request
        }
    }
}
