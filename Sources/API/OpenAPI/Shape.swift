import JSON

/// The shape of a JSON value, as the description of the API tells it (JSON Schema 2020-12).
///
/// ```swift
/// let named: Shape = ["id": .text, "name": .text, "team?": .orNull("Named")]
/// ```
indirect enum Shape: Sendable {
    case text, integer, number, flag
    /// RFC 3339 in UTC.
    case instant
    /// In requests: a day of the company's calendar, which stands for its first instant, or a time with its offset.
    case moment
    /// One of these words.
    case words([String])
    case list(Shape)
    /// Members by name; one that ends with `?` may be left out.
    case object([(String, Shape)])
    /// The same, and any others of one shape.
    case extensible([(String, Shape)], others: Shape)
    /// Values by names that are not known beforehand.
    case map(Shape)
    /// Or null.
    case orNull(Shape)
    /// One of several.
    case either([Shape])
    /// A shape that many share, among `APIShapes`.
    case shared(String)
    /// Any JSON value: what it is, is for somebody else to say. The text tells who, and why.
    case open(String)

    /// A page of a list.
    static func page(_ item: Shape) -> Shape { .object([("items", .list(item)), ("next", .orNull(.text))]) }

    static func words<Word: RawRepresentable & CaseIterable>(_: Word.Type) -> Shape where Word.RawValue == String { .words(Word.allCases.map(\.rawValue)) }

    /// The members of an object, to be taken up into a larger one; empty for every other shape.
    var members: [(String, Shape)] {
        switch self {
        case .object(let members), .extensible(let members, _): members
        case .shared(let name): APIShapes.byName[name]?.members ?? []
        default: []
        }
    }

    /// The name without the mark that it may be left out.
    static func name(_ key: String) -> String { key.hasSuffix("?") ? String(key.dropLast()) : key }
}

extension Shape: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral {
    init(dictionaryLiteral members: (String, Shape)...) { self = .object(members) }
    /// The name of a shared shape.
    init(stringLiteral name: String) { self = .shared(name) }
}

extension Shape {
    /// As JSON Schema. In requests keys that are not named are refused, and the schema says so.
    func json(inRequest: Bool = false) -> JSONValue {
        let inner = { (shape: Shape) in shape.json(inRequest: inRequest) }
        return switch self {
        case .text: ["type": "string"]
        case .integer: ["type": "integer", "format": "int64"]
        case .number: ["type": "number"]
        case .flag: ["type": "boolean"]
        case .instant: ["type": "string", "format": "date-time"]
        case .moment: ["type": "string", "description": "a day of the company's calendar, 2026-11-30, or a time with its offset (RFC 3339)"]
        case .words(let words): ["type": "string", "enum": .array(words.map(JSONValue.string))]
        case .list(let item): ["type": "array", "items": inner(item)]
        case .map(let value): ["type": "object", "additionalProperties": inner(value)]
        case .orNull(let shape): ["oneOf": [inner(shape), ["type": "null"]]]
        case .either(let shapes): ["anyOf": .array(shapes.map(inner))]
        case .shared(let name): ["$ref": .string("#/components/schemas/\(name)")]
        case .open(let reason): ["description": .string(reason)]
        case .object(let members): Self.object(members, others: inRequest ? false : nil, inner)
        case .extensible(let members, let others): Self.object(members, others: inner(others), inner)
        }
    }

    private static func object(_ members: [(String, Shape)], others: JSONValue?, _ inner: (Shape) -> JSONValue) -> JSONValue {
        let required = members.map(\.0).filter { !$0.hasSuffix("?") }
        var object: JSONObject = [
            "type": "object", "properties": .object(JSONObject(members.map { (name($0.0), inner($0.1)) })), "required": .array(required.map(JSONValue.string)),
        ]
        if let others { object["additionalProperties"] = others }
        return .object(object)
    }
}

extension Shape {
    /// The place of the first key in `value` that is not described, as a JSON pointer; nil: all are. Types are for whoever reads the value.
    func stranger(in value: JSONValue) -> String? {
        switch self {
        case .text, .integer, .number, .flag, .instant, .moment, .words, .open: nil
        case .list(let item):
            value.array?.enumerated().lazy.compactMap { index, element in item.stranger(in: element).map { "/\(index)\($0)" } }.first
        case .map(let shape):
            value.object?.lazy.compactMap { member in shape.stranger(in: member.value).map { Self.pointer(member.key) + $0 } }.first
        case .object(let members): Self.stranger(in: value, members) { _ in nil }
        case .extensible(let members, let others): Self.stranger(in: value, members) { _ in others }
        case .orNull(let shape): value.isNull ? nil : shape.stranger(in: value)
        case .either(let shapes): Self.stranger(in: value, either: shapes)
        case .shared(let name): APIShapes.byName[name]?.stranger(in: value)
        }
    }

    private static func stranger(in value: JSONValue, _ members: [(String, Shape)], _ other: @escaping (String) -> Shape?) -> String? {
        guard let object = value.object else { return nil }
        return object.lazy.compactMap { member -> String? in
            guard let shape = members.first(where: { name($0.0) == member.key })?.1 ?? other(member.key) else { return pointer(member.key) }
            return shape.stranger(in: member.value).map { pointer(member.key) + $0 }
        }.first
    }

    /// What fits none of several shapes is told by the one that it fits furthest.
    private static func stranger(in value: JSONValue, either shapes: [Shape]) -> String? {
        let found = shapes.filter { $0.mayBe(value) }.map { $0.stranger(in: value) }
        guard !found.contains(nil) else { return nil }
        return found.compactMap { $0 }.max { $0.count(where: { $0 == "/" }) < $1.count(where: { $0 == "/" }) }
    }

    /// Whether a value is of the same kind: an object, a list, or something plain.
    private func mayBe(_ value: JSONValue) -> Bool {
        switch self {
        case .object, .extensible, .map: value.object != nil
        case .list: value.array != nil
        case .orNull(let shape): value.isNull || shape.mayBe(value)
        case .either(let shapes): shapes.contains { $0.mayBe(value) }
        case .shared(let name): APIShapes.byName[name]?.mayBe(value) ?? false
        case .open: true
        case .text, .integer, .number, .flag, .instant, .moment, .words: value.object == nil && value.array == nil
        }
    }

    private static func pointer(_ key: String) -> String { "/" + key.replacing("~", with: "~0").replacing("/", with: "~1") }
}
