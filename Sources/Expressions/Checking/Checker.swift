import Periods

/// Finds what cannot work before an expression is evaluated: unknown names, and types that cannot fit. `dyn` fits everything, so what comes
/// from data is left to the evaluation.
struct Checker {
    let environment: Environment
    let source: [UInt8]
    let zones: ZoneDatabase
    var types = TypeUnifier()
    var locals: [(name: String, type: CELType)] = []
    private(set) var diagnostics: [ExpressionFault] = []
    var references = References()

    init(_ source: [UInt8], _ environment: Environment, _ zones: ZoneDatabase) {
        self.source = source
        self.environment = environment
        self.zones = zones
    }

    mutating func report(_ message: String, suggestion: String? = nil, at range: Range<Int>) {
        diagnostics.append(ExpressionFault(message, suggestion: suggestion, at: range, in: source))
    }

    /// The type of an expression; `dyn` after a report, so that one mistake is told once.
    mutating func type(of syntax: Syntax) -> CELType {
        switch syntax.kind {
        case .literal(let literal): return CELValue(literal).type
        case .identifier: return reference(syntax)
        case .select(let target, let field, let range, let isOptional):
            if !isOptional { return DottedName(syntax) == nil ? select(field, of: type(of: target), at: range) : reference(syntax) }
            let value = select(field, of: type(of: target, reading: field), at: range)
            if case .optional = value { return value }
            return .optional(value)
        case .has(let target, let field, let range):
            _ = select(field, of: type(of: target, reading: field), at: range)
            return .bool
        case .index(let target, let index, let isOptional): return element(target, index, isOptional: isOptional, at: syntax.range)
        case .call(let name, let arguments, let range): return call(name, arguments, at: range)
        case .method(let target, let name, let arguments, let range): return method(name, on: target, arguments, at: range)
        case .list(let elements): return list(elements)
        case .map(let entries): return map(entries)
        case .not(let operand): return expect(.bool, of: operand)
        case .negate(let operand): return negated(operand)
        case .and(let operands), .or(let operands):
            for operand in operands { _ = expect(.bool, of: operand) }
            return .bool
        case .conditional(let condition, let then, let otherwise): return conditional(condition, then, otherwise)
        case .compare(let comparison, let left, let right): return compare(comparison, left, right, at: syntax.range)
        case .contains(let element, let collection): return contains(element, collection, at: syntax.range)
        case .arithmetic(let first, let rest): return arithmetic(first, rest)
        case .comprehension(let comprehension): return self.comprehension(comprehension)
        case .bind(let name, let initial, let body):
            let type = type(of: initial)
            return scoped([(name, type)]) { $0.type(of: body) }
        case .optionalMap(let target, let name, let body, let isFlat): return optionalMap(target, name, body, isFlat: isFlat)
        }
    }

    mutating func scoped<T>(_ names: [(name: String, type: CELType)], _ body: (inout Checker) -> T) -> T {
        locals += names
        defer { locals.removeLast(names.count) }
        return body(&self)
    }

    @discardableResult
    mutating func expect(_ expected: CELType, of syntax: Syntax) -> CELType {
        let actual = type(of: syntax)
        note(syntax, usedAs: expected)
        if !types.fits(actual, expected) { report("expected \(expected.name), found \(name(actual))", at: syntax.range) }
        return expected
    }

    func name(_ type: CELType) -> String { types.resolved(type).name }

    // MARK: Names

    private mutating func reference(_ syntax: Syntax) -> CELType {
        guard let path = DottedName(syntax) else { return .dyn }
        var type: CELType
        let fields: [String]
        switch NameResolution(path, locals: locals.map(\.name), environment) {
        case .local(let place, let rest): (type, fields) = (locals[place].type, rest)
        case .variable(let slot, let rest):
            (type, fields) = (environment.variables[slot].type, rest)
            references.add(variable: environment.variables[slot].name, field: rest.first)
        case .type(_, let rest): (type, fields) = (.type, rest)
        case .unknown:
            let known = environment.variables.map(\.name) + locals.map(\.name)
            report("unknown variable '\(path.names[0])'", suggestion: Habit.value(for: path.names[0]) ?? EditDistance.suggestion(for: path.names[0], among: known), at: Self.start(of: syntax).range)
            return .dyn
        }
        for (field, range) in zip(fields, Self.fieldRanges(syntax).suffix(fields.count)) { type = select(field, of: type, at: range) }
        return type
    }

    /// The type of what `has()` or `.?` reads a field from; of a variable only that field is read.
    private mutating func type(of target: Syntax, reading field: String) -> CELType {
        guard let path = DottedName(target), case .variable(let slot, let fields) = NameResolution(path, locals: locals.map(\.name), environment),
            fields.isEmpty
        else {
            return type(of: target)
        }
        references.add(variable: environment.variables[slot].name, field: field)
        return environment.variables[slot].type
    }

    private static func start(of syntax: Syntax) -> Syntax {
        if case .select(let target, _, _, _) = syntax.kind { return start(of: target) }
        return syntax
    }

    private static func fieldRanges(_ syntax: Syntax) -> [Range<Int>] {
        guard case .select(let target, _, let range, _) = syntax.kind else { return [] }
        return fieldRanges(target) + [range]
    }

    mutating func select(_ field: String, of target: CELType, at range: Range<Int>) -> CELType {
        switch types.resolved(target) {
        case .map(let key, let value):
            if !types.fits(.string, key) { report("a map with keys of type \(name(key)) has no fields", at: range) }
            return value
        case .record(let record):
            if let place = record.place(of: field) { return record.fields[place].type }
            report("unknown field '\(field)' of \(record.name)", suggestion: EditDistance.suggestion(for: field, among: record.fields.map(\.name)), at: range)
            return .dyn
        case .optional(let wrapped):
            let value = select(field, of: wrapped, at: range)
            if case .optional = value { return value }
            return .optional(value)
        case .dyn, .parameter: return .dyn
        case let other:
            report("\(other.name) has no fields", at: range)
            return .dyn
        }
    }
}
