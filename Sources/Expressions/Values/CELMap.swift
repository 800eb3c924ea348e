import JSON

/// A map: a table made by an expression, a record with declared fields, or a JSON object.
package enum CELMap: Sendable {
    case table(MapTable)
    case record(Record)
    case json(JSONObject)

    /// The keys must be valid and differ; of two equal keys the first counts.
    package init(_ entries: [(key: CELValue, value: CELValue)]) {
        self = .table(MapTable(keys: entries.map(\.key), values: entries.map(\.value)))
    }

    package var count: Int {
        switch self {
        case .table(let table): table.keys.count
        case .record(let record): record.count
        case .json(let object): object.count
        }
    }

    /// The value of a field. O(1) for records, O(fields) for JSON objects and small tables.
    package func value(field: String) -> CELValue? {
        switch self {
        case .table(let table): table.value(.string(field))
        case .record(let record): record.value(field: field)
        case .json(let object): object[field].map { CELValue($0) }
        }
    }

    /// The value of any key; nil where it is missing or cannot be a key.
    func value(key: CELValue) -> CELValue? {
        if case .string(let field) = key { return value(field: field) }
        guard case .table(let table) = self, let key = MapKey(key) else { return nil }
        return table.value(key)
    }

    /// The keys in order of the source: of the literal, of the JSON text, of the declaration.
    package var keys: [CELValue] {
        switch self {
        case .table(let table): table.keys
        case .record(let record): record.presentFields.map { .string($0) }
        case .json(let object): object.map { .string($0.key) }
        }
    }
}

/// Keys and values of a map that an expression made.
package final class MapTable: Sendable {
    let keys: [CELValue]
    let values: [CELValue]
    /// Only beyond ``scanned`` entries, where looking at each costs more than hashing.
    private let index: [MapKey: Int]
    private static let scanned = 8

    init(keys: [CELValue], values: [CELValue]) {
        self.keys = keys
        self.values = values
        var index: [MapKey: Int] = [:]
        if keys.count > Self.scanned {
            for (place, key) in keys.enumerated() {
                if let key = MapKey(key), index[key] == nil { index[key] = place }
            }
        }
        self.index = index
    }

    func value(_ key: MapKey) -> CELValue? {
        if keys.count > Self.scanned { return index[key].map { values[$0] } }
        return keys.firstIndex { MapKey($0) == key }.map { values[$0] }
    }
}

/// Values for the fields of a ``RecordType``; a field without one is missing, as a key may be missing in a map.
package final class Record: Sendable {
    package let type: RecordType
    let values: [CELValue?]

    /// `values` stand in the order of the type's fields; fields beyond their end are missing.
    package init(_ type: RecordType, _ values: [CELValue?]) {
        self.type = type
        let fields = type.fields.count
        self.values = values.count == fields ? values : values.prefix(fields) + Array(repeating: nil, count: max(0, fields - values.count))
    }

    var count: Int { values.count(where: { $0 != nil }) }

    var presentFields: [String] { zip(type.fields, values).filter { $1 != nil }.map(\.0.name) }

    func value(field: String) -> CELValue? { type.place(of: field).flatMap { values[$0] } }
}
