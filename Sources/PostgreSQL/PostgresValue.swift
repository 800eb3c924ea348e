/// A parameter of a statement, in PostgreSQL's binary form.
package enum PostgresValue: Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    case flag(Bool)
    /// Columns of many rows, for `unnest`.
    case integers([Int64?])
    case texts([String?])
    case utf8([[UInt8]?])
    case blobs([[UInt8]?])

    package init(_ value: Int64?) { self = value.map { .integer($0) } ?? .null }
    package init(_ value: String?) { self = value.map { .text($0) } ?? .null }

    /// The object id of its type.
    var type: UInt32 {
        switch self {
        case .null: 0
        case .integer: Self.int8
        case .text: Self.textType
        case .bytes: Self.bytea
        case .flag: Self.bool
        case .integers: 1016
        case .texts, .utf8: 1009
        case .blobs: 1001
        }
    }

    /// Nil: NULL.
    var encoded: [UInt8]? {
        switch self {
        case .null: return nil
        case .integer(let value): return value.bigEndianBytes
        case .text(let value): return Self.storable(Array(value.utf8))
        case .bytes(let value): return value
        case .flag(let value): return [value ? 1 : 0]
        case .integers(let values): return Self.array(values, of: Self.int8) { $0.bigEndianBytes }
        case .texts(let values): return Self.array(values, of: Self.textType) { Self.storable(Array($0.utf8)) }
        case .utf8(let values): return Self.array(values, of: Self.textType) { Self.storable($0) }
        case .blobs(let values): return Self.array(values, of: Self.bytea) { $0 }
        }
    }

    private static let bool: UInt32 = 16, bytea: UInt32 = 17, int8: UInt32 = 20, textType: UInt32 = 25

    /// `text` holds no U+0000: it becomes U+FFFD.
    private static func storable(_ bytes: [UInt8]) -> [UInt8] {
        bytes.contains(0) ? bytes.flatMap { $0 == 0 ? [0xEF, 0xBF, 0xBD] : [$0] } : bytes
    }

    /// One dimension, counted from 1: dimensions, whether there are nulls, type, length, lower bound; then each with its length.
    private static func array<Element>(_ values: [Element?], of type: UInt32, _ encode: (Element) -> [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20 + values.count * 12)
        bytes.add(Int32(values.isEmpty ? 0 : 1))
        bytes.add(Int32(values.contains { $0 == nil } ? 1 : 0))
        bytes.add(Int32(bitPattern: type))
        guard !values.isEmpty else { return bytes }
        bytes.add(Int32(values.count))
        bytes.add(Int32(1))
        for value in values {
            guard let encoded = value.map(encode) else {
                bytes.add(Int32(-1))
                continue
            }
            bytes.add(Int32(encoded.count))
            bytes += encoded
        }
        return bytes
    }
}

extension FixedWidthInteger {
    fileprivate var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}

extension [UInt8] {
    fileprivate mutating func add(_ value: Int32) { Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) } }
}
