import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import SQLite

/// What is kept in memory whole: it is asked for by every command, or all at once by due work.
final class WorkingSet {
    private(set) var members: [MemberID: Member] = [:]
    private(set) var teams: [TeamID: Team] = [:]
    private(set) var wallets: [MemberID: Wallet] = [:]
    private(set) var standings: [MemberID: TierStanding] = [:]
    private(set) var targets: [TargetKey: Target] = [:]
    private(set) var targetOwners: Set<TargetKey.Owner> = []
    private(set) var rewards: [String: Reward] = [:]
    /// By threshold, then by id.
    private(set) var tiers: [Tier] = []
    /// The end of the last locked period, by board.
    private(set) var locked: [String: Instant] = [:]
    /// The latest of them.
    private(set) var lastLock: Instant?
    private(set) var lastCommand: Int64
    private(set) var lastEntry: Int64

    init(of database: Database) throws {
        lastCommand = database.head.lastCommand
        lastEntry = database.head.lastEntry
        try load(database.connection)
    }

    func apply(_ changes: Changes, commands: Int64) throws {
        lastCommand += commands
        lastEntry += Int64(changes.entries.count)
        members.merge(changes.members) { $1 }
        teams.merge(changes.teams) { $1 }
        wallets.merge(changes.wallets) { $1 }
        for (member, standing) in changes.standings { standings[member] = standing }
        targets.merge(changes.targets) { $1 }
        targetOwners.formUnion(changes.targets.keys.map(\.owner))
        rewards.merge(changes.rewards) { $1 }
        if !changes.tiers.isEmpty {
            let kept = tiers.filter { changes.tiers[$0.id] == nil }
            tiers = (kept + changes.tiers.values.compactMap { $0 }).sorted(by: Tier.isBelow)
        }
        for archive in changes.archives {
            locked[archive.board] = archive.end
            lastLock = max(lastLock ?? archive.end, archive.end)
        }
    }
}

extension WorkingSet {
    private func load(_ connection: Connection) throws {
        try connection.forEach("SELECT id, body FROM member") { row in
            let id = MemberID(row.text(0))
            members[id] = try Member(id: id, stored: row.blob(1))
        }
        try connection.forEach("SELECT id, body FROM team") { row in
            let id = TeamID(row.text(0))
            teams[id] = try Team(id: id, stored: row.blob(1))
        }
        try connection.forEach("SELECT member, body FROM standing") { row in
            let id = MemberID(row.text(0))
            standings[id] = try TierStanding(member: id, stored: row.blob(1))
        }
        try connection.forEach("SELECT id, body FROM reward") { rewards[$0.text(0)] = try Reward(id: $0.text(0), stored: $0.blob(1)) }
        tiers = try connection.rows("SELECT id, body FROM tier") { try Tier(id: $0.text(0), stored: $0.blob(1)) }.sorted(by: Tier.isBelow)
        try connection.forEach("SELECT board, max(end) FROM archive GROUP BY board") { row in
            locked[row.text(0)] = Instant(microseconds: row.integer(1))
        }
        lastLock = locked.values.max()
        try loadWallets(connection)
        try connection.forEach("SELECT \(Target.columns) FROM target") { row in
            targets[try TargetKey(row: row)] = try Target(row: row)
        }
        targetOwners = Set(targets.keys.map(\.owner))
    }

    private func loadWallets(_ connection: Connection) throws {
        var lots: [MemberID: [Lot]] = [:]
        try connection.forEach("SELECT \(Lot.columns) FROM lot WHERE remaining > 0") { row in
            let lot = try Lot(row: row)
            lots[lot.member, default: []].append(lot)
        }
        try connection.forEach("SELECT member, \(Wallet.columns) FROM wallet") { row in
            let id = MemberID(row.text(0))
            wallets[id] = try Wallet(member: id, lots: lots.removeValue(forKey: id) ?? [], row: row, from: 1)
        }
        guard lots.isEmpty else { throw DamagedRecord("lots without a wallet") }
    }
}

extension Target {
    static let columns = "owner_kind, owner, metric, period, value, reached, revision"

    /// From a row of `columns`.
    init(row: Statement) throws {
        guard let value = Decimal(parsing: row.text(4)) else { throw DamagedRecord("target of \(row.text(1))") }
        self.init(value: value, reached: Set(row.text(5).split(separator: ",").compactMap { Int($0) }), revision: row.integer(6))
    }
}

extension TargetKey {
    init(row: Statement) throws {
        try self.init(ownerKind: row.text(0), ownerName: row.text(1), metric: row.text(2), period: row.text(3), place: "target of \(row.text(1))")
    }
}
