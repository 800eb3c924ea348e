import NaiveModel
import Periods
import PointsEngine
import Workload

/// A seeded history, lived through by the naive model and by the engine in memory, step by step, and compared after each.
package struct Simulation {
    private var history: History
    private var translation: Translation
    package private(set) var engine: MemoryEngine
    private var comparison: Comparison
    package private(set) var steps = 0

    /// - Parameters:
    ///   - wholeEvery: lots, boards, tiers, requests, stock and targets are compared after so many steps; what a step gave, and everyone's balance, after each.
    package init(seed: UInt64, edition: Edition = .latest, wholeEvery: Int = 5) throws {
        history = try History(seed: seed, edition: edition)
        translation = try Translation(history.head, start: history.start)
        engine = MemoryEngine(translation.programme, now: Periods.Instant(seconds: Int64(history.start)))
        comparison = Comparison(wholeEvery: wholeEvery)
        for command in translation.setting { try engine.carryOut(command, by: .administrator) }
    }

    /// Lives through one history.
    ///
    /// - Parameter watching: sees the engine after each step.
    /// - Returns: where engine and model differ; it ends at the first step after which they do, since what follows differs as well.
    package static func run(
        seed: UInt64, steps: Int, edition: Edition = .latest, wholeEvery: Int = 5, watching: (_ engine: MemoryEngine, _ step: Int) throws -> Void = { _, _ in }
    ) throws -> [String] {
        var simulation = try Simulation(seed: seed, edition: edition, wholeEvery: wholeEvery)
        while simulation.steps < steps {
            let differences = try simulation.step(isLast: simulation.steps + 1 == steps)
            if !differences.isEmpty { return differences }
            try watching(simulation.engine, simulation.steps)
        }
        return []
    }

    /// - Returns: what differs after it.
    package mutating func step(isLast: Bool = false) throws -> [String] {
        steps += 1
        let (step, result) = try history.next()
        let known = engine.facts.entries.count
        try engine.advance(to: Periods.Instant(seconds: Int64(history.model.now)))
        if step["restart"] != nil {
            let replayed = try engine.replayed()
            if replayed.facts.entries != engine.facts.entries { return ["step \(steps): replaying gives other entries"] }
            engine = replayed
        }
        let outcomes = try engine.carryOut(translation.deeds(of: step, at: history.model.now))
        if result.answers.first?.code == nil { translation.note(step, at: history.model.now) }
        let found = try comparison.differences(history.model, result, engine, outcomes, entriesBefore: known, isLast: isLast)
        return found.map { "step \(steps) at \(InstantText.write(history.model.now)), \(step.flow.prefix(300)): \($0)" }
    }
}

extension MemoryEngine {
    mutating func carryOut(_ deeds: [Translation.Deed]) throws -> [Outcome] {
        try deeds.map { deed -> Outcome in
            switch deed {
            case .command(let command, let actor), .amendment(let command, let actor): try carryOut(command, by: actor)
            case .customer(let step, let actor): try carryOut(step.command(given: facts), by: actor)
            case .unreadable(let refusal): .refused(refusal)
            }
        }
    }
}
