import JSON
import Periods

/// Turns a parsed expression into nodes: names become slots, constants are folded, literals stand ready as decimals.
struct Planner {
    let environment: Environment
    let zones: ZoneDatabase
    private var locals: [String] = []
    private(set) var localCount = 0

    init(environment: Environment, zones: ZoneDatabase) {
        self.environment = environment
        self.zones = zones
    }

    mutating func node(for syntax: Syntax) -> any Node {
        switch syntax.kind {
        case .literal(let literal): ConstantNode(CELValue(literal))
        case .identifier, .select(_, _, _, isOptional: false): reference(syntax)
        case .select(let target, let field, _, isOptional: true): fold(OptionalSelectNode(node(for: target), field), [])
        case .has(let target, let field, _): HasNode(node(for: target), field)
        case .index(let target, let index, let isOptional): IndexNode(node(for: target), node(for: index), isOptional: isOptional)
        case .call(let name, let arguments, _): call(name, arguments)
        case .method(let target, let name, let arguments, _): method(name, on: target, arguments)
        case .list(let elements): list(elements)
        case .map(let entries): MapNode(entries.map { (node(for: $0.key), node(for: $0.value), $0.isOptional) })
        case .not(let operand): NotNode(node(for: operand))
        case .negate(let operand): negate(operand)
        case .and(let operands): logical(operands, isAnd: true)
        case .or(let operands): logical(operands, isAnd: false)
        case .conditional(let condition, let then, let otherwise):
            ConditionalNode(node(for: condition), then: node(for: then), otherwise: node(for: otherwise))
        case .compare(let comparison, let left, let right): compare(comparison, left, right)
        case .contains(let element, let collection): ContainsNode(node(for: element), in: node(for: collection))
        case .arithmetic(let first, let rest): arithmetic(first, rest)
        case .comprehension(let comprehension): self.comprehension(comprehension)
        case .bind(let name, let initial, let body): bind(name, initial, body)
        case .optionalMap(let target, let name, let body, let isFlat): optionalMap(target, name, body, isFlat)
        }
    }

    /// The node itself, or its value where all that it depends on is constant. What fails stays as it is and fails when evaluated.
    private func fold(_ node: any Node, _ operands: [any Node]) -> any Node {
        guard !operands.isEmpty, operands.allSatisfy({ $0.constant != nil }) else { return node }
        var frame = Frame(Activation(Environment(variables: [])), locals: 0, budget: 1000)
        guard let value = try? node.value(&frame), value.size <= 1000 else { return node }
        return ConstantNode(value)
    }

    // MARK: Names

    /// `x`, `x.y`: a variable of a macro, a variable of the environment (the longest name first), a type; fields are read from what was found.
    private mutating func reference(_ syntax: Syntax) -> any Node {
        guard let path = DottedName(syntax) else {
            guard case .select(let target, let field, _, _) = syntax.kind else { return ErrorNode(.unknownVariable("")) }
            return SelectNode(node(for: target), field)
        }
        switch NameResolution(path, locals: locals, environment) {
        case .local(let place, let fields):
            return fields.reduce(LocalNode(place: place) as any Node) { SelectNode($0, $1) }
        case .variable(let slot, let fields):
            let (name, type) = environment.variables[slot]
            guard let first = fields.first else { return VariableNode(slot: slot, name: name) }
            let field = VariableFieldNode(slot: slot, variable: name, field: first, type: type)
            return fields.dropFirst().reduce(field as any Node) { SelectNode($0, $1) }
        case .type(let type, let fields):
            return fields.reduce(ConstantNode(.type(type)) as any Node) { SelectNode($0, $1) }
        case .unknown: return ErrorNode(.unknownVariable(path.names.joined(separator: ".")))
        }
    }

    private mutating func scoped<T>(_ names: [String], _ body: (inout Planner, [Int]) -> T) -> T {
        let places = names.indices.map { locals.count + $0 }
        locals += names
        localCount = max(localCount, locals.count)
        defer { locals.removeLast(names.count) }
        return body(&self, places)
    }

    // MARK: Operators

    private mutating func logical(_ operands: [Syntax], isAnd: Bool) -> any Node {
        let nodes = operands.map { node(for: $0) }
        guard nodes.count > 1 else { return nodes.first ?? ConstantNode(.bool(isAnd)) }
        return LogicalNode(nodes[0], nodes[1], Array(nodes.dropFirst(2)), isAnd: isAnd)
    }

    private mutating func negate(_ operand: Syntax) -> any Node {
        let node = node(for: operand)
        return fold(NegateNode(node), [node])
    }

    private mutating func list(_ elements: [(element: Syntax, isOptional: Bool)]) -> any Node {
        let nodes = elements.map { (node: node(for: $0.element), isOptional: $0.isOptional) }
        if nodes.isEmpty { return ConstantNode(.list(.values([]))) }
        return fold(ListNode(nodes), nodes.map(\.node))
    }

    private mutating func compare(_ comparison: ComparisonOperator, _ left: Syntax, _ right: Syntax) -> any Node {
        let (a, b) = (node(for: left), node(for: right))
        if a.constant != nil, b.constant != nil { return fold(CompareNode(comparison, a, b), [a, b]) }
        if let constant = b.constant { return CompareConstantNode(comparison, a, constant, decimal: right.decimal ?? constant.asDecimal) }
        if let constant = a.constant { return CompareConstantNode(comparison.mirrored, b, constant, decimal: left.decimal ?? constant.asDecimal) }
        return CompareNode(comparison, a, b)
    }

    private mutating func arithmetic(_ first: Syntax, _ rest: [(operation: Arithmetic, operand: Syntax)]) -> any Node {
        let start = node(for: first)
        let steps = rest.map { ArithmeticNode.Step(operation: $0.operation, operand: node(for: $0.operand), decimal: $0.operand.decimal) }
        return fold(ArithmeticNode(start, decimal: first.decimal, steps), [start] + steps.map(\.operand))
    }

    // MARK: Macros

    private mutating func comprehension(_ comprehension: Comprehension) -> any Node {
        let over = node(for: comprehension.over)
        return scoped(comprehension.variables) { planner, places in
            let predicate = comprehension.predicate.map { planner.node(for: $0) }
            let transform = comprehension.transform.map { planner.node(for: $0) }
            return ComprehensionNode(comprehension.kind, over: over, places: places, predicate: predicate, transform: transform)
        }
    }

    private mutating func bind(_ name: String, _ initial: Syntax, _ body: Syntax) -> any Node {
        let value = node(for: initial)
        return scoped([name]) { planner, places in BindNode(value, place: places[0], body: planner.node(for: body)) }
    }

    private mutating func optionalMap(_ target: Syntax, _ name: String, _ body: Syntax, _ isFlat: Bool) -> any Node {
        let target = node(for: target)
        return scoped([name]) { planner, places in OptionalMapNode(target, place: places[0], body: planner.node(for: body), isFlat: isFlat) }
    }

    // MARK: Calls

    private mutating func call(_ name: String, _ arguments: [Syntax]) -> any Node {
        let nodes = arguments.map { node(for: $0) }
        for candidate in environment.candidates(for: name, isRooted: false) {
            if environment.function(named: candidate) != nil { return HostCallNode(candidate, nodes) }
            if let function = Library.function(candidate, isMethod: false, arity: nodes.count) { return apply(function, nodes) }
        }
        if name == "matches", nodes.count == 2 { return MatchesNode(nodes[0], nodes[1]) }
        return ErrorNode(.unknownFunction(name))
    }

    private mutating func method(_ name: String, on target: Syntax, _ arguments: [Syntax]) -> any Node {
        if let path = DottedName(target), !path.isShadowed(by: locals) {
            let qualified = (path.names + [name]).joined(separator: ".")
            let nodes = arguments.map { node(for: $0) }
            if environment.function(named: qualified) != nil { return HostCallNode(qualified, nodes) }
            if let function = Library.function(qualified, isMethod: false, arity: nodes.count) { return apply(function, nodes) }
        }
        let nodes = [node(for: target)] + arguments.map { node(for: $0) }
        if nodes.count == 2 {
            if name == "or" || name == "orValue" { return OrElseNode(nodes[0], nodes[1], unwraps: name == "orValue") }
            if name == "matches" { return MatchesNode(nodes[0], nodes[1]) }
            if let accessor = TimeAccessor(rawValue: name) { return zoned(accessor, nodes[0], nodes[1]) }
        }
        guard let function = Library.function(name, isMethod: true, arity: nodes.count) else { return ErrorNode(.unknownFunction(name)) }
        return apply(function, nodes)
    }

    /// `target.getHours(zone)`; the zone of a literal name is found once.
    private func zoned(_ accessor: TimeAccessor, _ target: any Node, _ zone: any Node) -> any Node {
        if case .string(let name)? = zone.constant, let zone = zones.zone(named: name) {
            return fold(UnaryCallNode({ (target) throws(EvaluationError) in try accessor.value(of: target, zone: zone) }, target), [target])
        }
        return ZonedNode(accessor, target, zone, zones)
    }

    private func apply(_ function: LibraryFunction, _ nodes: [any Node]) -> any Node {
        switch function.implementation {
        case .unary(let function): fold(UnaryCallNode(function, nodes[0]), nodes)
        case .binary(let function): fold(BinaryCallNode(function, nodes[0], nodes[1]), nodes)
        case .variadic(let function): fold(CallNode({ (values, _) throws(EvaluationError) in try function(values) }, nodes), nodes)
        case .framed(let function): fold(CallNode(function, nodes), nodes)
        }
    }
}
