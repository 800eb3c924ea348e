import Identity

// People, teams and what managers configure: each an object under its id.

extension Member: KeptRows {
    package typealias Key = MemberID

    package static var place: WritableKeyPath<Tables, Table<Member>> & Sendable { \.members }
    package static let schema = TableSchema("member", key: [.text("id")], [.text("body")])
    package static func write(_ id: MemberID, to row: inout some ColumnWriter) throws { try row.add(id.text) }
    package static func key(from row: inout some ColumnReader) -> MemberID { MemberID(row.text()) }
    package func write(to row: inout some ColumnWriter) throws { try row.add(utf8: stored) }
    package init(_ id: MemberID, from row: inout some ColumnReader) throws { try self.init(id: id, stored: row.bytes()) }
}

extension Team: KeptRows {
    package typealias Key = TeamID

    package static var place: WritableKeyPath<Tables, Table<Team>> & Sendable { \.teams }
    package static let schema = TableSchema("team", key: [.text("id")], [.text("body")])
    package static func write(_ id: TeamID, to row: inout some ColumnWriter) throws { try row.add(id.text) }
    package static func key(from row: inout some ColumnReader) -> TeamID { TeamID(row.text()) }
    package func write(to row: inout some ColumnWriter) throws { try row.add(utf8: stored) }
    package init(_ id: TeamID, from row: inout some ColumnReader) throws { try self.init(id: id, stored: row.bytes()) }
}

extension Tier: KeptRows {
    package typealias Key = String

    package static var place: WritableKeyPath<Tables, Table<Tier>> & Sendable { \.tiers }
    package static let schema = TableSchema("tier", key: [.text("id")], [.text("body")])
    package static func write(_ id: String, to row: inout some ColumnWriter) throws { try row.add(id) }
    package static func key(from row: inout some ColumnReader) -> String { row.text() }
    package func write(to row: inout some ColumnWriter) throws { try row.add(utf8: stored) }
    package init(_ id: String, from row: inout some ColumnReader) throws { try self.init(id: id, stored: row.bytes()) }
}

extension Reward: KeptRows {
    package typealias Key = String

    package static var place: WritableKeyPath<Tables, Table<Reward>> & Sendable { \.rewards }
    package static let schema = TableSchema("reward", key: [.text("id")], [.text("body")])
    package static func write(_ id: String, to row: inout some ColumnWriter) throws { try row.add(id) }
    package static func key(from row: inout some ColumnReader) -> String { row.text() }
    package func write(to row: inout some ColumnWriter) throws { try row.add(utf8: stored) }
    package init(_ id: String, from row: inout some ColumnReader) throws { try self.init(id: id, stored: row.bytes()) }
}

extension TierStanding: KeptRows {
    package typealias Key = MemberID

    package static var place: WritableKeyPath<Tables, Table<TierStanding>> & Sendable { \.tierStandings }
    package static let schema = TableSchema("standing", key: [.text("member")], [.text("body")])
    package static func write(_ member: MemberID, to row: inout some ColumnWriter) throws { try row.add(member.text) }
    package static func key(from row: inout some ColumnReader) -> MemberID { MemberID(row.text()) }
    package func write(to row: inout some ColumnWriter) throws { try row.add(utf8: stored) }
    package init(_ member: MemberID, from row: inout some ColumnReader) throws { try self.init(member: member, stored: row.bytes()) }
}

extension Webhook: KeptRows {
    package typealias Key = String

    package static let place: WritableKeyPath<Tables, Table<Webhook>> & Sendable = \.webhooks
    package static let schema = TableSchema("webhook", key: [.text("id")], [.text("body")])
    package static func write(_ id: String, to row: inout some ColumnWriter) throws { try row.add(id) }
    package static func key(from row: inout some ColumnReader) -> String { row.text() }
    package func write(to row: inout some ColumnWriter) throws { try row.add(utf8: stored) }
    package init(_ id: String, from row: inout some ColumnReader) throws { try self.init(id: id, stored: row.bytes()) }
}

extension RuleDraft: KeptRows {
    package typealias Key = String

    package static var place: WritableKeyPath<Tables, Table<RuleDraft>> & Sendable { \.ruleDrafts }
    package static let residence = Residence.disk(cached: 20, absence: false)
    package static let schema = TableSchema("rule_draft", key: [.text("id")], [.text("body")])
    package static func write(_ id: String, to row: inout some ColumnWriter) throws { try row.add(id) }
    package static func key(from row: inout some ColumnReader) -> String { row.text() }
    package func write(to row: inout some ColumnWriter) throws { try row.add(utf8: stored) }
    package init(_ id: String, from row: inout some ColumnReader) throws { try self.init(id: id, stored: row.bytes()) }
}
