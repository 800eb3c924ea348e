import Identity

/// A kept thing that is one object under one text: its row is the key and the body.
///
/// ```swift
/// extension Team: KeptObject {
///     package static var place: WritableKeyPath<Tables, Table<Team>> & Sendable { \.teams }
///     package static let schema = TableSchema("team", key: [.text("id")], [.text("body")])
/// }
/// ```
package protocol KeptObject: KeptRows where Key: TextKey {
    /// All but the key.
    var stored: [UInt8] { get }
    /// - Throws: `DamagedRecord`.
    init(id: Key, stored: [UInt8]) throws
}

extension KeptObject {
    package static func write(_ key: Key, to row: inout some ColumnWriter) throws { try row.add(key.text) }
    package static func key(from row: inout some ColumnReader) -> Key { Key(row.text()) }
    package func write(to row: inout some ColumnWriter) throws { try row.add(utf8: stored) }
    package init(_ key: Key, from row: inout some ColumnReader) throws { try self.init(id: key, stored: row.bytes()) }
}

/// A key that is a text as it stands.
package protocol TextKey {
    var text: String { get }
    init(_ text: String)
}

extension Identifier: TextKey {}

extension String: TextKey {
    package var text: String { self }
}
