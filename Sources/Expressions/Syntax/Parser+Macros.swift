/// Macros (langdef, "Macros"; extensions `bindings`, `two-variable comprehensions`, `optionals`).
extension Parser {
    func has(_ argument: Syntax, from start: Int) throws(ExpressionFault) -> Syntax {
        guard case .select(let target, let field, let range, isOptional: false) = argument.kind else {
            throw fail("has() takes a field, as in has(data.amount)", at: argument.range)
        }
        return try node(.has(target, field: field, at: range), from: start, over: target)
    }

    /// The macro that a method call stands for; nil where it is a plain call, by its name and number of arguments.
    func macro(_ name: String, on target: Syntax, _ arguments: [Syntax], at range: Range<Int>, from start: Int) throws(ExpressionFault) -> Syntax? {
        if name == "bind", arguments.count == 3, case .identifier("cel", _) = target.kind {
            let variable = try variable(arguments[0])
            return try node(.bind(variable, arguments[1], body: arguments[2]), from: start, over: arguments[1], arguments[2])
        }
        if name == "optMap" || name == "optFlatMap", arguments.count == 2 {
            let variable = try variable(arguments[0])
            let kind = Syntax.Kind.optionalMap(target, variable, body: arguments[1], isFlat: name == "optFlatMap")
            return try node(kind, from: start, over: target, arguments[1])
        }
        guard let (kind, variableCount, hasPredicate) = Self.comprehension(name, arguments.count) else { return nil }
        var variables: [String] = []
        for argument in arguments.prefix(variableCount) { variables.append(try variable(argument)) }
        guard Set(variables).count == variables.count else { throw fail("two variables of one name", at: arguments[1].range) }
        let isTest = [.all, .exists, .existsOne, .filter].contains(kind)
        let comprehension = Comprehension(
            kind: kind, over: target, variables: variables,
            predicate: isTest || hasPredicate ? arguments[variableCount] : nil,
            transform: isTest ? nil : arguments.last)
        return try node(.comprehension(comprehension), from: start, over: [target] + arguments.dropFirst(variableCount))
    }

    private func variable(_ argument: Syntax) throws(ExpressionFault) -> String {
        guard case .identifier(let name, isRooted: false) = argument.kind else {
            throw fail("a macro's variable is a plain name", at: argument.range)
        }
        return name
    }

    /// What the name of a macro with so many arguments means: its kind, its variables, and whether a transformation has a predicate.
    private static func comprehension(_ name: String, _ count: Int) -> (Comprehension.Kind, variables: Int, hasPredicate: Bool)? {
        switch (name, count) {
        case ("all", 2): (.all, 1, true)
        case ("all", 3): (.all, 2, true)
        case ("exists", 2): (.exists, 1, true)
        case ("exists", 3): (.exists, 2, true)
        case ("exists_one", 2), ("existsOne", 2): (.existsOne, 1, true)
        case ("exists_one", 3), ("existsOne", 3): (.existsOne, 2, true)
        case ("filter", 2): (.filter, 1, true)
        case ("map", 2): (.map, 1, false)
        case ("map", 3): (.map, 1, true)
        case ("transformList", 3): (.transformList, 2, false)
        case ("transformList", 4): (.transformList, 2, true)
        case ("transformMap", 3): (.transformMap, 2, false)
        case ("transformMap", 4): (.transformMap, 2, true)
        case ("transformMapEntry", 3): (.transformMapEntry, 2, false)
        case ("transformMapEntry", 4): (.transformMapEntry, 2, true)
        default: nil
        }
    }
}
