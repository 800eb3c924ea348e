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

extension ClaimKey {
    /// What stands in the column `period` for a cooldown; periods are never empty.
    static let noPeriod = ""
}

extension [ClaimHolder] {
    var stored: [UInt8] {
        var writer = JSONWriter()
        writer.array { writer in
            for holder in self {
                writer.object { writer in
                    writer.member("at", holder.at)
                    writer.member("source", holder.activity.source.text)
                    writer.member("id", holder.activity.id.text)
                }
            }
        }
        return writer.bytes
    }

    init(stored: [UInt8], _ place: String) throws {
        guard let list = (try? JSONValue.parse(stored))?.array else { throw DamagedRecord(place) }
        self = try list.map { value in
            let fields = try Fields(value, place)
            return ClaimHolder(at: try fields.instant("at"), activity: try ActivityKey(stored: fields))
        }
    }
}

extension Lot {
    static let columns = "number, member, opened, remaining, spent, expired, reversed, usable, mature, expires, graced, root, heir, beyond"

    init(row: Statement) throws {
        let lot = Lot(
            id: LotID(row.integer(0)), member: MemberID(row.text(1)), opened: row.integer(2),
            usableFrom: row.optionalInteger(7).map(Instant.init(microseconds:)), expires: row.optionalInteger(9).map(Instant.init(microseconds:)),
            root: row.optionalInteger(11).map { LotID($0) })
        let parts = Lot.Parts(
            remaining: row.integer(3), spent: row.integer(4), expired: row.integer(5), reversed: row.integer(6), expiredBeyond: row.integer(13))
        self = lot.kept(parts, isMature: row.integer(8) != 0, isGraced: row.integer(10) != 0, heir: row.optionalInteger(12).map { LotID($0) })
    }
}

extension [Debt] {
    /// `demand:age:points,…`, the oldest first.
    var stored: String {
        map { "\($0.demand):\($0.since):\($0.points)" }.joined(separator: ",")
    }

    init(stored text: String?, _ place: String) throws {
        self = try (text ?? "").split(separator: ",").map { debt in
            let numbers = debt.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
            guard numbers.count == 3, let demand = numbers[0], let since = numbers[1], let points = numbers[2] else { throw DamagedRecord(place) }
            return Debt(demand: LotID(demand), since: since, points: points)
        }
    }
}

extension [Demand.Piece] {
    /// `lot:points`, `owed/age:points` or `nobody:points`, in their order.
    var stored: String {
        map { piece in
            switch piece.source {
            case .lot(let id): "\(id):\(piece.points)"
            case .debt(let since): "owed/\(since):\(piece.points)"
            case .nobody: "nobody:\(piece.points)"
            }
        }.joined(separator: ",")
    }

    init(stored text: String, _ place: String) throws {
        self = try text.split(separator: ",").map { piece in
            let parts = piece.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let points = Int64(parts[1]), let source = Demand.Source(stored: parts[0]) else { throw DamagedRecord(place) }
            return Demand.Piece(source, points)
        }
    }
}

extension Demand.Source {
    fileprivate init?(stored text: Substring) {
        if text == "nobody" {
            self = .nobody
        } else if text.hasPrefix("owed/"), let since = Int64(text.dropFirst(5)) {
            self = .debt(since: since)
        } else if let lot = Int64(text) {
            self = .lot(LotID(lot))
        } else {
            return nil
        }
    }
}

extension Demand {
    static let columns = "number, member, pieces, given"

    init(row: Statement) throws {
        let place = "demand \(row.integer(0))"
        self.init(
            id: LotID(row.integer(0)), member: MemberID(row.text(1)), pieces: try [Piece](stored: row.text(2), place),
            given: try [Piece](stored: row.text(3), place))
    }
}

extension Wallet {
    static let columns = "debts, held, lifetime, warned"

    /// From `columns`, the first of which is at `column`.
    init(member: MemberID, lots: [Lot], row: Statement, from column: Int32) throws {
        self.init(
            member: member, lots: lots, debts: try [Debt](stored: row.optionalText(column), "wallet of \(member)"), held: row.integer(column + 1),
            lifetime: row.integer(column + 2), warned: row.optionalInteger(column + 3).map { Instant(microseconds: $0) })
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
            points: row.integer(5), whole: row.integer(6), takes: try [Take](stored: row.optionalText(7), place), debt: row.integer(8),
            unrecovered: row.integer(9), original: row.optionalInteger(10), source: try EntrySource(row: row, place),
            actor: row.text(21), reason: row.optionalText(22), occurred: Instant(microseconds: row.integer(23)),
            recorded: Instant(microseconds: row.integer(24)))
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
