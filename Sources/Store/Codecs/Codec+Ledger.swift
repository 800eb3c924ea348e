import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import RuleEngine
import SQLite

extension [Take] {
    /// `lot:points,lot:points`: shorter than JSON, and read in SQL by eye.
    var stored: String {
        map { "\($0.lot.number):\($0.points)" }.joined(separator: ",")
    }

    init(stored text: String?, _ place: String) throws {
        self = []
        for pair in (text ?? "").split(separator: ",") {
            let parts = pair.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let lot = Int64(parts[0]), let points = Int64(parts[1]) else { throw DamagedRecord(place) }
            append(Take(LotID(lot), points))
        }
    }
}

extension Decimal {
    /// Ten-thousandths as an integer where that is exact, else the number as text.
    var stored: SQLValue {
        fixed4.map(SQLValue.integer) ?? .text(description)
    }

    init(stored row: Statement, _ column: Int32, _ place: String) throws {
        switch row.kind(column) {
        case .integer: self.init(fixed4: row.integer(column))
        case .text:
            guard let value = Decimal(parsing: row.text(column)) else { throw DamagedRecord(place) }
            self = value
        default: throw DamagedRecord(place)
        }
    }
}

extension Entry {
    static let columns = TruthTable.entry.columns.joined(separator: ", ")

    /// From a row with all columns of the table, in their order.
    init(row: Statement) throws {
        let place = "entry \(row.integer(0))"
        guard let kind = EntryKind(rawValue: row.text(4)) else { throw DamagedRecord("\(place)/kind") }
        self.init(
            number: row.integer(0), member: MemberID(row.text(2)), team: row.optionalText(3).map { TeamID($0) }, kind: kind,
            points: row.integer(5), source: try EntrySource(row: row, place),
            Stamp(by: try Actor(stored: row.text(21), place), occurred: Instant(microseconds: row.integer(23)), recorded: Instant(microseconds: row.integer(24))))
        whole = row.integer(6)
        takes = try [Take](stored: row.optionalText(7), place)
        (debt, unrecovered, original, reason) = (row.integer(8), row.integer(9), row.optionalInteger(10), row.optionalText(22))
    }
}

extension EntrySource {
    fileprivate init(row: Statement, _ place: String) throws {
        if let source = row.optionalText(13) {
            self = .rule(activity: ActivityKey(source: source, id: row.text(14)), rule: row.text(15), version: row.text(16))
        } else if let request = row.optionalText(17) {
            self = .request(RequestID(request))
        } else if let board = row.optionalText(18) {
            self = .honour(board: board, period: row.text(19))
        } else if let lot = row.optionalInteger(20) {
            self = .expiry(LotID(lot))
        } else {
            throw DamagedRecord("\(place)/source")
        }
    }
}
