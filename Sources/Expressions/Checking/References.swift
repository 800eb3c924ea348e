/// What an expression reads, known before it is ever evaluated.
package struct References: Hashable, Sendable {
    /// A call of a function of the environment with the literal strings that it was given, in their order.
    package struct Call: Hashable, Sendable {
        package let function: String
        package let literals: [String]
    }

    /// Each call once: `metric("revenue", "month")`.
    package private(set) var calls: Set<Call> = []
    /// The variables that are read, each with the first-level fields read from it.
    package private(set) var fields: [String: Set<String>] = [:]
    /// The variables that are read as a whole too, such as `data` in `size(data)`.
    package private(set) var whole: Set<String> = []

    /// As what fields are used, by variable and field, as far as that shows.
    package private(set) var uses: [String: [String: FieldUse]] = [:]

    package func reads(_ variable: String) -> Bool { fields[variable] != nil }

    mutating func add(variable: String, field: String?) {
        fields[variable, default: []].formUnion(field.map { [$0] } ?? [])
        if field == nil { whole.insert(variable) }
    }

    mutating func add(_ use: FieldUse, of variable: String, _ field: String) { uses[variable, default: [:]][field, default: FieldUse()].join(use) }

    mutating func add(call function: String, literals: [String]) {
        calls.insert(Call(function: function, literals: literals))
    }
}
