import Identity
import JSON
import Periods

/// A finding that somebody has put aside, and why (programme.md, "Insight").
package struct Dismissal: Hashable, Sendable {
    /// Of the finding: `me/li.na/…`, `team/li.na/…`, `rules/…`, `audit/…`.
    package let finding: String
    package let actor: Actor
    package let at: Instant
    package let reason: String

    package init(finding: String, actor: Actor, at: Instant, reason: String) { (self.finding, self.actor, self.at, self.reason) = (finding, actor, at, reason) }
}

extension Dismissal: KeptRows {
    package typealias Key = String

    package static var place: WritableKeyPath<Tables, Table<Dismissal>> & Sendable { \.dismissals }
    package static let residence = Residence.disk(cached: 200, absence: true)
    package static let schema = TableSchema("dismissal", key: [.text("finding")], [.text("body")])
    package static func write(_ key: String, to row: inout some ColumnWriter) throws { try row.add(key) }
    package static func key(from row: inout some ColumnReader) -> String { row.text() }

    package func write(to row: inout some ColumnWriter) throws {
        try row.add(utf8: JSONWriter.object { writer in
            writer.member("actor", actor.text)
            writer.member("at", at)
            writer.member("reason", reason)
        })
    }

    package init(_ key: String, from row: inout some ColumnReader) throws {
        let fields = try Fields(json: row.bytes(), "dismissal \(key)")
        self.init(finding: key, actor: try fields.actor("actor"), at: try fields.instant("at"), reason: try fields.text("reason"))
    }
}
