/// A macro over the elements of a list or the keys of a map, with one variable or two.
final class ComprehensionNode: Node {
    private let kind: Comprehension.Kind
    private let over: any Node
    /// Where the variables stand: one, or index and element.
    private let places: [Int]
    private let predicate: (any Node)?
    private let transform: (any Node)?

    init(_ kind: Comprehension.Kind, over: any Node, places: [Int], predicate: (any Node)?, transform: (any Node)?) {
        self.kind = kind
        self.over = over
        self.places = places
        self.predicate = predicate
        self.transform = transform
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.charge()
        let range = try over.value(&frame)
        switch kind {
        case .all: return .bool(try decide(range, &frame, deciding: false))
        case .exists: return .bool(try decide(range, &frame, deciding: true))
        case .existsOne: return .bool(try count(range, &frame) == 1)
        case .filter, .map, .transformList: return .list(.values(try collect(range, &frame)))
        case .transformMap, .transformMapEntry: return try collectMap(range, &frame)
        }
    }

    /// Binds the variables to each element in turn until `body` returns false. `body` is told the first variable's value.
    private func forEach(
        _ range: CELValue, _ frame: inout Frame, _ body: (inout Frame, CELValue) throws(EvaluationError) -> Bool
    ) throws(EvaluationError) {
        switch range {
        case .list(let list):
            for index in 0..<list.count {
                try frame.charge()
                let first = places.count == 2 ? CELValue.int(Int64(index)) : list[index]
                frame.locals[places[0]] = first
                if places.count == 2 { frame.locals[places[1]] = list[index] }
                guard try body(&frame, first) else { return }
            }
        case .map(let map):
            for key in map.keys {
                try frame.charge()
                frame.locals[places[0]] = key
                if places.count == 2 { frame.locals[places[1]] = map.value(key: key) ?? .null }
                guard try body(&frame, key) else { return }
            }
        default: throw .noOverload("comprehension", [range])
        }
    }

    /// `all` and `exists`: an error counts only where no element decides.
    private func decide(_ range: CELValue, _ frame: inout Frame, deciding: Bool) throws(EvaluationError) -> Bool {
        var decided = false
        var failure: EvaluationError?
        try forEach(range, &frame) { (frame, _) throws(EvaluationError) in
            do throws(EvaluationError) {
                decided = try holds(&frame) == deciding
            } catch {
                guard error.isAbsorbable else { throw error }
                failure = failure ?? error
            }
            return !decided
        }
        if decided { return deciding }
        if let failure { throw failure }
        return !deciding
    }

    private func holds(_ frame: inout Frame) throws(EvaluationError) -> Bool {
        try predicate?.test(&frame) ?? true
    }

    private func count(_ range: CELValue, _ frame: inout Frame) throws(EvaluationError) -> Int {
        var count = 0
        try forEach(range, &frame) { (frame, _) throws(EvaluationError) in
            if try holds(&frame) { count += 1 }
            return true
        }
        return count
    }

    private func collect(_ range: CELValue, _ frame: inout Frame) throws(EvaluationError) -> [CELValue] {
        var values: [CELValue] = []
        try forEach(range, &frame) { (frame, first) throws(EvaluationError) in
            if try holds(&frame) { values.append(try transform?.value(&frame) ?? first) }
            return true
        }
        return values
    }

    private func collectMap(_ range: CELValue, _ frame: inout Frame) throws(EvaluationError) -> CELValue {
        var builder = MapBuilder()
        try forEach(range, &frame) { (frame, first) throws(EvaluationError) in
            guard try holds(&frame), let value = try transform?.value(&frame) else { return true }
            if kind == .transformMap {
                try builder.add(first, value)
            } else {
                guard case .map(let entries) = value else { throw .noOverload("transformMapEntry", [value]) }
                for key in entries.keys { try builder.add(key, entries.value(key: key) ?? .null) }
            }
            return true
        }
        return builder.map
    }
}
