import JSON

/// The shape of a JSON value, as the description of the API tells it (JSON Schema 2020-12).
indirect enum Shape: Sendable {
    case text, integer, number, flag, any
    /// RFC 3339 in UTC.
    case instant
    /// One of these words.
    case words([String])
    case list(Shape)
    /// Members by name; one that ends with `?` may be left out.
    case object([(String, Shape)])
    /// Values by names that are not known beforehand.
    case map(Shape)
    /// Or null.
    case orNull(Shape)
    /// One of several.
    case either([Shape])
    /// A shape that many share, among `APIShapes`.
    case shared(String)

    var json: JSONValue {
        switch self {
        case .text: ["type": "string"]
        case .integer: ["type": "integer", "format": "int64"]
        case .number: ["type": "number"]
        case .flag: ["type": "boolean"]
        case .any: [:]
        case .instant: ["type": "string", "format": "date-time"]
        case .words(let words): ["type": "string", "enum": .array(words.map(JSONValue.string))]
        case .list(let item): ["type": "array", "items": item.json]
        case .map(let value): ["type": "object", "additionalProperties": value.json]
        case .orNull(let shape): ["oneOf": [shape.json, ["type": "null"]]]
        case .either(let shapes): ["anyOf": .array(shapes.map(\.json))]
        case .shared(let name): ["$ref": .string("#/components/schemas/\(name)")]
        case .object(let members): Self.object(members)
        }
    }

    private static func object(_ members: [(String, Shape)]) -> JSONValue {
        let properties = members.map { (Self.name($0.0), $0.1.json) }
        let required = members.map(\.0).filter { !$0.hasSuffix("?") }
        return ["type": "object", "properties": .object(JSONObject(properties)), "required": .array(required.map(JSONValue.string))]
    }

    private static func name(_ key: String) -> String { key.hasSuffix("?") ? String(key.dropLast()) : key }

    /// A page of a list.
    static func page(_ item: Shape) -> Shape { .object([("items", .list(item)), ("next", .orNull(.text))]) }
}

extension Shape: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral {
    init(dictionaryLiteral members: (String, Shape)...) { self = .object(members) }
    /// The name of a shared shape.
    init(stringLiteral name: String) { self = .shared(name) }
}
