import NaiveModel
import Periods
import PointsEngine
import Workload

/// A seeded history on which engine and model differ, with as few steps as still make them differ: what is read by the text and kept as a scenario.
package struct Shrinking {
    private let head: [Tree.Pair]
    private let start: NaiveModel.Instant
    package private(set) var steps: [Tree] = []

    package init(seed: UInt64, steps count: Int, edition: Edition = .latest) throws {
        var history = try History(seed: seed, edition: edition)
        (head, start) = (history.head, history.start)
        for _ in 0..<count { steps.append(try history.next().step) }
    }

    /// Leaves out portions of the history, the largest first, then single deeds of batches.
    package mutating func shrink() throws {
        var size = steps.count / 2
        while size > 0 {
            var place = steps.count
            while place > 0 {
                let portion = max(0, place - size)..<place
                var fewer = steps
                fewer.removeSubrange(portion)
                if try !differences(after: fewer).isEmpty { steps = fewer }
                place = portion.lowerBound
            }
            size /= 2
        }
        for place in steps.indices { try shrinkBatch(at: place) }
    }

    private mutating func shrinkBatch(at place: Int) throws {
        guard let name = ["batch", "race"].first(where: { steps[place][$0] != nil }), var items = steps[place][name]?.items else { return }
        for item in items.indices.reversed() where items.count > 1 {
            var fewer = items
            fewer.remove(at: item)
            var changed = steps
            changed[place] = .map(steps[place].pairs.map { $0.key == name ? .init(name, .list(fewer)) : $0 })
            if try !differences(after: changed).isEmpty { (items, steps) = (fewer, changed) }
        }
    }

    /// Where engine and model differ first.
    package func differences() throws -> [String] { try differences(after: steps) }

    /// What both sides have of a member after each step.
    package func trace(of members: [String]) throws -> [String] {
        var tracing = Tracing(of: members), lines: [String] = []
        _ = try differences(after: steps) { lines += tracing.lines(after: $0, $1, $2) }
        return lines
    }

    private func differences(
        after steps: [Tree], watching: (_ step: Tree, _ model: Model, _ engine: MemoryEngine) -> Void = { _, _, _ in }
    ) throws -> [String] {
        var translation = try Translation(head, start: start)
        var model = Model(company: try Company(reading: .map(head)), start: start), comparison = Comparison()
        var engine = MemoryEngine(translation.programme, now: Periods.Instant(seconds: Int64(start)))
        for command in translation.setting { try engine.carryOut(command, by: .administrator) }
        for step in steps {
            let result = try model.run(step), known = engine.facts.entries.count
            try engine.advance(to: Periods.Instant(seconds: Int64(model.now)))
            let outcomes = try engine.carryOut(translation.deeds(of: step, at: model.now))
            if result.answers.first?.code == nil { translation.note(step, at: model.now) }
            watching(step, model, engine)
            let found = try comparison.differences(model, result, engine, outcomes, entriesBefore: known, isLast: true)
            if !found.isEmpty { return found }
        }
        return []
    }

    /// As a file for `laurel scenario`.
    package var yaml: String { Tree.map(head + [.init("steps", .list(steps))]).file }
}
