/// What an expression may name: variables with their types, and functions that the activation answers.
///
/// ```swift
/// let environment = Environment(variables: [("row", .map(.string, .string)), ("points", .int)])
/// ```
package struct Environment: Sendable {
    /// In the order of their slots in an ``Activation``. A name may be qualified: `a.b`.
    package let variables: [(name: String, type: CELType)]
    package let functions: [HostFunction]
    /// The namespace in which names are looked up first, `a.b` or empty (langdef, "Name Resolution").
    package let container: String
    private let slots: [String: Int]

    /// - Precondition: names of variables differ, and so do those of functions; of two equal ones the first counts.
    package init(variables: [(name: String, type: CELType)], functions: [HostFunction] = [], container: String = "") {
        self.variables = variables
        self.functions = functions
        self.container = container
        self.slots = Dictionary(variables.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The place of a variable in an activation, or nil. O(1).
    package func slot(of variable: String) -> Int? { slots[variable] }

    func function(named name: String) -> HostFunction? { functions.first { $0.name == name } }

    /// The names that `name` may stand for, the most qualified first.
    func candidates(for name: String, isRooted: Bool) -> [String] {
        guard !isRooted, !container.isEmpty else { return [name] }
        var prefix = container.split(separator: ".")[...]
        var candidates: [String] = []
        while !prefix.isEmpty {
            candidates.append(prefix.joined(separator: ".") + "." + name)
            prefix.removeLast()
        }
        return candidates + [name]
    }
}

/// A function that the activation answers, called as `name(…)`.
package struct HostFunction: Sendable {
    package struct Parameter: Sendable {
        package let type: CELType
        /// Only a literal string may stand here, so that what an expression reads is known when it is loaded.
        package let isLiteral: Bool

        package init(_ type: CELType, isLiteral: Bool = false) {
            self.type = type
            self.isLiteral = isLiteral
        }

        package static var literal: Parameter { Parameter(.string, isLiteral: true) }
    }

    package let name: String
    package let parameters: [Parameter]
    package let result: CELType

    package init(_ name: String, _ parameters: [Parameter], result: CELType) {
        self.name = name
        self.parameters = parameters
        self.result = result
    }
}
