import Expressions
import Periods
import RuleEngine

/// CEL expressions of rules and metrics, parsed and checked where they stand (rules-language.md).
extension YAMLReader {
    /// True or false: `when`.
    ///
    /// - Parameter knowsPoints: whether it may ask for `points`, the size of the award, as `hold.when` does.
    package func condition(_ reading: RuleReading, knowsPoints: Bool = false) throws -> Expression {
        try expression(reading, knowsPoints: knowsPoints, expected: "true or false") { $0 == .bool }
    }

    /// True or false about a member alone: `where` of a board.
    package func memberCondition(_ reading: RuleReading) throws -> Expression {
        try expression(reading, in: RuleEnvironment.members, expected: "true or false") { $0 == .bool }
    }

    /// A number: an amount, a quantity, a multiplier.
    package func number(_ reading: RuleReading) throws -> Expression {
        try expression(reading, expected: "a number") { [.int, .uint, .double, .decimal].contains($0) }
    }

    /// Something that keys are made of: a text, a number, true or false.
    package func key(_ reading: RuleReading) throws -> Expression {
        try expression(reading, expected: "a text, a number, true or false, to count by") {
            [.string, .int, .uint, .double, .decimal, .bool, .null].contains($0)
        }
    }

    private func expression(
        _ reading: RuleReading, in environment: Environment = RuleEnvironment.environment, knowsPoints: Bool = false, expected: String,
        fits: (CELType) -> Bool
    ) throws -> Expression {
        let source = try text(expected: "a CEL expression")
        let expression = try compiled(source, in: environment, reading.zones)
        guard expression.type == .dyn || fits(expression.type) else {
            throw failure("the expression gives \(expression.type.name)", expected: expected)
        }
        guard knowsPoints || !expression.references.reads("points") else {
            throw failure("only hold.when knows \"points\"", hint: "elsewhere the award is not known yet")
        }
        try checkBounds(of: expression)
        return expression
    }

    /// It takes no more steps than it may, and asks for periods that there are.
    func checkBounds(of expression: Expression) throws {
        guard expression.estimatedSteps <= Limits.budget else {
            throw failure("the expression may take \(expression.estimatedSteps) steps", expected: "at most \(Limits.budget)")
        }
        for call in expression.references.calls where call.literals.count == 2 {
            guard let period = call.literals.last, PeriodKind(rawValue: period) == nil else { continue }
            let kinds = PeriodKind.allCases.map(\.rawValue)
            throw failure(
                "\(call.function)() of no period: \"\(period)\"", expected: "one of \(kinds.joined(separator: ", "))",
                hint: Spelling.nearest(to: period, in: kinds).map { "did you mean \"\($0)\"?" })
        }
    }

    /// What is wrong is shown at its place inside the expression.
    func compiled(_ source: String, in environment: Environment, _ zones: ZoneDatabase) throws -> Expression {
        do {
            return try Expression.compile(source, environment: environment, zones: zones)
        } catch {
            for diagnostic in error.all {
                let before = String(decoding: source.utf8.prefix(diagnostic.range.lowerBound), as: UTF8.self)
                _ = failure(
                    atScalar: before.unicodeScalars.count, diagnostic.message,
                    hint: diagnostic.suggestion.map { "did you mean \"\($0)\"?" })
            }
            throw Unreadable()
        }
    }
}
