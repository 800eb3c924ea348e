import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import RuleEngine
import SQLite

/// Finds single things by their keys, on any connection.
struct Lookups {
    let connection: Connection
    let interned: Interned

    /// What is kept under a key; nil where nothing is.
    func find<Value: Kept>(_ kind: Value.Type, _ key: Value.Key) throws -> Value? {
        if let rows = kind as? any KeptRows.Type { return try row(rows, key) as? Value }
        guard let key = key as? ActivityKey else { preconditionFailure("\(kind) has no rows") }
        return try recorded(key) as? Value
    }

    private func row<Value: KeptRows>(_ kind: Value.Type, _ key: Any) throws -> Value? {
        guard let key = key as? Value.Key else { preconditionFailure("\(kind) has other keys") }
        return try connection.find(kind, key)
    }

    func entry(_ number: Int64) throws -> Entry? {
        try connection.rows("SELECT \(Entry.columns) FROM entry WHERE number = ?", number, read: Entry.init(row:)).first
    }

    func recorded(_ key: ActivityKey) throws -> Recorded? {
        // The common case is that there is none, which the index alone tells.
        let sql = "SELECT number FROM command WHERE source = ? AND id = ?"
        guard let number = try connection.first(sql, key.source.text, key.id.text, read: { $0.integer(0) }) else { return nil }
        return try connection.rows(RecordedRow.selectOne, number, read: RecordedRow.read).first
    }

    func noticeKeys(of member: MemberID) throws -> [NoticeKey] {
        try connection.rows("SELECT number, item FROM notice WHERE member = ?", member.text) { NoticeKey(member: member, number: $0.integer(0), item: $0.integer(1)) }
    }

    func activities(after number: Int64, limit: Int) throws -> [Recorded] {
        let sql = "\(RecordedRow.select) WHERE command.number > ? AND command.source IS NOT NULL ORDER BY command.number LIMIT ?"
        return try connection.rows(sql, number, limit, read: RecordedRow.read)
    }

    /// The numbers of owner and measure in the table of tallies; nil: one of them never had any.
    func numbers(of key: TallyKey) throws -> (owner: Int64, measure: Int64)? {
        guard let owner = try interned.find(key.owner), let measure = try interned.find(key.measure) else { return nil }
        return (owner, measure)
    }

    /// All days of a tally; empty where nothing was ever counted.
    func series(_ key: TallyKey) throws -> DaySeries {
        var series = DaySeries()
        guard let (owner, measure) = try numbers(of: key) else { return series }
        let (from, until) = TallyPlace.range(of: measure, over: .all)
        let sql = "SELECT place, sum, count, changed FROM tally WHERE owner = ? AND place >= ? AND place < ? ORDER BY place"
        try connection.forEach(sql, [owner, from, until]) { row in
            try series.set(TallyPlace(number: row.integer(0)).day, to: Tally(row: row, from: 1))
        }
        return series
    }

    /// The sums of all members and teams of a measure over days. O(rows of these days).
    func tallies(of measure: Measure, over days: DayRange) throws -> [Owner: Tally] {
        guard let number = try interned.find(measure) else { return [:] }
        var standings: [Owner: Tally] = [:]
        let sql = """
            SELECT owner.kind, owner.name, sum, count, changed FROM tally JOIN owner ON owner.number = tally.owner
            WHERE place >= ? AND place < ?
            """
        let (from, until) = TallyPlace.range(of: number, over: days)
        try connection.forEach(sql, [from, until]) { row in
            guard let owner = Owner(kind: row.text(0), name: row.text(1)) else { throw DamagedRecord("owner") }
            guard measure.lists(owner) else { return }
            standings[owner] = try (standings[owner] ?? .zero).adding(Tally(row: row, from: 2))
        }
        return standings
    }
}

extension Tally {
    /// From the columns `sum, count, changed`, the first of which is at `column`.
    init(row: Statement, from column: Int32) throws {
        self.init(sum: try Decimal(stored: row, column, "tally"), count: row.integer(column + 1), changed: row.integer(column + 2))
    }
}

/// A recorded activity, from its command and what became of it.
enum RecordedRow {
    static let select = """
        SELECT command.number, command.recorded, command.actor, command.subject, command.body, command.outcome, command.source, command.id,
            command.type, command.time, fate.reversed, fate.source, fate.id
        FROM command LEFT JOIN fate ON fate.command = command.number
        """

    static let selectOne = "\(select) WHERE command.number = ?"

    static func read(_ row: Statement) throws -> Recorded {
        let number = row.integer(0), place = "command \(row.integer(0))"
        guard let decision = try? JSONValue.parse(row.blob(5)) else { throw DamagedRecord("\(place)/outcome") }
        return Recorded(
            activity: try activity(row, place), number: number, recorded: Instant(microseconds: row.integer(1)), actor: try Actor(stored: row.text(2), place),
            decision: try Decision(stored: decision, "\(place)/outcome"), fate: fate(row))
    }

    /// From the columns of `select`.
    private static func activity(_ row: Statement, _ place: String) throws -> Activity {
        guard let data = (try? JSONValue.parse(row.blob(4)))?.object else { throw DamagedRecord("\(place)/body") }
        do {
            return try Activity(
                source: row.text(6), id: row.text(7), type: row.text(8), time: Instant(microseconds: row.integer(9)),
                subject: row.optionalText(3), data: data)
        } catch {
            throw DamagedRecord("\(place)/body")
        }
    }

    private static func fate(_ row: Statement) -> Recorded.Fate {
        guard let reversed = row.optionalInteger(10) else { return .standing }
        let key = ActivityKey(source: row.text(11), id: row.text(12))
        return reversed != 0 ? .reversed(by: key) : .replaced(by: key)
    }
}
