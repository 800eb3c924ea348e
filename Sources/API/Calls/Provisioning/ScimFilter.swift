import JSON
import Periods

/// What an identity provider asks of resources (RFC 7644, 3.4.2.2), compared with resources as they are shown.
indirect enum ScimFilter: Equatable, Sendable {
    enum Comparison: String, CaseIterable, Sendable {
        case equal = "eq"
        case other = "ne"
        case contains = "co"
        case begins = "sw"
        case ends = "ew"
        case greater = "gt"
        case greaterOrEqual = "ge"
        case less = "lt"
        case lessOrEqual = "le"
    }

    /// Attributes are in lower case, and without the name of a core schema.
    case compares(String, Comparison, JSONValue)
    case present(String)
    case both(ScimFilter, ScimFilter)
    case either(ScimFilter, ScimFilter)
    case not(ScimFilter)
    /// One value of a list that is all of that: `emails[type eq "work" and value co "@example.com"]`.
    case element(String, ScimFilter)

    /// - Throws: `invalidFilter`.
    init(_ text: String) throws {
        var reader = try ScimFilterReader(text)
        self = try reader.whole()
    }

    /// What has to be equal for the whole to be true: by it resources are looked up.
    func equals(_ attribute: String) -> String? {
        switch self {
        case .compares(attribute, .equal, let value): value.string
        case .both(let left, let right): left.equals(attribute) ?? right.equals(attribute)
        case .element(let list, let inner) where attribute.hasPrefix(list + "."): inner.equals(String(attribute.dropFirst(list.count + 1)))
        default: nil
        }
    }

    /// Every attribute that it names.
    var attributes: [String] {
        switch self {
        case .compares(let attribute, _, _), .present(let attribute): [attribute]
        case .both(let left, let right), .either(let left, let right): left.attributes + right.attributes
        case .not(let inner): inner.attributes
        case .element(let list, let inner): inner.attributes.map { "\(list).\($0)" }
        }
    }

    /// - Throws: `invalidFilter` for an attribute that no resource of its kind has: it is said, and not answered wrongly.
    func naming(_ known: Set<String>) throws -> ScimFilter {
        for attribute in attributes {
            let isKnown = attribute.hasPrefix("urn:") || known.contains(String(attribute.prefix { $0 != "." }))
            guard isKnown else { throw ScimAnswer.invalid("invalidFilter", "there is no attribute \(attribute)") }
        }
        return self
    }

    func matches(_ object: JSONObject) -> Bool {
        switch self {
        case .compares(let attribute, let comparison, let value): Self.compares(Self.values(of: attribute, in: object), comparison, value, attribute)
        case .present(let attribute): Self.values(of: attribute, in: object).contains { !$0.isNull && $0.string != "" }
        case .both(let left, let right): left.matches(object) && right.matches(object)
        case .either(let left, let right): left.matches(object) || right.matches(object)
        case .not(let inner): !inner.matches(object)
        case .element(let list, let inner): Self.elements(object.value(of: list)).contains { $0.object.map(inner.matches) ?? false }
        }
    }

    // MARK: Values

    /// All that stand at a path; of a list without a further word the `value` of each.
    private static func values(of attribute: String, in object: JSONObject) -> [JSONValue] {
        let path = attribute.hasPrefix("urn:") ? pathOfSchema(attribute) : attribute.split(separator: ".").map(String.init)
        var found: [JSONValue] = [.object(object)]
        for name in path { found = found.flatMap { elements($0.object?.value(of: name)) } }
        return found.map { $0.object?.value(of: "value") ?? $0 }
    }

    /// `urn:…:2.0:User:employeeNumber`: the resource has an object under the name of the schema.
    private static func pathOfSchema(_ attribute: String) -> [String] {
        let schema = ScimUser.enterprise.lowercased()
        guard attribute.hasPrefix(schema + ":") else { return [attribute] }
        return [schema] + attribute.dropFirst(schema.count + 1).split(separator: ".").map(String.init)
    }

    private static func elements(_ value: JSONValue?) -> [JSONValue] { value?.array ?? value.map { [$0] } ?? [] }

    // MARK: Comparing

    private static func compares(_ values: [JSONValue], _ comparison: Comparison, _ wanted: JSONValue, _ attribute: String) -> Bool {
        if comparison == .other { return !compares(values, .equal, wanted, attribute) }
        if comparison == .equal, wanted.isNull { return values.allSatisfy(\.isNull) }
        return values.contains { isTrue($0, comparison, wanted, attribute) }
    }

    private static func isTrue(_ value: JSONValue, _ comparison: Comparison, _ wanted: JSONValue, _ attribute: String) -> Bool {
        if let flag = value.bool { return comparison == .equal && wanted.scimFlag == flag }
        if let left = value.number, let right = wanted.number { return orders(left, comparison, right) }
        guard let text = value.string, let other = wanted.string else { return false }
        if let left = Instant(rfc3339: text), let right = Instant(rfc3339: other) { return orders(left, comparison, right) }
        // Only what programs make up is told apart by case (RFC 7643, 3.1).
        let isExact = attribute == "id" || attribute == "externalid"
        return orders(isExact ? text : text.lowercased(), comparison, isExact ? other : other.lowercased())
    }

    private static func orders(_ left: String, _ comparison: Comparison, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        return switch comparison {
        case .equal: left == right
        case .other: left != right
        case .contains: right.isEmpty || left.indices.contains { left[$0...].starts(with: right) }
        case .begins: left.starts(with: right)
        case .ends: left.reversed().starts(with: right.reversed())
        case .greater: right.lexicographicallyPrecedes(left)
        case .greaterOrEqual: !left.lexicographicallyPrecedes(right)
        case .less: left.lexicographicallyPrecedes(right)
        case .lessOrEqual: !right.lexicographicallyPrecedes(left)
        }
    }

    private static func orders<Value: Comparable>(_ left: Value, _ comparison: Comparison, _ right: Value) -> Bool {
        switch comparison {
        case .equal: left == right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .other, .contains, .begins, .ends: false
        }
    }
}
