extension Checker {
    mutating func list(_ elements: [(element: Syntax, isOptional: Bool)]) -> CELType {
        .list(joined(elements.map { unwrapped($0.element, isOptional: $0.isOptional) }))
    }

    mutating func map(_ entries: [(key: Syntax, value: Syntax, isOptional: Bool)]) -> CELType {
        var keys: [CELType] = []
        for entry in entries {
            let key = type(of: entry.key)
            if ![.int, .uint, .bool, .string, .decimal].contains(where: { types.fits(key, $0) }) {
                report("a map key is an int, uint, bool or string, not \(name(key))", at: entry.key.range)
                // Keeps types small: a key that is a map would double them with each level.
                keys.append(.dyn)
            } else {
                keys.append(key)
            }
        }
        let values = entries.map { unwrapped($0.value, isOptional: $0.isOptional) }
        return .map(joined(keys), joined(values))
    }

    private mutating func unwrapped(_ syntax: Syntax, isOptional: Bool) -> CELType {
        guard isOptional else { return type(of: syntax) }
        let value = types.fresh()
        let actual = type(of: syntax)
        if !types.fits(actual, .optional(value)) { report("expected an optional, found \(name(actual))", at: syntax.range) }
        return types.resolved(value)
    }

    /// One type for all, `dyn` where they differ.
    private mutating func joined(_ all: [CELType]) -> CELType {
        guard var result = all.first else { return types.fresh() }
        for type in all.dropFirst() { result = types.joined(result, type) ?? .dyn }
        return result
    }

    mutating func negated(_ operand: Syntax) -> CELType {
        let actual = type(of: operand)
        switch types.resolved(actual) {
        case .int, .double, .decimal: return actual
        case .dyn, .parameter: return .dyn
        case let other:
            report("'-' does not take \(other.name)", at: operand.range)
            return .dyn
        }
    }

    mutating func conditional(_ condition: Syntax, _ then: Syntax, _ otherwise: Syntax) -> CELType {
        expect(.bool, of: condition)
        let left = type(of: then), right = type(of: otherwise)
        if let joined = types.joined(left, right) { return joined }
        report("both values of ?: have one type; these are \(name(left)) and \(name(right))", at: otherwise.range)
        return .dyn
    }

    mutating func compare(_ comparison: ComparisonOperator, _ left: Syntax, _ right: Syntax, at range: Range<Int>) -> CELType {
        let (a, b) = (type(of: left), type(of: right))
        note(left, a, right, b)
        let fit = comparison == .equal || comparison == .notEqual ? areComparable(a, b) : areOrdered(types.resolved(a), types.resolved(b))
        if !fit { report("'\(comparison.rawValue)' does not compare \(name(a)) with \(name(b))", at: range) }
        return .bool
    }

    /// Numbers of any types may be equal, and anything may be asked to be null: a tier that nobody has reached.
    private mutating func areComparable(_ left: CELType, _ right: CELType) -> Bool {
        if types.joined(left, right) != nil { return true }
        let (left, right) = (types.resolved(left), types.resolved(right))
        return left.isNumber && right.isNumber || left == .null || right == .null
    }

    private func areOrdered(_ left: CELType, _ right: CELType) -> Bool {
        switch (left, right) {
        case (.parameter, let other), (.dyn, let other), (let other, .dyn), (let other, .parameter): other.isOrdered
        default: left.isNumber && right.isNumber || left == right && left.isOrdered
        }
    }

    mutating func contains(_ element: Syntax, _ collection: Syntax, at range: Range<Int>) -> CELType {
        let (wanted, container) = (type(of: element), type(of: collection))
        switch types.resolved(container) {
        case .list(let member), .map(let member, _):
            note(element, among: collection, of: member)
            if !areComparable(wanted, member) { report("\(name(container)) cannot contain \(name(wanted))", at: range) }
        case .record:
            if !types.fits(wanted, .string) { report("\(name(container)) cannot contain \(name(wanted))", at: range) }
        case .dyn, .parameter: break
        case let other: report("'in' takes a list or a map, not \(other.name)", at: collection.range)
        }
        return .bool
    }

    mutating func element(_ target: Syntax, _ index: Syntax, isOptional: Bool, at range: Range<Int>) -> CELType {
        if case .literal(.string(let field)) = index.kind, let value = named(field, of: target, at: index.range) {
            guard isOptional else { return value }
            if case .optional = value { return value }
            return .optional(value)
        }
        let container = type(of: target)
        let value = element(of: types.resolved(container), type(of: index), index.range, at: range)
        guard isOptional else { return value }
        if case .optional = value { return value }
        return .optional(value)
    }

    /// `row["Deal name"]`: of a variable with fields it reads that one, as `row.deal` does; nil where it is anything else.
    private mutating func named(_ field: String, of target: Syntax, at range: Range<Int>) -> CELType? {
        guard let path = DottedName(target), case .variable(let slot, let rest) = NameResolution(path, locals: locals.map(\.name), environment), rest.isEmpty else { return nil }
        switch environment.variables[slot].type {
        case .record, .map(.string, _): return select(field, of: type(of: target, reading: field), at: range)
        default: return nil
        }
    }

    private mutating func element(of container: CELType, _ index: CELType, _ indexRange: Range<Int>, at range: Range<Int>) -> CELType {
        switch container {
        case .list(let element):
            if !types.fits(index, .int), index != .decimal { report("a list is indexed by int, not \(name(index))", at: indexRange) }
            return element
        case .map(let key, let value):
            if !areComparable(index, key) { report("keys of the map are \(name(key)), not \(name(index))", at: indexRange) }
            return value
        case .record:
            if !types.fits(index, .string) { report("keys of \(container.name) are string, not \(name(index))", at: indexRange) }
            return .dyn
        case .optional(let wrapped):
            let value = element(of: types.resolved(wrapped), index, indexRange, at: range)
            if case .optional = value { return value }
            return .optional(value)
        case .dyn, .parameter: return .dyn
        default:
            report("\(container.name) has no elements", at: range)
            return .dyn
        }
    }

    mutating func arithmetic(_ first: Syntax, _ rest: [(operation: Arithmetic, operand: Syntax)]) -> CELType {
        var result = type(of: first)
        for (operation, operand) in rest {
            let right = type(of: operand)
            note(first, result, operand, right)
            // Whatever is multiplied or divided is a number.
            if operation != .add, operation != .subtract { for side in [first, operand] { note(side, usedAs: .decimal) } }
            guard let type = self.result(of: operation.overloads, [result, right]) else {
                report("'\(operation.symbol)' does not take \(name(result)) and \(name(right))", at: first.range.lowerBound..<operand.range.upperBound)
                result = .dyn
                continue
            }
            result = type
        }
        return result
    }

    /// The type that the overloads which fit give; `dyn` where they differ, nil where none fits.
    mutating func result(of overloads: [LibraryFunction.Overload], _ arguments: [CELType]) -> CELType? {
        var results: [CELType] = []
        let before = types
        for overload in overloads {
            var trial = before
            let overload = trial.instance(of: overload)
            guard trial.fit(arguments, overload.parameters) else { continue }
            if results.isEmpty { types = trial }
            results.append(trial.resolved(overload.result))
        }
        if results.count > 1 { types = before }
        guard let first = results.first else { return nil }
        return results.allSatisfy { $0 == first } ? first : .dyn
    }
}

extension CELType {
    /// Whether `<` may be asked; of `dyn` that shows in time.
    fileprivate var isOrdered: Bool {
        switch self {
        case .dyn, .parameter, .bool, .int, .uint, .double, .decimal, .string, .bytes, .timestamp, .duration: true
        default: false
        }
    }
}

extension Arithmetic {
    /// As it is written.
    fileprivate var symbol: String { String(rawValue.dropFirst().dropLast()) }

    fileprivate var overloads: [LibraryFunction.Overload] { Self.table[self] ?? [] }

    private static let table: [Arithmetic: [LibraryFunction.Overload]] = {
        func same(_ types: [CELType]) -> [LibraryFunction.Overload] { types.map { .init(parameters: [$0, $0], result: $0) } }
        func mixed(_ left: CELType, _ right: CELType, _ result: CELType) -> LibraryFunction.Overload { .init(parameters: [left, right], result: result) }
        let numbers = same([.int, .uint, .double, .decimal])
            + [CELType.int, .uint, .double].flatMap { [mixed(.decimal, $0, .decimal), mixed($0, .decimal, .decimal)] }
        let sums = same([.string, .bytes, .duration, .list(.parameter(0))])
            + [mixed(.timestamp, .duration, .timestamp), mixed(.duration, .timestamp, .timestamp)]
        let differences = same([.duration]) + [mixed(.timestamp, .timestamp, .duration), mixed(.timestamp, .duration, .timestamp)]
        return [.add: numbers + sums, .subtract: numbers + differences, .multiply: numbers, .divide: numbers, .modulo: same([.int, .uint])]
    }()
}
