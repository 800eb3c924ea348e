import Identity
import Ledger
import Periods
import PointsEngine
import RuleEngine
import SQLite

/// Single things by their keys, as they were last committed; nil where there is none.
extension Reader {
    private var lookups: Lookups { Lookups(connection: connection, interned: interned) }

    /// The seal of the last commit in the snapshot that is read.
    package func head() throws -> Head { try Head.last(on: connection) }

    /// What is kept under a key.
    package func find<Value: KeptRows>(_ kind: Value.Type, _ key: Value.Key) throws -> Value? { try connection.find(kind, key) }

    /// All of a kind, in the order of their keys.
    package func all<Value: KeptRows>(_ kind: Value.Type) throws -> [Value] {
        var all: [Value] = []
        try connection.forEach(kind, ordered: true) { all.append($1) }
        return all
    }

    package func member(_ id: MemberID) throws -> Member? { try find(Member.self, id) }
    package func team(_ id: TeamID) throws -> Team? { try find(Team.self, id) }
    package func reward(_ id: String) throws -> Reward? { try find(Reward.self, id) }
    package func tierStanding(_ id: MemberID) throws -> TierStanding? { try find(TierStanding.self, id) }
    package func request(_ id: RequestID) throws -> Request? { try find(Request.self, id) }
    package func lot(_ id: LotID) throws -> Lot? { try find(Lot.self, id) }

    /// An empty wallet for a member without one.
    package func wallet(_ id: MemberID) throws -> Wallet {
        let lots = try connection.all(Lot.self, "WHERE number IN (SELECT number FROM every_member_entry WHERE member = ?) AND remaining > 0", [id.text]).map(\.value)
        return (try find(Wallet.self, id) ?? Wallet(member: id)).with(lots: lots)
    }

    package func recorded(_ key: ActivityKey) throws -> Recorded? { try lookups.recorded(key) }
    package func entry(_ number: Int64) throws -> Entry? { try lookups.entry(number) }

    /// The sum of a tally over days. O(days that were ever counted).
    package func tally(_ key: TallyKey, over days: DayRange) throws -> Tally { try lookups.series(key).sum(over: days) }

    /// Everyone, by id.
    package func members() throws -> [Member] { try all(Member.self) }

    /// A page of everyone by id, behind somebody.
    package func members(after id: MemberID, limit: Int) throws -> [Member] {
        try connection.all(Member.self, "WHERE id > ? ORDER BY id LIMIT ?", [id.text, limit]).map(\.value)
    }

    /// A page of everyone by id, behind so many. O(skipped).
    package func members(skipping count: Int, limit: Int) throws -> [Member] {
        try connection.all(Member.self, "ORDER BY id LIMIT ? OFFSET ?", [limit, max(0, count)]).map(\.value)
    }

    package func teams() throws -> [Team] { try all(Team.self) }
    package func rewards() throws -> [Reward] { try all(Reward.self) }

    /// By threshold, then by id.
    package func tiers() throws -> [Tier] { try all(Tier.self).sorted(by: Tier.isBelow) }
    package func webhook(_ id: String) throws -> Webhook? { try find(Webhook.self, id) }
    package func webhooks() throws -> [Webhook] { try all(Webhook.self).sorted(by: Webhook.isBefore) }

    /// The targets of a period, of all owners.
    package func targets(of period: String) throws -> [TargetKey: Target] {
        let rows = try connection.all(Target.self, "WHERE period = ?", [period])
        return Dictionary(rows.map { ($0.key, $0.value) }) { $1 }
    }

    /// The keys of the periods in which anybody has a target.
    package func periodsWithTargets() throws -> [String] {
        try connection.rows("SELECT DISTINCT period FROM target") { $0.text(0) }
    }
}
