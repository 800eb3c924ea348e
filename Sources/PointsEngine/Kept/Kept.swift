/// A kind of thing that the engine keeps: the value that was last set under a key, or nothing where it was deleted.
///
/// A kept thing is declared once: here, and as a property of `Tables`. With that it is part of what commands change, of what stands on top
/// of committed facts, and of facts in memory. Declared as `KeptRows`, it also is a table of the database that is written with each commit,
/// loaded at the start or read by key, verified against the commands and rebuilt from them. Nothing else has to know of it.
package protocol Kept: Sendable {
    associatedtype Key: Hashable & Sendable

    /// Its table.
    static var place: WritableKeyPath<Tables, Table<Self>> & Sendable { get }

    /// Where it is while a server runs; `.memory` unless it says otherwise.
    static var residence: Residence { get }

    // What is done with each kind by every command. It is written once, below; each kind is asked so that it has code of its own, for
    // code that knows no kind takes a hundred times as long to find out that nothing of it has changed.

    static func isEmpty(in tables: Tables) -> Bool
    static func absorb(_ later: Tables, into tables: inout Tables)
    static func merge(_ later: Tables, into tables: inout Tables)
    static func found(_ key: Key, in memory: TablesInMemory) -> Self?
    static func found(_ key: Key, on overlay: Overlay) throws -> Self?
}

/// Tables that stay where they are: who looks something up copies none of them.
package final class TablesInMemory {
    package var tables = Tables()

    package init() {}
}

extension Kept {
    package static var residence: Residence { .memory }

    package static func isEmpty(in tables: Tables) -> Bool { tables[keyPath: place].isEmpty }

    package static func absorb(_ later: Tables, into tables: inout Tables) {
        if !later[keyPath: place].isEmpty { tables[keyPath: place].absorb(later[keyPath: place]) }
    }

    package static func merge(_ later: Tables, into tables: inout Tables) {
        if !later[keyPath: place].isEmpty { tables[keyPath: place].merge(later[keyPath: place]) }
    }

    package static func found(_ key: Key, in memory: TablesInMemory) -> Self? { memory.tables[keyPath: place][key] }

    package static func found(_ key: Key, on overlay: Overlay) throws -> Self? {
        if let said = overlay.said(Self.self, key) { return said }
        return try overlay.base.find(Self.self, key)
    }
}

extension KeptRows {
    package static var writingOrder: (@Sendable (Key, Key) -> Bool)? { nil }
}

/// Where things of a kind are while a server runs.
package enum Residence: Hashable, Sendable {
    /// In memory, all of them: commands ask for them again and again, or due work for all at once.
    case memory
    /// On disk, and so many of those that were asked for lately in memory too; with `absence`, it is also remembered that there is none.
    case disk(cached: Int, absence: Bool = false)
}

/// A kept thing that is a row under its key.
///
/// ```swift
/// extension EarnedBadge: KeptRows {
///     package static let place: WritableKeyPath<Tables, Table<EarnedBadge>> & Sendable = \.earnedBadges
///     package static let schema = TableSchema("badge", key: [.text("member"), .text("badge"), .text("period")], [.text("body")])
///     package static func write(_ key: BadgeKey, to row: inout some ColumnWriter) throws { … }
///     package static func key(from row: inout some ColumnReader) -> BadgeKey { … }
///     package func write(to row: inout some ColumnWriter) throws { … }
///     package init(_ key: BadgeKey, from row: inout some ColumnReader) throws { … }
/// }
/// ```
///
/// Most are one object under one text: `KeptObject`.
package protocol KeptRows: Kept {
    static var schema: TableSchema { get }

    /// The order in which rows are written, where it matters: a table whose key grows is written fastest at its end.
    static var writingOrder: (@Sendable (Key, Key) -> Bool)? { get }

    /// Adds the columns of the key, in their order.
    static func write(_ key: Key, to row: inout some ColumnWriter) throws
    static func key(from row: inout some ColumnReader) throws -> Key

    /// Adds the other columns, in their order.
    func write(to row: inout some ColumnWriter) throws
    /// - Throws: `DamagedRecord`.
    init(_ key: Key, from row: inout some ColumnReader) throws
}

/// Takes the columns of a row one after the other.
package protocol ColumnWriter {
    mutating func add(_ value: Int64?) throws
    mutating func add(_ text: String?) throws
    mutating func add(utf8 bytes: [UInt8]) throws
}

/// Gives the columns of a row one after the other.
package protocol ColumnReader {
    mutating func integer() -> Int64
    mutating func optionalInteger() -> Int64?
    mutating func text() -> String
    mutating func optionalText() -> String?
    mutating func bytes() -> [UInt8]
}

extension ColumnWriter {
    package mutating func add(_ value: Bool) throws { try add(value ? 1 : 0 as Int64) }
}
