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

    package init(id: RequestID, member: MemberID, reward: String, quantity: Int64 = 1) {
        self.id = id
        self.member = member
        self.reward = reward
        self.quantity = quantity
    }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        writer.member("member", member.text)
        writer.member("reward", reward)
        writer.member("quantity", quantity)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(
            id: RequestID(try stored.subject), member: MemberID(try fields.text("member")), reward: try fields.text("reward"),
            quantity: try fields.integer("quantity"))
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
            return RequestReceipt(known, .repeated)
        }
        let member = try member(redeem.member)
        guard member.isThere(at: now) else { throw Refusal(.memberLeft, at: "/member") }
        switch actor {
        case .member(member.id), .token, .administrator, .system: break
        case .member, .account: throw Refusal(.notPermitted)
        }
        guard 1...Self.maximumPieces ~= redeem.quantity else { throw Refusal(.malformed, at: "/quantity", "1 to \(Self.maximumPieces) pieces") }
        guard var reward = try overlay.reward(redeem.reward) else { throw Refusal(.notFound, at: "/reward") }
        guard reward.isAvailable(at: now) else { throw Refusal(.notAvailable, at: "/reward") }
        guard try hasTier(reward.tier, redeem.member) else { throw Refusal(.tierTooLow, at: "/reward") }
        try checkLimit(of: reward, redeem)
        if let stock = reward.stock {
            guard stock >= redeem.quantity else { throw Refusal(.outOfStock, at: "/reward") }
            reward.stock = stock - redeem.quantity
            reward.revision += 1
        }
        let (cost, overflow) = reward.cost.multipliedReportingOverflow(by: redeem.quantity)
        guard !overflow, let takes = try account(of: redeem.member, { $0.spend(cost) }) else { throw Refusal(.insufficientPoints) }
        overlay.changes.rewards[reward.id] = reward
        let authority = reward.authority(over: cost, for: member, under: company, at: now)
        return RequestReceipt(try note(redeem, cost: cost, takes: takes, team: member.team(at: now), authority: authority), .asked)
    }

    private static var maximumPieces: Int64 { 1_000 }

    private func note(_ redeem: Redeem, cost: Points, takes: [Take], team: TeamID?, authority: Role?) throws -> Request {
        let now = now, actor = actor.text
        let entry = try write {
            Entry(
                number: $0, member: redeem.member, team: team, kind: .redemption, points: -cost, takes: takes, source: .request(redeem.id),
                actor: actor, occurred: now, recorded: now)
        }
        var request = Request(
            id: redeem.id, kind: .redemption(reward: redeem.reward, quantity: redeem.quantity, takes: takes), member: redeem.member,
            requester: Actor.member(redeem.member).text, points: cost, authority: authority, state: .requested, created: now,
            entry: entry.number)
        request.step(to: .requested, by: actor, at: now)
        if authority == nil { request.step(to: .approved, by: Actor.system.text, at: now) }
        overlay.changes.requests[redeem.id] = request
        return request
    }

    private func hasTier(_ least: String?, _ id: MemberID) throws -> Bool {
        guard let least else { return true }
        let tiers = try overlay.tiers().map(\.id)
        // A tier that is gone asks for nothing any more.
        guard let wanted = tiers.firstIndex(of: least) else { return true }
        guard let tier = try overlay.tierStanding(id)?.tier, let reached = tiers.firstIndex(of: tier) else { return false }
        return reached >= wanted
    }

    private func checkLimit(of reward: Reward, _ redeem: Redeem) throws {
        let day = calendar.day(of: now)
        let key = TallyKey(.member(redeem.member), .limit("reward:\(reward.id)"))
        if let limit = reward.limit {
            var had: Int64 = 0
            if case .period(let kind) = limit.window { had = try overlay.tally(key, over: calendar.days(of: kind, containing: day)).count }
            guard had + redeem.quantity <= limit.count else { throw Refusal(.limitReached, at: "/reward") }
        }
        try move(key, on: day, by: .zero, count: redeem.quantity)
    }

    /// Gives points and stock back: one entry for the redemption, and what has lapsed meanwhile lapses at once.
    func refund(_ request: Request, reward id: String, quantity: Int64, takes: [Take]) throws {
        // Who cancels for themselves could park points for ever.
        let grace = actor.member == request.member ? nil : graceUntil
        let now = now, actor = actor.text
        try touch(request.member)
        let team = try member(request.member).team(at: now)
        try write {
            Entry(
                number: $0, member: request.member, team: team, kind: .refund, points: request.points, takes: takes,
                original: request.entry, source: .request(request.id), actor: actor, occurred: now, recorded: now)
        }
        let returned = try account(of: request.member) { try $0.giveBack(takes, graceUntil: grace, at: now) }
        try writeDown(returned, of: request.member)
        if var reward = try overlay.reward(id), let stock = reward.stock {
            reward.stock = stock + quantity
            reward.revision += 1
            overlay.changes.rewards[id] = reward
        }
        try move(TallyKey(.member(request.member), .limit("reward:\(id)")), on: calendar.day(of: request.created), by: .zero, count: -quantity)
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
