import Identity
import JSON
import Periods

extension EarnedBadge: KeptRows {
    package typealias Key = BadgeKey

    package static let place: WritableKeyPath<Tables, Table<EarnedBadge>> & Sendable = \.earnedBadges
    package static let residence = Residence.disk(cached: 50_000, absence: true)
    package static let schema = TableSchema("badge", key: [.text("member"), .text("badge"), .text("period")], [.text("body")])

    package static func write(_ key: BadgeKey, to row: inout some ColumnWriter) throws {
        try row.add(key.member.text)
        try row.add(key.badge)
        try row.add(key.period)
    }

    package static func key(from row: inout some ColumnReader) -> BadgeKey {
        let member = MemberID(row.text()), badge = row.text()
        return BadgeKey(member: member, badge: badge, period: row.text())
    }

    package func write(to row: inout some ColumnWriter) throws {
        try row.add(utf8: JSONWriter.object { writer in
            writer.member("title", title.stored)
            writer.list("levels", levels) { writer, level in
                writer.object { level.write(to: &$0) }
            }
        })
    }

    package init(_ key: BadgeKey, from row: inout some ColumnReader) throws {
        let fields = try Fields(json: row.bytes(), "badge \(key.badge) of \(key.member)")
        self.init(title: try LocalizedText(stored: fields.object["title"], fields.place))
        for level in try fields.list("levels", { try Level(stored: Fields($0, fields.place)) }) { self[level.level] = level }
    }
}

extension EarnedBadge.Level {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("level", level)
        writer.member("at", at)
        writer.member("number", number)
        if isTakenBack { writer.member("taken_back", true) }
        guard let withdrawal else { return }
        writer.object("withdrawn") { writer in
            writer.member("by", withdrawal.by.text)
            writer.member("at", withdrawal.at)
            writer.member("reason", withdrawal.reason)
        }
    }

    fileprivate init(stored fields: Fields) throws {
        self.init(level: try fields.decimal("level"), at: try fields.instant("at"), number: try fields.integer("number"))
        isTakenBack = try fields.flag("taken_back")
        guard fields.has("withdrawn") else { return }
        let stored = try fields.fields("withdrawn")
        withdrawal = EarnedBadge.Withdrawal(by: try stored.actor("by"), at: try stored.instant("at"), reason: try stored.text("reason"))
    }
}
