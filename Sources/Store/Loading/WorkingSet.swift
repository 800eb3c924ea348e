import Identity
import Ledger
import Periods
import PointsEngine
import SQLite

/// What is kept in memory whole: it is asked for by every command, or all at once by due work.
final class WorkingSet {
    let memory = TablesInMemory()
    private(set) var indexes = KeptIndexes()
    private(set) var lastCommand: Int64
    private(set) var lastEntry: Int64

    init(of database: Database) throws {
        lastCommand = database.head.lastCommand
        lastEntry = database.head.lastEntry
        for kind in Tables.rows where kind.residence == .memory { try load(kind, database.connection) }
        try giveLots(database.connection)
        let locks = try database.connection.rows("SELECT board, max(end) FROM archive GROUP BY board") {
            ($0.text(0), Instant(microseconds: $0.integer(1)))
        }
        indexes = KeptIndexes(of: tables, locks: Dictionary(uniqueKeysWithValues: locks))
    }

    var tables: Tables {
        _read { yield memory.tables }
        _modify { yield &memory.tables }
    }

    func apply(_ changes: BatchChanges) {
        lastCommand += changes.commands
        lastEntry += Int64(changes.entries.count)
        tables.merge(changes.tables) { $0.residence == .memory }
        indexes.note(changes.tables)
    }

    private func load<Value: KeptRows>(_ kind: Value.Type, _ connection: Connection) throws {
        var table = Table<Value>()
        try connection.forEach(kind) { table[$0] = $1 }
        tables[keyPath: Value.place] = table
    }

    /// A wallet holds the member's open lots, which are rows of their own.
    private func giveLots(_ connection: Connection) throws {
        var lots: [MemberID: [Lot]] = [:]
        for (_, lot) in try connection.all(Lot.self, "WHERE remaining > 0", []) { lots[lot.member, default: []].append(lot) }
        for (member, lots) in lots {
            guard let wallet = tables.wallets[member] else { throw DamagedRecord("lots without a wallet") }
            tables.wallets[member] = wallet.with(lots: lots)
        }
    }
}
