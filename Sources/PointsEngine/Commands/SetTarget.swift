import Identity
import JSON
import Periods

/// Sets a target. The first value is agreed by who leads the member; a change is a request that somebody else approves.
///
/// Refusals: `conflict`, `unknown-member`, `unknown-team`, `not-permitted`, `malformed`, `bad-quantity`, `bad-time`.
extension Draft {
    func set(_ set: SetTarget) throws -> Receipt {
        try checkName(set.id)
        if let known = try overlay.request(set.id) {
            guard known.kind == .target(set.key, value: set.value), known.requester == actor.text else { throw Refusal(.conflict, at: "/id", "another change of a target was asked for under this id") }
            return .repeated(known)
        }
        guard set.value > .zero, set.value.fixed4 != nil else { throw Refusal(.badQuantity, at: "/value", "more than 0, four fraction digits") }
        guard programme.book.set(at: now).metric(set.key.metric) != nil else { throw Refusal(.malformed, at: "/metric", "no such metric") }
        guard calendar.period(key: set.key.period) != nil else { throw Refusal(.badTime, at: "/period") }
        let beneficiary = try beneficiary(of: set.key)
        let known = try overlay.target(set.key)
        var request = Request(
            id: set.id, kind: .target(set.key, value: set.value), member: beneficiary, requester: actor.text, points: 0,
            authority: known == nil ? nil : .director, state: .requested, created: now)
        request.step(to: .requested, by: actor.text, at: now, comment: set.reason)
        let role = try role()
        if known == nil || role > .director || known?.value == set.value {
            try keepTarget(set.key, set.value)
            request.step(to: .done, by: actor.text, at: now)
        }
        overlay.changes.requests[set.id] = request
        return .asked(request)
    }

    func keepTarget(_ key: TargetKey, _ value: Decimal) throws {
        let known = try overlay.target(key)
        let target = Target(value: value, reached: known?.reached ?? [], revision: (known?.revision ?? 0) + 1)
        overlay.changes.targets[key] = target
        try noteReached(key, target)
    }

    /// Whom the target is about; a team's target is about nobody in particular.
    private func beneficiary(of key: TargetKey) throws -> MemberID {
        switch key.owner {
        case .member(let id):
            _ = try member(id)
            guard try mayDecide(about: id, authority: nil) else { throw Refusal(.notPermitted) }
            return id
        case .team(let id):
            guard try overlay.team(id) != nil else { throw Refusal(.unknownTeam, at: "/team") }
            guard try leads(id) else { throw Refusal(.notPermitted) }
            return MemberID("")
        }
    }

    /// Whether the actor may set targets of a team: a manager those of the team they are in, and of the teams inside it.
    private func leads(_ team: TeamID) throws -> Bool {
        let role = try role()
        guard role == .manager, let actor = actor.member else { return role > .manager }
        guard let own = try member(actor).team(at: now) else { return false }
        return try overlay.lineage(of: team).contains(own)
    }
}
