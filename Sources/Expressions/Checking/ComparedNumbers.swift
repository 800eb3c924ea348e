extension Expression {
    /// The whole numbers that `variable.field` is compared with: 80 and 100 in `data.mark == 80 || data.mark in [100]`. Each
    /// once, in rising order. O(source).
    package func numbers(comparedWith variable: String, _ field: String) -> [Int64] {
        guard let syntax = try? Parser.parse(Array(source.utf8)) else { return [] }
        var collector = ComparedNumbers(variable: variable, field: field)
        collector.visit(syntax)
        return collector.numbers.sorted()
    }
}

private struct ComparedNumbers {
    let variable: String
    let field: String
    var numbers: Set<Int64> = []

    mutating func visit(_ syntax: Syntax) {
        switch syntax.kind {
        case .compare(_, let left, let right):
            if isWanted(left) { add(right) } else if isWanted(right) { add(left) }
            visitAll([left, right])
        case .contains(let element, let collection):
            if isWanted(element), case .list(let items) = collection.kind { items.forEach { add($0.element) } }
        case .and(let parts), .or(let parts): visitAll(parts)
        case .not(let part): visit(part)
        case .conditional(let condition, let then, let otherwise): visitAll([condition, then, otherwise])
        case .bind(_, let value, let body): visitAll([value, body])
        default: break
        }
    }

    private mutating func visitAll(_ parts: [Syntax]) {
        for part in parts { visit(part) }
    }

    private func isWanted(_ syntax: Syntax) -> Bool {
        switch syntax.kind {
        case .select(let operand, field, _, _): operand.isIdentifier(variable)
        default: false
        }
    }

    private mutating func add(_ syntax: Syntax) {
        if case .literal(.int(let number)) = syntax.kind { numbers.insert(number) }
    }
}

extension Syntax {
    fileprivate func isIdentifier(_ name: String) -> Bool {
        if case .identifier(name, _) = kind { true } else { false }
    }
}
