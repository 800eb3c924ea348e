/// Finds out whether types fit together, and what type parameters stand for (langdef, "Gradual Type Checking").
struct TypeUnifier {
    private var bindings: [Int: CELType] = [:]
    private var parameters = 0

    /// A parameter that stands for nothing yet: the element type of `[]`.
    mutating func fresh() -> CELType {
        parameters += 1
        return .parameter(parameters)
    }

    /// The parameters of an overload, replaced by fresh ones.
    mutating func instance(of overload: LibraryFunction.Overload) -> LibraryFunction.Overload {
        var fresh: [Int: CELType] = [:]
        let parameters = overload.parameters.map { instance(of: $0, &fresh) }
        return LibraryFunction.Overload(parameters: parameters, result: instance(of: overload.result, &fresh))
    }

    private mutating func instance(of type: CELType, _ replaced: inout [Int: CELType]) -> CELType {
        switch type {
        case .parameter(let number):
            let parameter = replaced[number] ?? fresh()
            replaced[number] = parameter
            return parameter
        case .list(let element): return .list(instance(of: element, &replaced))
        case .map(let key, let value):
            let key = instance(of: key, &replaced)
            return .map(key, instance(of: value, &replaced))
        case .optional(let wrapped): return .optional(instance(of: wrapped, &replaced))
        default: return type
        }
    }

    /// The type with what is known of its parameters.
    func resolved(_ type: CELType) -> CELType {
        switch type {
        case .parameter(let number): bindings[number].map { resolved($0) } ?? type
        case .list(let element): .list(resolved(element))
        case .map(let key, let value): .map(resolved(key), resolved(value))
        case .optional(let wrapped): .optional(resolved(wrapped))
        default: type
        }
    }

    /// Whether a value of one type may stand where another is expected; binds parameters where it may, changes nothing where not.
    mutating func fits(_ actual: CELType, _ expected: CELType) -> Bool {
        let saved = bindings
        if unify(actual, expected) { return true }
        bindings = saved
        return false
    }

    /// `fits` for several at once.
    mutating func fit(_ actual: [CELType], _ expected: [CELType]) -> Bool {
        let saved = bindings
        if actual.count == expected.count, zip(actual, expected).allSatisfy({ unify($0, $1) }) { return true }
        bindings = saved
        return false
    }

    private mutating func unify(_ actual: CELType, _ expected: CELType) -> Bool {
        switch (actual, expected) {
        case (.dyn, .parameter(let number)):
            bindings[number] = .dyn
            return true
        case (.dyn, _), (_, .dyn): return true
        case (.parameter(let number), let other), (let other, .parameter(let number)): return bind(number, to: other)
        case (.list(let a), .list(let b)), (.optional(let a), .optional(let b)): return unify(a, b)
        case (.map(let key, let value), .map(let otherKey, let otherValue)): return unify(key, otherKey) && unify(value, otherValue)
        case (.record, .map(let key, _)), (.map(let key, _), .record): return unify(.string, key)
        case (.null, .timestamp), (.null, .duration), (.null, .record), (.null, .optional): return true
        default: return actual == expected
        }
    }

    private mutating func bind(_ number: Int, to type: CELType) -> Bool {
        if resolved(type) == resolved(.parameter(number)) { return true }
        guard let bound = bindings[number] else {
            guard !occurs(number, in: type) else { return false }
            bindings[number] = type
            return true
        }
        guard unify(type, bound) || unify(bound, type) else { return false }
        bindings[number] = mostGeneral(bound, type)
        return true
    }

    private func occurs(_ number: Int, in type: CELType) -> Bool {
        switch resolved(type) {
        case .parameter(let other): number == other
        case .list(let element): occurs(number, in: element)
        case .map(let key, let value): occurs(number, in: key) || occurs(number, in: value)
        case .optional(let wrapped): occurs(number, in: wrapped)
        default: false
        }
    }

    /// Of two types that fit, the one that promises less.
    func mostGeneral(_ left: CELType, _ right: CELType) -> CELType {
        switch (resolved(left), resolved(right)) {
        case (.dyn, _), (_, .dyn): .dyn
        case (.list(let a), .list(let b)): .list(mostGeneral(a, b))
        case (.map(let key, let value), .map(let otherKey, let otherValue)): .map(mostGeneral(key, otherKey), mostGeneral(value, otherValue))
        case (.optional(let a), .optional(let b)): .optional(mostGeneral(a, b))
        case (.null, let other): other
        case (.parameter, let other): other
        case (let type, _): type
        }
    }

    /// One type for the elements of a list or the branches of a condition; nil where there is none but `dyn`.
    mutating func joined(_ left: CELType, _ right: CELType) -> CELType? {
        if fits(left, right) || fits(right, left) { return mostGeneral(left, right) }
        return left.isNumber && right.isNumber && (left == .decimal || right == .decimal) ? .dyn : nil
    }
}

extension CELType {
    var isNumber: Bool {
        switch self {
        case .int, .uint, .double, .decimal: true
        default: false
        }
    }
}
