/// `text.matches(pattern)`; a literal pattern is compiled when the expression is loaded.
final class MatchesNode: Node {
    private let text: any Node
    private let pattern: any Node
    private let regex: Regex?

    init(_ text: any Node, _ pattern: any Node) {
        self.text = text
        self.pattern = pattern
        if case .string(let source)? = pattern.constant { self.regex = try? Regex(source) } else { self.regex = nil }
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue { .bool(try test(&frame)) }

    func test(_ frame: inout Frame) throws(EvaluationError) -> Bool {
        try frame.charge()
        let text = try text.value(&frame)
        let pattern = try pattern.value(&frame)
        guard case .string(let subject) = text, case .string(let source) = pattern else { throw .noOverload("matches", [text, pattern]) }
        var matcher = RegexMatcher(try compiled(source, &frame))
        return try matcher.matches(subject) { (steps) throws(EvaluationError) in
            try frame.charge(1 + steps >> 4)
        }
    }

    private func compiled(_ source: String, _ frame: inout Frame) throws(EvaluationError) -> Regex {
        if let regex { return regex }
        let regex = try Regex(source)
        try frame.charge(regex.instructions.count)
        return regex
    }
}
