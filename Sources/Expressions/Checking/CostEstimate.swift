/// About how many steps an expression takes, before any data is known.
///
/// Literal lists have their length; a collection from data is taken to have ``assumedElements``, a text ``assumedTextSteps``. All branches are
/// counted, so real evaluations mostly take less; a collection that is larger takes more, up to the budget.
enum CostEstimate {
    static let assumedElements = 100
    /// A text of 256 bytes.
    static let assumedTextSteps = 16

    static func steps(of syntax: Syntax) -> Int {
        switch syntax.kind {
        case .literal, .identifier: 1
        case .select(let target, _, _, _), .has(let target, _, _), .not(let target), .negate(let target): sum(1, [target])
        case .index(let target, let index, _): sum(1, [target, index])
        case .call(_, let arguments, _): sum(1 + assumedTextSteps, arguments)
        case .method(let target, _, let arguments, _): sum(1 + assumedTextSteps, [target] + arguments)
        case .list(let elements): sum(1, elements.map(\.element))
        case .map(let entries): sum(1, entries.flatMap { [$0.key, $0.value] })
        case .and(let operands), .or(let operands): sum(1, operands)
        case .conditional(let condition, let then, let otherwise): sum(1, [condition, then, otherwise])
        case .compare(_, let left, let right): sum(1, [left, right])
        case .contains(let element, let collection): add(elements(of: collection), sum(1, [element, collection]))
        case .arithmetic(let first, let rest): sum(rest.count, [first] + rest.map(\.operand))
        case .comprehension(let comprehension): self.comprehension(comprehension)
        case .bind(_, let initial, let body): sum(1, [initial, body])
        case .optionalMap(let target, _, let body, _): sum(1, [target, body])
        }
    }

    private static func comprehension(_ comprehension: Comprehension) -> Int {
        let body = sum(1, [comprehension.predicate, comprehension.transform].compactMap { $0 })
        let (product, overflow) = elements(of: comprehension.over).multipliedReportingOverflow(by: body)
        return add(overflow ? .max : product, sum(1, [comprehension.over]))
    }

    private static func elements(of collection: Syntax) -> Int {
        switch collection.kind {
        case .list(let elements): elements.count
        case .map(let entries): entries.count
        case .comprehension(let comprehension): elements(of: comprehension.over)
        default: assumedElements
        }
    }

    private static func sum(_ own: Int, _ parts: [Syntax]) -> Int { parts.reduce(own) { add($0, steps(of: $1)) } }

    private static func add(_ left: Int, _ right: Int) -> Int {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }
}
