import Identity
import JSON

extension Target: KeptRows {
    package typealias Key = TargetKey

    package static var place: WritableKeyPath<Tables, Table<Target>> & Sendable { \.targets }
    package static let schema = TableSchema(
        "target", key: [.text("owner_kind"), .text("owner"), .text("metric"), .text("period")],
        [.text("value"), .text("reached"), .integer("revision")], indexes: [["period"]])

    package static func write(_ key: TargetKey, to row: inout some ColumnWriter) throws {
        try row.add(key.ownerKind)
        try row.add(key.ownerName)
        try row.add(key.metric)
        try row.add(key.period)
    }

    package static func key(from row: inout some ColumnReader) throws -> TargetKey {
        let kind = row.text(), name = row.text()
        return try TargetKey(ownerKind: kind, ownerName: name, metric: row.text(), period: row.text(), place: "target of \(name)")
    }

    package func write(to row: inout some ColumnWriter) throws {
        try row.add(value.description)
        try row.add(reached.sorted().map(String.init).joined(separator: ","))
        try row.add(revision)
    }

    package init(_ key: TargetKey, from row: inout some ColumnReader) throws {
        guard let value = Decimal(parsing: row.text()) else { throw DamagedRecord("target of \(key.ownerName)") }
        self.init(value: value, reached: Set(row.text().split(separator: ",").compactMap { Int($0) }), revision: row.integer())
    }
}
