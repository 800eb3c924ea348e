import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// Changes a member's points by hand, with a reason, within the authority of the person who gives them; above it the adjustment waits
/// for somebody who has it.
///
/// Refusals: `conflict`, `unknown-member`, `not-permitted`, `malformed`, `overflow`.
package struct Adjust: Command, Hashable {
    package static let name = "adjust"
    package static let group: AuditGroup? = .adjustment

    package let id: RequestID
    package let member: MemberID
    package let points: Points
    package let reason: String
    /// Whether the reason is a word of recognition, which everyone hears once the points are given.
    package let isRecognition: Bool

    package init(id: RequestID, member: MemberID, points: Points, reason: String, isRecognition: Bool = false) {
        self.id = id
        self.member = member
        self.points = points
        self.reason = reason
        self.isRecognition = isRecognition
    }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        writer.member("member", member.text)
        writer.member("points", points)
        writer.member("reason", reason)
        if isRecognition { writer.member("recognition", true) }
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(
            id: RequestID(try stored.subject), member: MemberID(try fields.text("member")), points: try fields.integer("points"),
            reason: try fields.text("reason"), isRecognition: try fields.flag("recognition"))
    }

    package func carryOut(on draft: Draft) throws -> RequestReceipt { try draft.adjust(self) }
}

extension Draft {
    /// Also carries out what an answer to a question gives.
    func adjust(_ adjust: Adjust) throws -> RequestReceipt {
        try checkName(adjust.id)
        if let known = try overlay.request(adjust.id) {
            guard known.kind == .adjustment(reason: adjust.reason, isRecognition: adjust.isRecognition), known.member == adjust.member, known.points == adjust.points,
                known.requester == actor
            else { throw Refusal(.conflict, at: "/id", "another adjustment was asked for under this id") }
            return RequestReceipt(known, .repeated)
        }
        _ = try member(adjust.member)
        guard try rights.mayDecide(about: adjust.member) else { throw Refusal(.notPermitted) }
        guard adjust.points != 0, adjust.points.magnitude <= Points.bound.magnitude else {
            throw Refusal(.malformed, at: "/points", "whole points other than 0")
        }
        // Authority adds up: many small ones weigh what they are together.
        let given = try overlay.tally(.givenByHand(to: adjust.member, by: actor), over: calendar.days(of: .month, containing: calendar.day(of: now))).sum
        let authority = company.authority(over: try given.adding(Decimal(Points(adjust.points.magnitude))).int64 ?? Points.bound)
        var request = Request(
            id: adjust.id, kind: .adjustment(reason: adjust.reason, isRecognition: adjust.isRecognition), member: adjust.member, requester: actor, points: adjust.points,
            authority: authority, created: now)
        request.step(to: .requested, by: actor, at: now)
        let role = try role()
        if authority.map({ role >= $0 }) ?? true {
            try carryOutAdjustment(&request)
            request.step(to: .done, by: actor, at: now)
        }
        overlay.changes.requests[request.id] = request
        return RequestReceipt(request, .asked)
    }

    func carryOutAdjustment(_ request: inout Request) throws {
        guard case .adjustment(let reason, _) = request.kind else { return }
        let beneficiary = try request.beneficiary()
        try move(.givenByHand(to: beneficiary, by: request.requester), on: calendar.day(of: now), by: Decimal(Points(request.points.magnitude)), count: 1)
        let asked = request
        let now = now, actor = actor
        try touch(beneficiary)
        let team = try member(beneficiary).team(at: now)
        let lot = LotID(try overlay.nextEntry())
        let asking = Asking(overdraft: company.overdraft, entry: lot.number, at: now)
        var taken = Taken()
        try account(of: beneficiary) { account in
            if asked.points > 0 {
                _ = try account.open(lot, asked.points, usableFrom: nil, expires: nil, at: now)
            } else {
                taken = try account.ask(-asked.points, for: lot, asking)
            }
        }
        let entry = try write {
            var entry = Entry(
                number: $0, member: beneficiary, team: team, kind: .adjustment, points: asked.points > 0 ? asked.points : -taken.points,
                source: .request(asked.id), Entry.Stamp(by: actor, occurred: now, recorded: now))
            (entry.whole, entry.reason) = (asked.points, reason)
            entry.take(taken)
            return entry
        }
        request.entry = entry.number
    }
}

extension TallyKey {
    /// What one has given another by hand, by the day on which it was done.
    package static func givenByHand(to member: MemberID, by giver: Actor) -> TallyKey { TallyKey(.member(member), .limit("given:\(giver.person)")) }
}
