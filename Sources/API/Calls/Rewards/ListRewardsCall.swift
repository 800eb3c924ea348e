import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import Projection
import RuleEngine
import Store
import Web

/// `GET /rewards`: the catalogue, and for each reward what stands between the reader and it.
enum ListRewardsCall {
    static let endpoint = Endpoint(
        .get, "/rewards", .signedIn(),
        "The catalogue, and what stands between the reader and each reward.",
        takes: .query([Argument("archived", .flag, "true: those that were taken out, too")]),
        gives: .json(.page("Reward"))
    ) { call in
        let withArchived = try call.flag("archived")
        try call.require(!withArchived || call.visible.rights.leadsSomebody())
        let directory = call.directory, now = call.now, me = call.caller.member
        let rewards = directory.rewards.values.filter { withArchived || !$0.isArchived }.sorted { ($0.cost, $0.id) < ($1.cost, $1.id) }
        call.read { reader in
            let view = try RewardView(rewards, for: me, directory, reader, at: now)
            return .json { $0.page(rewards) { view.write($1, to: &$0) } }
        }
    }
}

extension RewardView {
    /// How `rewards` look to a member, or to nobody in particular.
    init(_ rewards: [Reward], for member: MemberID?, _ directory: Directory, _ reader: Reader, at now: Instant) throws {
        self.init(
            tiers: directory.tiers, tier: member.flatMap { directory.standings[$0]?.tier },
            standing: try member.map { try Standing(of: $0, rewards, directory, reader, at: now) }, redeemed: try reader.piecesRedeemed(),
            member: member.flatMap { directory.members[$0] }, company: directory.programme.company, now: now)
    }
}

extension RewardView.Standing {
    init(of member: MemberID, _ rewards: [Reward], _ directory: Directory, _ reader: Reader, at now: Instant) throws {
        let calendar = directory.programme.calendar
        wallet = try reader.wallet(member)
        available = wallet.available(at: now)
        let days = directory.tiers.first?.window.days(at: now, calendar) ?? .all
        qualifying = try reader.tally(TallyKey(.member(member), .qualifying), over: days).sum.int64 ?? 0
        var had: [String: Int64] = [:]
        for reward in rewards {
            guard case .period(let kind)? = reward.limit?.window else { continue }
            had[reward.id] = try reader.tally(.pieces(of: reward.id, had: member), over: calendar.days(of: kind, containing: calendar.day(of: now))).count
        }
        self.had = had
        wishes = try reader.wishes(of: member)
    }
}
