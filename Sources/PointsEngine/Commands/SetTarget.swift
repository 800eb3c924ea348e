import Identity
import JSON
import Periods
import RuleEngine

/// Sets a target. The first value is agreed by who leads the owner; a change is a request that somebody else approves
/// (points.md, "Targets").
///
/// A first one needs an approval too where it gives something away: where it is reached already, and where it is not the only
/// one that the owner was set at once in this month. Parts of a target of the same metric over a longer time are no further
/// ones, unless they are less than a quarter of their even share.
///
/// Refusals: `conflict`, `unknown-member`, `unknown-team`, `not-permitted`, `malformed`, `bad-quantity`, `bad-time`.
package struct SetTarget: Command, Hashable {
    package static let name = "set-target"
    package static let group: AuditGroup? = .target

    package let id: RequestID
    package let key: TargetKey
    package let value: Decimal
    /// The reason, shown to the approver.
    package let reason: String?

    package init(id: RequestID, key: TargetKey, value: Decimal, reason: String? = nil) {
        self.id = id
        self.key = key
        self.value = value
        self.reason = reason
    }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        key.write("target", to: &writer)
        writer.member("value", value)
        writer.member("reason", ifPresent: reason)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(
            id: RequestID(try stored.subject), key: try TargetKey(stored: try fields.fields("target")), value: try fields.decimal("value"),
            reason: try fields.optionalText("reason"))
    }

    package func carryOut(on draft: Draft) throws -> RequestReceipt { try draft.set(self) }
}

extension Draft {
    fileprivate func set(_ set: SetTarget) throws -> RequestReceipt {
        try checkName(set.id)
        if let known = try overlay.request(set.id) {
            guard known.kind == .target(set.key, value: set.value), known.requester == actor else { throw Refusal(.conflict, at: "/id", "another change of a target was asked for under this id") }
            return RequestReceipt(known, .repeated)
        }
        guard set.value > .zero, set.value.fixed4 != nil else { throw Refusal(.badQuantity, at: "/value", "more than 0, four fraction digits") }
        guard programme.book.set(at: now).metric(set.key.metric) != nil else { throw Refusal(.malformed, at: "/metric", "no such metric") }
        guard let period = calendar.period(key: set.key.period), period.end > .epoch else { throw Refusal(.badTime, at: "/period") }
        let beneficiary = try beneficiary(of: set.key)
        let known = try overlay.target(set.key)
        let isPart = try known == nil && isPart(set, of: period)
        let isAgreed = try known.map { $0.value == set.value } ?? (!isReached(set, in: period) && (isPart || isFirst(for: set.key.owner)))
        var request = Request(
            id: set.id, kind: .target(set.key, value: set.value), member: beneficiary, requester: actor, points: 0,
            authority: known == nil && isAgreed ? nil : .director, created: now)
        request.step(to: .requested, by: actor, at: now, comment: set.reason)
        if try isAgreed || role() > .director {
            if known == nil, !isPart { try move(firsts(of: set.key.owner), on: calendar.day(of: now), by: .zero, count: 1) }
            try keepTarget(set.key, set.value)
            request.step(to: .done, by: actor, at: now)
        }
        overlay.changes.requests[set.id] = request
        return RequestReceipt(request, .asked)
    }

    func keepTarget(_ key: TargetKey, _ value: Decimal) throws {
        let known = try overlay.target(key)
        let target = Target(value: value, reached: known?.reached ?? [], revision: (known?.revision ?? 0) + 1)
        overlay.changes.targets[key] = target
        try noteReached(key, target)
    }

    /// Whom the target is about; a team's target is about nobody in particular.
    private func beneficiary(of key: TargetKey) throws -> MemberID? {
        switch key.owner {
        case .member(let id):
            _ = try member(id)
            guard try rights.mayDecide(about: id) else { throw Refusal(.notPermitted) }
            return id
        case .team(let id):
            guard try overlay.team(id) != nil else { throw Refusal(.unknownTeam, at: "/team") }
            guard try rights.leads(id) else { throw Refusal(.notPermitted) }
            return nil
        }
    }

    // MARK: First targets

    private func isReached(_ set: SetTarget, in period: Period) throws -> Bool {
        let owner: Owner = switch set.key.owner {
        case .member(let id): .member(id)
        case .team(let id): .team(id)
        }
        return try overlay.value(of: set.key.metric, owner, over: period.days, programme.book.set(at: now)) >= set.value
    }

    private func firsts(of owner: TargetKey.Owner) -> TallyKey {
        switch owner {
        case .member(let id): TallyKey(.member(id), .limit("first-targets"))
        case .team(let id): TallyKey(.team(id), .limit("first-targets"))
        }
    }

    private func isFirst(for owner: TargetKey.Owner) throws -> Bool {
        try overlay.tally(firsts(of: owner), over: calendar.days(of: .month, containing: calendar.day(of: now))).count == 0
    }

    private func isPart(_ set: SetTarget, of period: Period) throws -> Bool {
        let isRatio = if case .ratio = programme.book.set(at: now).metric(set.key.metric)?.formula { true } else { false }
        // Of all time any part would be next to nothing.
        for kind in PeriodKind.allCases where kind != .all {
            let whole = calendar.period(kind, containing: period.start)
            guard whole.key != period.key, whole.days.count > period.days.count,
                let target = try overlay.target(TargetKey(owner: set.key.owner, metric: set.key.metric, period: whole.key))
            else { continue }
            let (part, all) = isRatio ? (1, 1) : (period.days.count, whole.days.count)
            let share = try set.value.multiplied(by: Decimal(Int64(all))).multiplied(by: Decimal(Int64(Self.leastShare)))
            if try share >= target.value.multiplied(by: Decimal(Int64(part))) { return true }
        }
        return false
    }

    /// A part is at least the even share divided by this: a slow month is no gift.
    private static var leastShare: Int { 4 }
}
