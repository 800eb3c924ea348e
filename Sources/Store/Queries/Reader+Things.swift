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

    package func member(_ id: MemberID) throws -> Member? {
        try body("member", "id", id.text).map { try Member(id: id, stored: $0) }
    }

    package func team(_ id: TeamID) throws -> Team? {
        try body("team", "id", id.text).map { try Team(id: id, stored: $0) }
    }

    package func reward(_ id: String) throws -> Reward? {
        try body("reward", "id", id).map { try Reward(id: id, stored: $0) }
    }

    package func standing(_ id: MemberID) throws -> TierStanding? {
        try body("standing", "member", id.text).map { try TierStanding(member: id, stored: $0) }
    }

    /// An empty wallet for who never had one.
    package func wallet(_ id: MemberID) throws -> Wallet {
        let lots = try connection.rows("SELECT \(Lot.columns) FROM lot WHERE member = ? AND remaining > 0", id.text, read: Lot.init(row:))
        return try connection.rows("SELECT \(Wallet.columns) FROM wallet WHERE member = ?", id.text) { row in
            try Wallet(member: id, lots: lots, row: row, from: 0)
        }.first ?? Wallet(member: id)
    }

    package func recorded(_ key: ActivityKey) throws -> Recorded? { try lookups.recorded(key) }
    package func request(_ id: RequestID) throws -> Request? { try lookups.request(id) }
    package func entry(_ number: Int64) throws -> Entry? { try lookups.entry(number) }
    package func lot(_ id: LotID) throws -> Lot? { try lookups.lot(id) }

    /// The sum of a tally over days. O(days that were ever counted).
    package func tally(_ key: TallyKey, over days: DayRange) throws -> Tally { try lookups.series(key).sum(over: days) }

    /// Everyone.
    package func members() throws -> [Member] {
        try connection.rows("SELECT id, body FROM member ORDER BY id") { try Member(id: MemberID($0.text(0)), stored: $0.blob(1)) }
    }

    /// A page of everyone by id, behind somebody.
    package func members(after id: MemberID, limit: Int) throws -> [Member] {
        let sql = "SELECT id, body FROM member WHERE id > ? ORDER BY id LIMIT ?"
        return try connection.rows(sql, id.text, limit) { try Member(id: MemberID($0.text(0)), stored: $0.blob(1)) }
    }

    /// A page of everyone by id, behind so many. O(skipped).
    package func members(skipping count: Int, limit: Int) throws -> [Member] {
        let sql = "SELECT id, body FROM member ORDER BY id LIMIT ? OFFSET ?"
        return try connection.rows(sql, limit, max(0, count)) { try Member(id: MemberID($0.text(0)), stored: $0.blob(1)) }
    }

    package func teams() throws -> [Team] {
        try connection.rows("SELECT id, body FROM team ORDER BY id") { try Team(id: TeamID($0.text(0)), stored: $0.blob(1)) }
    }

    package func rewards() throws -> [Reward] {
        try connection.rows("SELECT id, body FROM reward ORDER BY id") { try Reward(id: $0.text(0), stored: $0.blob(1)) }
    }

    /// By threshold, then by id.
    package func tiers() throws -> [Tier] {
        try connection.rows("SELECT id, body FROM tier") { try Tier(id: $0.text(0), stored: $0.blob(1)) }.sorted(by: Tier.isBelow)
    }

    /// How many members stand in each tier.
    package func membersByTier() throws -> [String: Int] {
        let rows = try connection.rows("SELECT json_extract(body, '$.tier'), count(*) FROM standing GROUP BY 1") { ($0.text(0), Int($0.integer(1))) }
        return Dictionary(rows) { $1 }
    }

    /// The targets of a period, of all owners.
    package func targets(of period: String) throws -> [TargetKey: Target] {
        let rows = try connection.rows("SELECT \(Target.columns) FROM target WHERE period = ?", period) { (try TargetKey(row: $0), try Target(row: $0)) }
        return Dictionary(rows) { $1 }
    }

    /// The keys of the periods in which anybody has a target.
    package func periodsWithTargets() throws -> [String] {
        try connection.rows("SELECT DISTINCT period FROM target") { $0.text(0) }
    }

    private func body(_ table: String, _ key: String, _ id: String) throws -> [UInt8]? {
        try connection.first("SELECT body FROM \(table) WHERE \(key) = ?", id) { $0.blob(0) }
    }
}
