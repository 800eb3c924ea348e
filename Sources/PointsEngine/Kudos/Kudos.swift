import Identity
import JSON
import Periods

/// Thanks from one member to another, which everyone reads. It is hidden at most, and never deleted.
package struct Kudos: Hashable, Sendable {
    package struct Hiding: Hashable, Sendable {
        package let by: Actor
        package let at: Instant
        package let reason: String
    }

    package let id: RequestID
    package let from: MemberID
    package let to: MemberID
    /// The id of what for.
    package let reason: String
    /// Up to 280 characters; may be empty.
    package let text: String
    package let at: Instant
    /// The command that gave it: the order in which thanks stand.
    package let number: Int64
    /// Who joined in, in the order in which they did.
    package var claps: [MemberID] = []
    package var hidden: Hiding?

    package init(id: RequestID, from: MemberID, to: MemberID, reason: String, text: String, at: Instant, number: Int64) {
        self.id = id
        self.from = from
        self.to = to
        self.reason = reason
        self.text = text
        self.at = at
        self.number = number
    }

    package static let mostCharacters = 280
    /// More who join in are too many to name.
    package static let mostClaps = 1_000

    /// What Laurel records of thanks: for the giver `{to, reason}`, for the receiver `{from, reason}`.
    package static let givenType = "laurel.kudos.given", receivedType = "laurel.kudos.received"
}

extension Kudos: KeptRows {
    package typealias Key = RequestID

    package static let place: WritableKeyPath<Tables, Table<Kudos>> & Sendable = \.kudos
    package static let residence = Residence.disk(cached: 5_000)
    package static let schema = TableSchema(
        "kudos", key: [.text("id")], [.text("from_member"), .text("to_member"), .integer("number"), .text("body")],
        indexes: [["number"], ["to_member", "number"], ["from_member", "number"]])

    package static func write(_ id: RequestID, to row: inout some ColumnWriter) throws { try row.add(id.text) }
    package static func key(from row: inout some ColumnReader) -> RequestID { RequestID(row.text()) }

    package func write(to row: inout some ColumnWriter) throws {
        try row.add(from.text)
        try row.add(to.text)
        try row.add(number)
        try row.add(utf8: JSONWriter.object { writer in
            writer.member("reason", reason)
            writer.member("text", text)
            writer.member("at", at)
            writer.texts("claps", claps.map(\.text))
            guard let hidden else { return }
            writer.object("hidden") { writer in
                writer.member("by", hidden.by.text)
                writer.member("at", hidden.at)
                writer.member("reason", hidden.reason)
            }
        })
    }

    package init(_ id: RequestID, from row: inout some ColumnReader) throws {
        let from = MemberID(row.text()), to = MemberID(row.text()), number = row.integer()
        let fields = try Fields(json: row.bytes(), "kudos \(id)")
        self.init(id: id, from: from, to: to, reason: try fields.text("reason"), text: try fields.text("text"), at: try fields.instant("at"), number: number)
        claps = try fields.texts("claps").map { MemberID($0) }
        guard fields.has("hidden") else { return }
        let stored = try fields.fields("hidden")
        hidden = Hiding(by: try stored.actor("by"), at: try stored.instant("at"), reason: try stored.text("reason"))
    }
}
