import JSON

extension CELValue {
    /// `==` of the language: numbers by their value whatever their type, values of different other types are unequal (langdef, "Equality").
    /// Takes a step for each element compared.
    func equals(_ other: CELValue, _ frame: inout Frame) throws(EvaluationError) -> Bool {
        switch (self, other) {
        case (.list(let a), .list(let b)): return try a.equals(b, &frame)
        case (.map(let a), .map(let b)): return try a.equals(b, &frame)
        case (.optional(let a), .optional(let b)):
            guard let a = a.value, let b = b.value else { return a.value == nil && b.value == nil }
            return try a.equals(b, &frame)
        case (.string(let a), .string(let b)): return Text.same(a, b)
        default: return equalsScalar(other)
        }
    }

    private func equalsScalar(_ other: CELValue) -> Bool {
        switch (self, other) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.bytes(let a), .bytes(let b)): a == b
        case (.timestamp(let a), .timestamp(let b)): a == b
        case (.duration(let a), .duration(let b)): a == b
        case (.type(let a), .type(let b)): a.runtimeName == b.runtimeName
        default: numericOrder(to: other) == .equal
        }
    }
}

extension CELList {
    fileprivate func equals(_ other: CELList, _ frame: inout Frame) throws(EvaluationError) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count {
            try frame.charge()
            guard try self[index].equals(other[index], &frame) else { return false }
        }
        return true
    }

    /// Whether an element equals `value`. O(n).
    func contains(_ value: CELValue, _ frame: inout Frame) throws(EvaluationError) -> Bool {
        for index in 0..<count {
            try frame.charge()
            if try self[index].equals(value, &frame) { return true }
        }
        return false
    }
}

extension CELMap {
    fileprivate func equals(_ other: CELMap, _ frame: inout Frame) throws(EvaluationError) -> Bool {
        guard count == other.count else { return false }
        for key in keys {
            try frame.charge()
            guard let mine = value(key: key), let theirs = other.value(key: key), try mine.equals(theirs, &frame) else { return false }
        }
        return true
    }
}
