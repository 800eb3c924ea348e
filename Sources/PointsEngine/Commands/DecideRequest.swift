import Identity
import Ledger
import Periods
import RuleEngine

/// An approver's yes or no about a held award, a redemption, an adjustment or a change of a target (points.md,
/// "Approvals").
///
/// Refusals: `not-found`, `not-permitted`, `already-decided` (said only to those who could have decided), `member-left`.
extension Draft {
    func decideRequest(_ decision: RequestDecision) throws -> Receipt {
        guard var request = try overlay.request(decision.id) else { throw Refusal(.notFound) }
        guard try rights.mayDecide(request) else { throw Refusal(.notPermitted) }
        guard request.isOpen else { throw Refusal(.alreadyDecided) }
        if decision.approve {
            try approve(&request, comment: decision.comment)
        } else {
            try reject(&request, to: .rejected, comment: decision.comment)
        }
        overlay.changes.requests[request.id] = request
        return .request(request)
    }

    private func approve(_ request: inout Request, comment: String?) throws {
        switch request.kind {
        case .redemption:
            request.step(to: .approved, by: actor.text, at: now, comment: comment)
        case .hold(let activity, let rule):
            request.entry = try postHeld(rule, of: activity, for: request.member)
            try account(of: request.member) { [points = request.points] in try $0.hold(-points) }
            request.step(to: .approved, by: actor.text, at: now, comment: comment)
        case .adjustment:
            try carryOutAdjustment(&request)
            request.step(to: .done, by: actor.text, at: now, comment: comment)
        case .target(let key, let value):
            try keepTarget(key, value)
            request.step(to: .done, by: actor.text, at: now, comment: comment)
        case .publication:
            // What it says comes with `publish`, which seconds it.
            throw Refusal(.malformed, at: nil, "a publication is seconded by publishing it")
        }
    }

    /// Rejecting and cancelling give back what was set aside.
    func reject(_ request: inout Request, to state: Request.State, comment: String?) throws {
        switch request.kind {
        case .redemption(let reward, let quantity, let takes):
            try refund(request, reward: reward, quantity: quantity, takes: takes)
        case .hold(let activity, let rule):
            guard let recorded = try overlay.recorded(activity), let line = heldLine(rule, for: request.member, in: recorded) else {
                throw Refusal(.notFound)
            }
            try account(of: request.member) { [points = request.points] in try $0.hold(-points) }
            try giveBackCounters(line, recorded, on: calendar.day(of: recorded.decision.judgedAs), always: true)
        case .adjustment, .target, .publication:
            break
        }
        request.step(to: state, by: actor.text, at: now, comment: comment)
    }

    private func postHeld(_ rule: String, of activity: ActivityKey, for member: MemberID) throws -> Int64? {
        guard let recorded = try overlay.recorded(activity), var line = heldLine(rule, for: member, in: recorded) else {
            throw Refusal(.notFound)
        }
        try post(&line, activity, judgedAs: recorded.decision.judgedAs, version: recorded.decision.version,
            chain: recorded.decision.chains.first(rule, member))
        return line.entry
    }

    private func heldLine(_ rule: String, for member: MemberID, in recorded: Recorded) -> DecisionLine? {
        recorded.decision.lines.first { $0.rule == rule && $0.member == member }
    }
}
