import Identity
import Ledger
import Periods

extension Wallet: KeptRows {
    package typealias Key = MemberID

    package static var place: WritableKeyPath<Tables, Table<Wallet>> & Sendable { \.wallets }
    package static let schema = TableSchema(
        "wallet", key: [.text("member")],
        [.integer("debt"), .optionalText("debts"), .integer("held"), .integer("lifetime"), .optionalInteger("warned")])
    package static func write(_ member: MemberID, to row: inout some ColumnWriter) throws { try row.add(member.text) }
    package static func key(from row: inout some ColumnReader) -> MemberID { MemberID(row.text()) }

    package func write(to row: inout some ColumnWriter) throws {
        try row.add(debt)
        try row.add(debts.isEmpty ? nil : debts.stored)
        try row.add(held)
        try row.add(lifetime)
        try row.add(warned?.microseconds)
    }

    /// Without its lots, which are rows of their own: `with(lots:)` adds those that are open.
    package init(_ member: MemberID, from row: inout some ColumnReader) throws {
        // The sum of the debts, for queries.
        _ = row.integer()
        let debts = try [Debt](stored: row.optionalText(), "wallet of \(member)")
        self.init(
            member: member, lots: [], debts: debts, held: row.integer(), lifetime: row.integer(),
            warned: row.optionalInteger().map(Instant.init(microseconds:)))
    }

    package func with(lots: [Lot]) -> Wallet { Wallet(member: member, lots: lots, debts: debts, held: held, lifetime: lifetime, warned: warned) }
}

extension Lot: KeptRows {
    package typealias Key = LotID

    package static var place: WritableKeyPath<Tables, Table<Lot>> & Sendable { \.lots }
    package static let residence = Residence.disk(cached: 50_000)
    package static let schema = TableSchema(
        "lot", key: [.integer("number")],
        [
            .text("member"), .integer("opened"), .integer("remaining"), .integer("spent"), .integer("expired"), .integer("reversed"),
            .optionalInteger("usable"), .integer("mature"), .optionalInteger("expires"), .integer("graced"), .optionalInteger("root"),
            .optionalInteger("heir"), .integer("beyond"),
        ])
    package static let writingOrder: (@Sendable (LotID, LotID) -> Bool)? = { $0 < $1 }
    package static func write(_ id: LotID, to row: inout some ColumnWriter) throws { try row.add(id.number) }
    package static func key(from row: inout some ColumnReader) -> LotID { LotID(row.integer()) }

    package func write(to row: inout some ColumnWriter) throws {
        try row.add(member.text)
        for points in [opened, remaining, spent, expired, reversed] { try row.add(points) }
        try row.add(usableFrom?.microseconds)
        try row.add(isMature)
        try row.add(expires?.microseconds)
        try row.add(isGraced)
        try row.add(root == id ? nil : root.number)
        try row.add(heir?.number)
        try row.add(expiredBeyond)
    }

    package init(_ id: LotID, from row: inout some ColumnReader) throws {
        let member = MemberID(row.text()), opened = row.integer()
        let remaining = row.integer(), spent = row.integer(), expired = row.integer(), reversed = row.integer()
        let usable = row.optionalInteger(), isMature = row.integer() != 0, expires = row.optionalInteger(), isGraced = row.integer() != 0
        let root = row.optionalInteger(), heir = row.optionalInteger()
        let lot = Lot(
            id: id, member: member, opened: opened, usableFrom: usable.map(Instant.init(microseconds:)),
            expires: expires.map(Instant.init(microseconds:)), root: root.map { LotID($0) })
        let parts = Lot.Parts(remaining: remaining, spent: spent, expired: expired, reversed: reversed, expiredBeyond: row.integer())
        self = lot.kept(parts, isMature: isMature, isGraced: isGraced, heir: heir.map { LotID($0) })
    }
}

extension Demand: KeptRows {
    package typealias Key = LotID

    package static var place: WritableKeyPath<Tables, Table<Demand>> & Sendable { \.demands }
    package static let residence = Residence.disk(cached: 50_000, absence: true)
    package static let schema = TableSchema(
        "demand", key: [.integer("number")], [.text("member"), .text("pieces"), .text("given")])
    package static let writingOrder: (@Sendable (LotID, LotID) -> Bool)? = { $0 < $1 }
    package static func write(_ id: LotID, to row: inout some ColumnWriter) throws { try row.add(id.number) }
    package static func key(from row: inout some ColumnReader) -> LotID { LotID(row.integer()) }

    package func write(to row: inout some ColumnWriter) throws {
        try row.add(member.text)
        try row.add(pieces.stored)
        try row.add(given.stored)
    }

    package init(_ id: LotID, from row: inout some ColumnReader) throws {
        let place = "demand \(id.number)"
        self.init(
            id: id, member: MemberID(row.text()), pieces: try [Piece](stored: row.text(), place), given: try [Piece](stored: row.text(), place))
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
