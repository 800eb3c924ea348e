import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// An approver's yes or no about a held award, a redemption, an adjustment or a change of a target (points.md,
/// "Approvals").
///
/// Refusals: `not-found`, `not-permitted`, `already-decided` (said only to those who could have decided), `member-left`.
package struct DecideRequest: Command, Hashable {
    package static let name = "decide"
    package static let group: AuditGroup? = .approval

    package let id: RequestID
    package let approve: Bool
    package let comment: String?

    package init(id: RequestID, approve: Bool, comment: String? = nil) {
        self.id = id
        self.approve = approve
        self.comment = comment
    }

    package var subject: String? { id.text }
    package static func shown(subject: String) -> String { RequestID(subject).shown }

    package func write(to writer: inout JSONWriter) {
        writer.member("approve", approve)
        writer.member("comment", ifPresent: comment)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(
            id: RequestID(try stored.subject), approve: try fields.require("approve", fields.object["approve"]?.bool),
            comment: try fields.optionalText("comment"))
    }

    package func carryOut(on draft: Draft) throws -> RequestReceipt { try draft.decideRequest(self) }
}

extension Draft {
    fileprivate func decideRequest(_ decision: DecideRequest) throws -> RequestReceipt {
        guard var request = try overlay.request(decision.id) else { throw Refusal(.notFound) }
        guard try rights.mayDecide(request) else { throw Refusal(.notPermitted) }
        guard request.isOpen else { throw Refusal(.alreadyDecided) }
        if decision.approve {
            try approve(&request, comment: decision.comment)
        } else {
            try reject(&request, to: .rejected, comment: decision.comment)
        }
        overlay.changes.requests[request.id] = request
        return RequestReceipt(request, .decided)
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
