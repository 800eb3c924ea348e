/// `x.field`; on an optional it gives an optional.
final class SelectNode: Node {
    private let target: any Node
    private let field: String

    init(_ target: any Node, _ field: String) {
        self.target = target
        self.field = field
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.charge()
        return try Selection.field(field, of: target.value(&frame))
    }
}

/// `variable.field` of an environment's variable, the most frequent way to read; a record's field has a known place.
final class VariableFieldNode: Node {
    private let slot: Int
    private let variable: String
    private let field: String
    private let record: RecordType?
    private let place: Int

    init(slot: Int, variable: String, field: String, type: CELType) {
        self.slot = slot
        self.variable = variable
        self.field = field
        if case .record(let record) = type, let place = record.place(of: field) {
            self.record = record
            self.place = place
        } else {
            self.record = nil
            self.place = 0
        }
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.charge()
        guard let target = frame.variable(slot) else { throw .unknownVariable(variable) }
        if let record, case .map(.record(let value)) = target, value.type === record {
            guard let value = value.values[place] else { throw .noSuchKey(field) }
            return value
        }
        return try Selection.field(field, of: target)
    }
}

/// `x.?field`.
final class OptionalSelectNode: Node {
    private let target: any Node
    private let field: String

    init(_ target: any Node, _ field: String) {
        self.target = target
        self.field = field
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.charge()
        return .optional(CELOptional(try Selection.find(field: field, in: target.value(&frame))))
    }
}

/// `has(x.field)`.
final class HasNode: Node {
    private let target: any Node
    private let field: String

    init(_ target: any Node, _ field: String) {
        self.target = target
        self.field = field
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue { .bool(try test(&frame)) }

    func test(_ frame: inout Frame) throws(EvaluationError) -> Bool {
        try frame.charge()
        return try Selection.find(field: field, in: target.value(&frame)) != nil
    }
}

/// `x[i]` and `x[?i]`.
final class IndexNode: Node {
    private let target: any Node
    private let index: any Node
    private let isOptional: Bool

    init(_ target: any Node, _ index: any Node, isOptional: Bool) {
        self.target = target
        self.index = index
        self.isOptional = isOptional
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.charge()
        let target = try target.value(&frame)
        let index = try index.value(&frame)
        return isOptional ? .optional(CELOptional(try Selection.find(index, in: target))) : try Selection.element(index, of: target)
    }
}

/// Reading fields and elements of values.
enum Selection {
    static func field(_ field: String, of target: CELValue) throws(EvaluationError) -> CELValue {
        switch target {
        case .map(let map):
            guard let value = map.value(field: field) else { throw .noSuchKey(field) }
            return value
        case .optional: return .optional(CELOptional(try find(field: field, in: target)))
        default: throw .noSuchOverload("\(target.type.runtimeName).\(field)")
        }
    }

    /// The value of a field, nil where it is missing; looks into optionals.
    static func find(field: String, in target: CELValue) throws(EvaluationError) -> CELValue? {
        switch target {
        case .map(let map): return map.value(field: field)
        case .optional(let optional):
            guard let value = optional.value else { return nil }
            return try find(field: field, in: value)
        default: throw .noSuchOverload("\(target.type.runtimeName).\(field)")
        }
    }

    static func element(_ index: CELValue, of target: CELValue) throws(EvaluationError) -> CELValue {
        switch target {
        case .map(let map):
            guard let value = map.value(key: index) else { throw .noSuchKey(index.text) }
            return value
        case .list(let list):
            guard case .int(let place)? = MapKey(index) else { throw .noOverload("_[_]", [target, index]) }
            guard place >= 0, place < list.count else { throw .indexOutOfRange(place) }
            return list[Int(place)]
        case .optional: return .optional(CELOptional(try find(index, in: target)))
        default: throw .noOverload("_[_]", [target, index])
        }
    }

    /// The element, nil where it is missing; looks into optionals.
    static func find(_ index: CELValue, in target: CELValue) throws(EvaluationError) -> CELValue? {
        switch target {
        case .map(let map): return map.value(key: index)
        case .list(let list):
            guard case .int(let place)? = MapKey(index) else { throw .noOverload("_[?_]", [target, index]) }
            return place >= 0 && place < list.count ? list[Int(place)] : nil
        case .optional(let optional):
            guard let value = optional.value else { return nil }
            return try find(index, in: value)
        default: throw .noOverload("_[?_]", [target, index])
        }
    }
}
