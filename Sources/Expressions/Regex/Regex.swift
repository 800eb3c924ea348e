/// A compiled pattern in the syntax of RE2, matched in time linear in the text whatever the pattern is.
///
/// The pattern becomes a nondeterministic automaton (Thompson), which is run with all its states at once (Pike); nothing is ever tried again.
package struct Regex: Sendable {
    enum Instruction: Sendable {
        case set(Int)
        case split(Int, Int)
        case jump(Int)
        case assertion(RegexSyntax.Assertion)
        case match
    }

    /// Instructions that a pattern may become: repetitions multiply what they repeat.
    static let maximumSize = 10_000

    private(set) var instructions: [Instruction] = []
    private(set) var sets: [ScalarSet] = []
    private var work = 0

    /// Instructions: what a match costs at most for each code point.
    package var size: Int { instructions.count }

    /// - Throws: ``EvaluationError/badPattern(_:)`` for what does not parse or becomes too large.
    package init(_ pattern: String) throws(EvaluationError) {
        do throws(RegexError) {
            try emit(RegexParser.parse(pattern))
            try append(.match)
        } catch {
            throw .badPattern(error.message)
        }
    }

    private mutating func append(_ instruction: Instruction) throws(RegexError) {
        guard instructions.count < Self.maximumSize else { throw RegexError("the pattern is too large") }
        instructions.append(instruction)
    }

    private mutating func emit(_ syntax: RegexSyntax) throws(RegexError) {
        // Counted apart from the instructions, since a repetition of nothing makes none.
        work += 1
        guard work <= Self.maximumSize else { throw RegexError("the pattern is too large") }
        switch syntax {
        case .empty: break
        case .set(let set):
            try append(.set(sets.count))
            sets.append(set.prepared)
        case .assertion(let assertion): try append(.assertion(assertion))
        case .sequence(let items): for item in items { try emit(item) }
        case .choice(let choices): try emit(choices: choices[...])
        case .repetition(let item, let least, let most):
            for _ in 0..<least { try emit(item) }
            if let most {
                try emit(item, upTo: most - least)
            } else {
                try emitLoop(item)
            }
        }
    }

    private mutating func emit(choices: ArraySlice<RegexSyntax>) throws(RegexError) {
        var jumps: [Int] = []
        for (place, choice) in choices.enumerated() {
            let split = instructions.count
            if place < choices.count - 1 { try append(.split(split + 1, 0)) }
            try emit(choice)
            guard place < choices.count - 1 else { break }
            jumps.append(instructions.count)
            try append(.jump(0))
            instructions[split] = .split(split + 1, instructions.count)
        }
        for jump in jumps { instructions[jump] = .jump(instructions.count) }
    }

    private mutating func emitLoop(_ item: RegexSyntax) throws(RegexError) {
        let split = instructions.count
        try append(.split(split + 1, 0))
        try emit(item)
        try append(.jump(split))
        instructions[split] = .split(split + 1, instructions.count)
    }

    private mutating func emit(_ item: RegexSyntax, upTo count: Int) throws(RegexError) {
        var splits: [Int] = []
        for _ in 0..<count {
            splits.append(instructions.count)
            try append(.split(instructions.count + 1, 0))
            try emit(item)
        }
        for split in splits { instructions[split] = .split(split + 1, instructions.count) }
    }
}
