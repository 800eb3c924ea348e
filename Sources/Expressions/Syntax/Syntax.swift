/// A parsed expression. Macros are expanded into nodes of their own, so that they can be checked and run without detours.
struct Syntax: Sendable {
    let kind: Kind
    /// The bytes of the source that the node was read from.
    let range: Range<Int>
    /// The longest way down; bounds the recursion of everything that walks the tree.
    let height: Int

    indirect enum Kind: Sendable {
        case literal(Literal)
        /// `x`, or `.x` (rooted): not a variable of a macro.
        case identifier(String, isRooted: Bool)
        /// `x.field`, or `x.?field`.
        case select(Syntax, field: String, at: Range<Int>, isOptional: Bool)
        /// `has(x.field)`.
        case has(Syntax, field: String, at: Range<Int>)
        /// `x[i]`, or `x[?i]`.
        case index(Syntax, Syntax, isOptional: Bool)
        case call(String, [Syntax], at: Range<Int>)
        case method(Syntax, String, [Syntax], at: Range<Int>)
        case list([(element: Syntax, isOptional: Bool)])
        case map([(key: Syntax, value: Syntax, isOptional: Bool)])
        case not(Syntax)
        case negate(Syntax)
        case and([Syntax])
        case or([Syntax])
        case conditional(Syntax, then: Syntax, otherwise: Syntax)
        case compare(ComparisonOperator, Syntax, Syntax)
        case contains(element: Syntax, collection: Syntax)
        /// `first op x op y …` from left to right, so that a long sum is not a deep tree.
        case arithmetic(Syntax, [(operation: Arithmetic, operand: Syntax)])
        case comprehension(Comprehension)
        /// `cel.bind(name, value, body)`.
        case bind(String, Syntax, body: Syntax)
        /// `x.optMap(name, body)`, and `optFlatMap`, whose body is an optional itself.
        case optionalMap(Syntax, String, body: Syntax, isFlat: Bool)
    }

    enum Literal: Sendable {
        case null
        case bool(Bool)
        case int(Int64)
        case uint(UInt64)
        case double(Double, text: String)
        case string(String)
        case bytes([UInt8])
    }
}

enum ComparisonOperator: String, Sendable {
    case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="

    /// Whether the comparison holds for values in this order; NaN has none.
    func holds(_ order: Order?) -> Bool {
        switch self {
        case .equal: order == .equal
        case .notEqual: order != .equal
        case .less: order == .less
        case .lessOrEqual: order == .less || order == .equal
        case .greater: order == .greater
        case .greaterOrEqual: order == .greater || order == .equal
        }
    }
}

/// A macro over the elements of a list or the keys of a map.
struct Comprehension: Sendable {
    enum Kind: Sendable { case all, exists, existsOne, map, filter, transformList, transformMap, transformMapEntry }

    let kind: Kind
    let over: Syntax
    /// The element or key; with two variables the index or key, and the element or value.
    let variables: [String]
    /// The predicate of `all`, `exists`, `existsOne`, `filter`; the optional one of `map` and `transform…`.
    let predicate: Syntax?
    /// What `map` and `transform…` make of an element.
    let transform: Syntax?
}
