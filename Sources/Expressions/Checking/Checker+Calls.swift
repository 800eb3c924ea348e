import Periods

extension Checker {
    mutating func call(_ name: String, _ arguments: [Syntax], at range: Range<Int>) -> CELType {
        for candidate in environment.candidates(for: name, isRooted: false) {
            if let host = environment.function(named: candidate) { return self.host(host, arguments, at: range) }
        }
        let actual = arguments.map { type(of: $0) }
        if name == "matches", actual.count == 2 { return matches(actual, pattern: arguments[1], at: range) }
        if let type = library(name, isMethod: false, actual, arguments, at: range) { return type }
        let names = Library.names.union(environment.functions.map(\.name)).union(["has", "matches"])
        report("unknown function '\(name)'", suggestion: Habit.operators[name.lowercased()] ?? EditDistance.suggestion(for: name, among: names), at: range)
        return .dyn
    }

    mutating func method(_ name: String, on target: Syntax, _ arguments: [Syntax], at range: Range<Int>) -> CELType {
        if let path = DottedName(target), !path.isShadowed(by: locals.map(\.name)) {
            let qualified = (path.names + [name]).joined(separator: ".")
            if let host = environment.function(named: qualified) { return self.host(host, arguments, at: range) }
            if !Library.functions(named: qualified, isMethod: false).isEmpty {
                return library(qualified, isMethod: false, arguments.map { type(of: $0) }, arguments, at: range) ?? .dyn
            }
            if path.names.count == 1, Self.namespaces.contains(path.names[0]), environment.slot(of: path.names[0]) == nil {
                let names = Library.names.filter { $0.hasPrefix(path.names[0] + ".") }
                report("unknown function '\(qualified)'", suggestion: EditDistance.suggestion(for: qualified, among: names), at: range)
                return .dyn
            }
        }
        let actual = [type(of: target)] + arguments.map { type(of: $0) }
        if actual.count == 2, name == "or" || name == "orValue" { return orElse(name, actual, at: range) }
        if actual.count == 2, name == "matches" { return matches(actual, pattern: arguments[0], at: range) }
        if let type = library(name, isMethod: true, actual, [target] + arguments, at: range) { return type }
        report("unknown function '\(name)'", suggestion: EditDistance.suggestion(for: name, among: Library.names.union(Self.macros)), at: range)
        return .dyn
    }

    /// `math`, `strings` and the like.
    private static let namespaces = Set(Library.names.filter { $0.contains(".") }.map { String($0.prefix { $0 != "." }) })
    private static let macros = [
        "all", "exists", "exists_one", "existsOne", "map", "filter", "transformList", "transformMap", "optMap", "optFlatMap", "or", "orValue", "matches",
    ]

    /// The result of a function of the library; nil where there is none of that name.
    private mutating func library(_ name: String, isMethod: Bool, _ actual: [CELType], _ arguments: [Syntax], at range: Range<Int>) -> CELType? {
        guard let function = Library.function(name, isMethod: isMethod, arity: actual.count) else {
            let others = Library.functions(named: name, isMethod: isMethod)
            guard let first = others.first else { return nil }
            let counts = others.map { String($0.overloads[0].parameters.count - (isMethod ? 1 : 0)) }.joined(separator: " or ")
            report("\(name)() takes \(counts) argument\(counts == "1" ? "" : "s"), not \(actual.count - (isMethod ? 1 : 0))", at: range)
            return first.overloads[0].result
        }
        if function.isVariadic { return extreme(function.name, actual, at: range) }
        checkLiteral(name, arguments)
        note(arguments, takenBy: function.overloads)
        if let type = result(of: function.overloads, actual) { return type }
        let shown = actual.map { self.name($0) }
        let call = isMethod ? "\(shown[0]).\(name)(\(shown.dropFirst().joined(separator: ", ")))" : "\(name)(\(shown.joined(separator: ", ")))"
        report("no such function: \(call)", at: range)
        return function.overloads.allSatisfy { $0.result == function.overloads[0].result } ? function.overloads[0].result : .dyn
    }

    /// `math.greatest` and `math.least` take numbers, or one list of them.
    private mutating func extreme(_ name: String, _ actual: [CELType], at range: Range<Int>) -> CELType {
        var numbers = actual.map { types.resolved($0) }
        if actual.isEmpty { report("\(name)() takes at least one number", at: range) }
        if numbers.count == 1, case .list(let element) = numbers[0] { numbers = [types.resolved(element)] }
        for number in numbers where ![.int, .uint, .double, .decimal].contains(where: { types.fits(number, $0) }) {
            report("\(name)() takes numbers, not \(number.name)", at: range)
        }
        guard let first = numbers.first, numbers.allSatisfy({ $0 == first }), first.isNumber else { return .dyn }
        return first
    }

    private mutating func host(_ function: HostFunction, _ arguments: [Syntax], at range: Range<Int>) -> CELType {
        if arguments.count != function.parameters.count {
            report("\(function.name)() takes \(function.parameters.count) arguments, not \(arguments.count)", at: range)
        }
        var literals: [String] = []
        for (argument, parameter) in zip(arguments, function.parameters) {
            expect(parameter.type, of: argument)
            guard parameter.isLiteral else { continue }
            if case .literal(.string(let literal)) = argument.kind {
                literals.append(literal)
            } else {
                report("\(function.name)() takes a literal string here", at: argument.range)
            }
        }
        references.add(call: function.name, literals: literals)
        return function.result
    }

    private mutating func matches(_ actual: [CELType], pattern: Syntax, at range: Range<Int>) -> CELType {
        if !types.fit(actual, [.string, .string]) {
            report("matches() takes two strings, not \(actual.map { name($0) }.joined(separator: " and "))", at: range)
        }
        if case .literal(.string(let literal)) = pattern.kind {
            do throws(EvaluationError) { _ = try Regex(literal) } catch { report(error.description, at: pattern.range) }
        }
        return .bool
    }

    private mutating func orElse(_ name: String, _ actual: [CELType], at range: Range<Int>) -> CELType {
        let value = types.fresh()
        if !types.fits(actual[0], .optional(value)) { report("\(name)() is asked of an optional, not \(self.name(actual[0]))", at: range) }
        let other = name == "or" ? .optional(value) : value
        if !types.fits(actual[1], other) { report("expected \(self.name(other)), found \(self.name(actual[1]))", at: range) }
        let result = types.resolved(value)
        let joined = types.resolved(actual[1]) == .dyn ? CELType.dyn : result
        return name == "or" ? .optional(joined) : joined
    }

    /// Literal times, durations and zones that can never be read.
    private mutating func checkLiteral(_ name: String, _ arguments: [Syntax]) {
        guard let last = arguments.last, case .literal(.string(let text)) = last.kind else { return }
        if name == "timestamp", CELTimestamp(text) == nil { report("'\(text)' is no timestamp", at: last.range) }
        if name == "duration", CELDuration(text) == nil { report("'\(text)' is no duration", at: last.range) }
        if TimeAccessor(rawValue: name) != nil, arguments.count == 2, zones.zone(named: text) == nil { report("unknown time zone '\(text)'", at: last.range) }
    }

    // MARK: Macros

    mutating func comprehension(_ comprehension: Comprehension) -> CELType {
        let over = types.resolved(type(of: comprehension.over))
        let (first, second): (CELType, CELType)
        switch over {
        case .list(let element): (first, second) = comprehension.variables.count == 2 ? (.int, element) : (element, .dyn)
        case .map(let key, let value): (first, second) = (key, value)
        case .record: (first, second) = (.string, .dyn)
        case .dyn, .parameter: (first, second) = (.dyn, .dyn)
        default:
            report("expected a list or a map, found \(over.name)", at: comprehension.over.range)
            (first, second) = (.dyn, .dyn)
        }
        let names = Array(zip(comprehension.variables, [first, second])).map { (name: $0, type: $1) }
        return scoped(names) { checker in
            if let predicate = comprehension.predicate { checker.expect(.bool, of: predicate) }
            let transformed = comprehension.transform.map { checker.type(of: $0) }
            return checker.result(of: comprehension.kind, key: first, transformed ?? first)
        }
    }

    private mutating func result(of kind: Comprehension.Kind, key: CELType, _ value: CELType) -> CELType {
        switch kind {
        case .all, .exists, .existsOne: .bool
        case .filter, .map, .transformList: .list(value)
        case .transformMap: .map(key, value)
        case .transformMapEntry: value
        }
    }

    mutating func optionalMap(_ target: Syntax, _ name: String, _ body: Syntax, isFlat: Bool) -> CELType {
        let value = types.fresh()
        let actual = type(of: target)
        if !types.fits(actual, .optional(value)) { report("expected an optional, found \(self.name(actual))", at: target.range) }
        let result = scoped([(name, types.resolved(value))]) { $0.type(of: body) }
        guard isFlat else { return .optional(result) }
        if !types.fits(result, .optional(types.fresh())) { report("expected an optional, found \(self.name(result))", at: body.range) }
        return result
    }
}
