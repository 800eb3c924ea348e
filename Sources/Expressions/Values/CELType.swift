/// The type of a value or of an expression: what `type(x)` returns, and what the checker infers.
///
/// `decimal` is the one addition to the specification. A `record` behaves as a map with string keys whose fields are
/// known when the expression is loaded, so a misspelt field is found then. `dyn` fits everything.
package indirect enum CELType: Hashable, Sendable {
    case dyn, null, bool, int, uint, double, decimal, string, bytes, timestamp, duration, type
    case list(CELType)
    case map(CELType, CELType)
    case optional(CELType)
    case record(RecordType)
    /// A type parameter of a function's overload, by number.
    case parameter(Int)

    /// The name as `string(type(x))` and diagnostics show it at run time: parameters of lists and maps are erased.
    package var runtimeName: String {
        switch self {
        case .dyn: "dyn"
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .decimal: "decimal"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .type: "type"
        case .list: "list"
        case .map, .record: "map"
        case .optional: "optional_type"
        case .parameter: "dyn"
        }
    }

    /// The name for people, with element types: `list(string)`.
    package var name: String {
        switch self {
        case .null: "null"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .list(let element): "list(\(element.name))"
        case .map(let key, let value): "map(\(key.name), \(value.name))"
        case .optional(let wrapped): "optional(\(wrapped.name))"
        case .record(let record): record.name
        default: runtimeName
        }
    }

    /// The types that can be named in an expression, such as `int` or `google.protobuf.Timestamp`.
    static let named: [String: CELType] = [
        "bool": .bool, "int": .int, "uint": .uint, "double": .double, "decimal": .decimal, "string": .string, "bytes": .bytes,
        "list": .list(.dyn), "map": .map(.dyn, .dyn), "null_type": .null, "type": .type, "optional_type": .optional(.dyn),
        "google.protobuf.Timestamp": .timestamp, "google.protobuf.Duration": .duration,
    ]
}

/// The fields of a record and their places, declared once by an environment and shared by every value of it.
package final class RecordType: Hashable, Sendable {
    package let name: String
    package let fields: [(name: String, type: CELType)]
    private let places: [String: Int]

    /// - Precondition: the names of the fields differ; of two equal names the first counts.
    package init(_ name: String, _ fields: [(name: String, type: CELType)]) {
        self.name = name
        self.fields = fields
        self.places = Dictionary(fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The place of a field in ``fields``, or nil. O(1).
    package func place(of field: String) -> Int? { places[field] }

    package static func == (left: RecordType, right: RecordType) -> Bool { left === right }
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
