/// `[a, ?b, …]`; an optional element without a value is left out.
final class ListNode: Node {
    private let elements: [(node: any Node, isOptional: Bool)]

    init(_ elements: [(node: any Node, isOptional: Bool)]) { self.elements = elements }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.charge()
        var values: [CELValue] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            let value = try element.node.value(&frame)
            if let value = element.isOptional ? try value.unwrapped() : value { values.append(value) }
        }
        return .list(.values(values))
    }
}

/// `{key: value, ?key: optional, …}`.
final class MapNode: Node {
    private let entries: [(key: any Node, value: any Node, isOptional: Bool)]

    init(_ entries: [(key: any Node, value: any Node, isOptional: Bool)]) { self.entries = entries }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.charge()
        var builder = MapBuilder()
        for entry in entries {
            let key = try entry.key.value(&frame)
            let value = try entry.value.value(&frame)
            if let value = entry.isOptional ? try value.unwrapped() : value { try builder.add(key, value) }
        }
        return builder.map
    }
}

/// Collects the entries of a map and refuses bad and repeated keys.
struct MapBuilder {
    private var keys: [CELValue] = []
    private var values: [CELValue] = []
    private var seen: Set<MapKey> = []

    mutating func add(_ key: CELValue, _ value: CELValue) throws(EvaluationError) {
        switch key {
        case .bool, .int, .uint, .string, .decimal: break
        default: throw .invalidKey
        }
        guard let mapKey = MapKey(key) else { throw .invalidKey }
        guard seen.insert(mapKey).inserted else { throw .duplicateKey(key.text) }
        keys.append(key)
        values.append(value)
    }

    var map: CELValue { .map(.table(MapTable(keys: keys, values: values))) }
}

extension CELValue {
    /// The value of an optional, nil where it has none.
    func unwrapped() throws(EvaluationError) -> CELValue? {
        guard case .optional(let optional) = self else { throw .noOverload("?", [self]) }
        return optional.value
    }
}

/// `cel.bind(name, value, body)`; the value is computed once, before the body.
final class BindNode: Node {
    private let initial: any Node
    private let place: Int
    private let body: any Node

    init(_ initial: any Node, place: Int, body: any Node) {
        self.initial = initial
        self.place = place
        self.body = body
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.charge()
        frame.locals[place] = try initial.value(&frame)
        return try body.value(&frame)
    }
}

/// `x.optMap(name, body)` and `x.optFlatMap(name, body)`.
final class OptionalMapNode: Node {
    private let target: any Node
    private let place: Int
    private let body: any Node
    private let isFlat: Bool

    init(_ target: any Node, place: Int, body: any Node, isFlat: Bool) {
        self.target = target
        self.place = place
        self.body = body
        self.isFlat = isFlat
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.charge()
        guard let inner = try target.value(&frame).unwrapped() else { return .absent }
        frame.locals[place] = inner
        let result = try body.value(&frame)
        guard isFlat else { return .present(result) }
        _ = try result.unwrapped()
        return result
    }
}

/// `x.or(y)` and `x.orValue(y)`; the other side is computed only where it is needed.
final class OrElseNode: Node {
    private let target: any Node
    private let other: any Node
    private let unwraps: Bool

    init(_ target: any Node, _ other: any Node, unwraps: Bool) {
        self.target = target
        self.other = other
        self.unwraps = unwraps
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.charge()
        let first = try target.value(&frame)
        if let value = try first.unwrapped() { return unwraps ? value : first }
        let second = try other.value(&frame)
        if !unwraps { _ = try second.unwrapped() }
        return second
    }
}
