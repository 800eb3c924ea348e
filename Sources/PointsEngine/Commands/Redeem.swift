import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// Redeems a reward: takes points and stock in one step, or does nothing.
///
/// Refusals, the first that holds: `conflict`, `unknown-member`, `member-left`, `not-permitted`, `malformed`,
/// `not-found`, `not-available`, `tier-too-low`, `limit-reached`, `out-of-stock`, `insufficient-points`. A refused
/// redemption leaves no trace, and its id may be used again.
package struct Redeem: Command, Hashable {
    package static let name = "redeem"
    package static let group: AuditGroup? = .redemption

    package let id: RequestID
    package let member: MemberID
    package let reward: String
    package let quantity: Int64
    /// What the answers to the reward's questions can be compared with; nil: it asks nothing, or nothing was answered.
    package let answers: String?

    package init(id: RequestID, member: MemberID, reward: String, quantity: Int64 = 1, answers: String? = nil) {
        self.id = id
        self.member = member
        self.reward = reward
        self.quantity = quantity
        self.answers = answers
    }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        writer.member("member", member.text)
        writer.member("reward", reward)
        writer.member("quantity", quantity)
        writer.member("answers", ifPresent: answers)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(
            id: RequestID(try stored.subject), member: MemberID(try fields.text("member")), reward: try fields.text("reward"),
            quantity: try fields.integer("quantity"), answers: try fields.optionalText("answers"))
    }

    package func carryOut(on draft: Draft) throws -> RequestReceipt { try draft.redeem(self) }
}

extension Draft {
    fileprivate func redeem(_ redeem: Redeem) throws -> RequestReceipt {
        try checkName(redeem.id)
        if let known = try overlay.request(redeem.id) {
            guard case .redemption(redeem.reward, redeem.quantity, _) = known.kind.withoutTakes, known.member == redeem.member else {
                throw Refusal(.conflict, at: "/id", "another redemption was asked for under this id")
            }
            return RequestReceipt(known, .repeated, available: try available(redeem.member))
        }
        let member = try member(redeem.member)
        guard member.isThere(at: now) else { throw Refusal(.memberLeft, at: "/member") }
        switch actor {
        case .member(member.id), .token, .administrator, .system: break
        case .member, .account: throw Refusal(.notPermitted)
        }
        guard 1...Self.maximumPieces ~= redeem.quantity else { throw Refusal(.malformed, at: "/quantity", "1 to \(Self.maximumPieces) pieces") }
        guard var reward = try overlay.reward(redeem.reward) else { throw Refusal(.notFound, at: "/reward") }
        let wish = RewardWish(
            reward: reward, pieces: redeem.quantity, tiers: try overlay.tiers(), tier: try overlay.tierStanding(redeem.member)?.tier,
            had: try piecesHad(of: reward, by: redeem.member), available: try available(redeem.member))
        if let obstacle = wish.obstacle(at: now) { throw obstacle.refusal }
        try checkAnswers(redeem, to: reward)
        try move(.pieces(of: reward.id, had: redeem.member), on: calendar.day(of: now), by: .zero, count: redeem.quantity)
        if let stock = reward.stock {
            reward.stock = stock - redeem.quantity
            reward.revision += 1
        }
        let cost = reward.cost * redeem.quantity
        guard let takes = try account(of: redeem.member, { $0.spend(cost) }) else { throw Refusal(.insufficientPoints) }
        overlay.changes.rewards[reward.id] = reward
        let authority = reward.authority(over: cost, for: member, under: company, at: now)
        let request = try note(redeem, cost: cost, takes: takes, team: member.team(at: now), authority: authority)
        return RequestReceipt(request, .asked, available: try available(redeem.member))
    }

    private func available(_ member: MemberID) throws -> Points { try account(of: member) { $0.wallet.available(at: now) } }

    /// What a reward asks is answered outside of what is sealed: the command carries what the answers can be compared with.
    private func checkAnswers(_ redeem: Redeem, to reward: Reward) throws {
        guard redeem.answers == nil ? !reward.fields.contains(where: \.isRequired) : !reward.fields.isEmpty else {
            throw Refusal(.malformed, at: "/answers", "what the reward asks")
        }
        guard redeem.answers.map({ $0.utf8.count <= 128 }) ?? true else { throw Refusal(.malformed, at: "/answers") }
    }

    private static var maximumPieces: Int64 { 1_000 }

    private func note(_ redeem: Redeem, cost: Points, takes: [Take], team: TeamID?, authority: Role?) throws -> Request {
        let now = now, actor = actor
        let entry = try write {
            var entry = Entry(
                number: $0, member: redeem.member, team: team, kind: .redemption, points: -cost, source: .request(redeem.id),
                Entry.Stamp(by: actor, occurred: now, recorded: now))
            entry.takes = takes
            return entry
        }
        var request = Request(
            id: redeem.id, kind: .redemption(reward: redeem.reward, quantity: redeem.quantity, takes: takes), member: redeem.member,
            requester: .member(redeem.member), points: cost, authority: authority, created: now)
        request.entry = entry.number
        request.answers = redeem.answers
        request.step(to: .requested, by: actor, at: now)
        if authority == nil { request.step(to: .approved, by: .system, at: now) }
        overlay.changes.requests[redeem.id] = request
        if var wishes = try overlay.find(Wishes.self, redeem.member), wishes[redeem.reward] != nil {
            wishes.remove(redeem.reward)
            overlay.changes.wishes[redeem.member] = wishes
        }
        return request
    }

    /// In the window of the reward's limit that holds today.
    func piecesHad(of reward: Reward, by member: MemberID) throws -> Int64 {
        guard case .period(let kind)? = reward.limit?.window else { return 0 }
        return try overlay.tally(.pieces(of: reward.id, had: member), over: calendar.days(of: kind, containing: calendar.day(of: now))).count
    }

    /// Gives points and stock back: one entry for the redemption, and what has lapsed meanwhile lapses at once.
    func refund(_ request: Request, reward id: String, quantity: Int64, takes: [Take]) throws {
        let beneficiary = try request.beneficiary()
        // Who cancels for themselves could park points for ever.
        let grace = actor.member == beneficiary ? nil : graceUntil
        let now = now, actor = actor
        try touch(beneficiary)
        let team = try member(beneficiary).team(at: now)
        try write {
            var entry = Entry(
                number: $0, member: beneficiary, team: team, kind: .refund, points: request.points, source: .request(request.id),
                Entry.Stamp(by: actor, occurred: now, recorded: now))
            (entry.takes, entry.original) = (takes, request.entry)
            return entry
        }
        let returned = try account(of: beneficiary) { try $0.giveBack(takes, graceUntil: grace, at: now) }
        try writeDown(returned, of: beneficiary)
        if var reward = try overlay.reward(id), let stock = reward.stock {
            reward.stock = stock + quantity
            reward.revision += 1
            overlay.changes.rewards[id] = reward
        }
        try move(.pieces(of: id, had: beneficiary), on: calendar.day(of: request.created), by: .zero, count: -quantity)
    }
}

extension Draft {
    /// The expiry that lapsed points get when they return (`refund_grace`); nil: none.
    private var graceUntil: Instant? {
        company.refundGrace.isZero ? nil : calendar.goodThrough(company.refundGrace, from: now)
    }
}

extension Request.Kind {
    /// What makes two redemptions the same.
    fileprivate var withoutTakes: Self {
        guard case .redemption(let reward, let quantity, _) = self else { return self }
        return .redemption(reward: reward, quantity: quantity, takes: [])
    }
}
