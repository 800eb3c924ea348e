import Identity
import JSON
import Periods
import RuleEngine

/// Who holds a claim, in the order in which they came. One without holders is free again, and not kept.
package struct Claim: Hashable, Sendable {
    package let holders: [ClaimHolder]

    package init(holders: [ClaimHolder]) { self.holders = holders }
}

extension Claim: KeptRows {
    package typealias Key = ClaimKey

    package static var place: WritableKeyPath<Tables, Table<Claim>> & Sendable { \.claims }
    package static let residence = Residence.disk(cached: 50_000, absence: true)
    package static let schema = TableSchema(
        "claim", key: [.text("rule"), .text("period"), .text("key")], [.text("holders")])

    package static func write(_ key: ClaimKey, to row: inout some ColumnWriter) throws {
        try row.add(key.rule)
        // Periods are never empty; a cooldown has none.
        try row.add(key.period ?? "")
        try row.add(key.key.text)
    }

    package static func key(from row: inout some ColumnReader) -> ClaimKey {
        let rule = row.text(), period = row.text()
        return ClaimKey(rule: rule, period: period.isEmpty ? nil : period, key: row.text())
    }

    package func write(to row: inout some ColumnWriter) throws {
        var writer = JSONWriter()
        writer.array { writer in
            for holder in holders {
                writer.object { writer in
                    writer.member("at", holder.at)
                    writer.member("source", holder.activity.source.text)
                    writer.member("id", holder.activity.id.text)
                }
            }
        }
        try row.add(utf8: writer.bytes)
    }

    package init(_ key: ClaimKey, from row: inout some ColumnReader) throws {
        let place = "claim of \(key.rule)"
        guard let list = (try? JSONValue.parse(row.bytes()))?.array else { throw DamagedRecord(place) }
        holders = try list.map { value in
            let fields = try Fields(value, place)
            return ClaimHolder(at: try fields.instant("at"), activity: try ActivityKey(stored: fields))
        }
    }
}

extension Table<Claim> {
    /// Who holds a claim now; nobody: it is free again.
    mutating func set(_ holders: [ClaimHolder], of key: ClaimKey) { self[key] = holders.isEmpty ? nil : Claim(holders: holders) }
}
