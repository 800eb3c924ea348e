/// Runs a pattern over a text with all states at once.
package struct RegexMatcher {
    private let regex: Regex
    /// States before the next code point, each once.
    private var current: StateSet
    private var following: StateSet
    private var pending: [Int] = []
    /// Instructions looked at: at most the size of the pattern for each code point.
    package private(set) var steps = 0

    package init(_ regex: Regex) {
        self.regex = regex
        self.current = StateSet(capacity: regex.instructions.count)
        self.following = StateSet(capacity: regex.instructions.count)
    }

    /// Whether the pattern matches anywhere in the text. `charge` is told the steps of each code point and may refuse to go on.
    package mutating func matches(_ text: String, charge: (Int) throws(EvaluationError) -> Void) throws(EvaluationError) -> Bool {
        var previous: UInt32?
        var scalars = text.unicodeScalars.makeIterator()
        var next = scalars.next()?.value
        while true {
            let before = steps
            // A match may begin here.
            if Self.follow(0, in: regex, into: &current, &pending, &steps, previous, next) { return true }
            guard let scalar = next else { return false }
            let after = scalars.next()?.value
            if advance(over: scalar, then: after) { return true }
            swap(&current, &following)
            following.removeAll()
            try charge(steps - before)
            previous = scalar
            next = after
        }
    }

    private mutating func advance(over scalar: UInt32, then after: UInt32?) -> Bool {
        for place in 0..<current.count {
            let state = current[place]
            steps += 1
            guard case .set(let set) = regex.instructions[state], regex.sets[set].contains(scalar) else { continue }
            if Self.follow(state + 1, in: regex, into: &following, &pending, &steps, scalar, after) { return true }
        }
        return false
    }

    /// Adds a state and all that it reaches without a code point; true where that is a match.
    private static func follow(
        _ start: Int, in regex: Regex, into states: inout StateSet, _ pending: inout [Int], _ steps: inout Int, _ previous: UInt32?, _ next: UInt32?
    ) -> Bool {
        pending.append(start)
        while let state = pending.popLast() {
            guard states.insert(state) else { continue }
            steps += 1
            switch regex.instructions[state] {
            case .set: break
            case .match: return true
            case .jump(let target): pending.append(target)
            case .split(let first, let second):
                pending.append(second)
                pending.append(first)
            case .assertion(let assertion):
                if assertion.holds(between: previous, and: next) { pending.append(state + 1) }
            }
        }
        return false
    }
}

/// Numbers below a bound with insertion, membership and clearing in O(1) (Briggs and Torczon's sparse set).
private struct StateSet {
    private var dense: [Int]
    private var sparse: [Int]
    private(set) var count = 0

    init(capacity: Int) {
        self.dense = Array(repeating: 0, count: capacity)
        self.sparse = Array(repeating: 0, count: capacity)
    }

    subscript(place: Int) -> Int { dense[place] }

    func contains(_ number: Int) -> Bool { sparse[number] < count && dense[sparse[number]] == number }

    mutating func insert(_ number: Int) -> Bool {
        guard !contains(number) else { return false }
        dense[count] = number
        sparse[number] = count
        count += 1
        return true
    }

    mutating func removeAll() { count = 0 }
}

extension RegexSyntax.Assertion {
    /// Whether the place between two code points, or an end of the text, is what is asked.
    func holds(between previous: UInt32?, and next: UInt32?) -> Bool {
        switch self {
        case .textStart: previous == nil
        case .textEnd: next == nil
        case .lineStart: previous == nil || previous == 0x0A
        case .lineEnd: next == nil || next == 0x0A
        case .wordBoundary: isWord(previous) != isWord(next)
        case .noWordBoundary: isWord(previous) == isWord(next)
        }
    }

    private func isWord(_ scalar: UInt32?) -> Bool {
        guard let scalar, scalar < 128 else { return false }
        let byte = UInt8(scalar)
        return isLetter(byte) || isDigit(byte)
    }
}
