import Identity
import Periods
import PointsEngine

/// Runs a scenario in an empty in-memory engine under a virtual clock.
package struct Runner {
    private var engine: MemoryEngine
    private var comparison: Comparison
    private let scenario: Scenario

    /// - Parameter watching: sees the engine after each step.
    /// - Throws: where the engine itself fails, which no scenario should make it do, and what `watching` throws.
    package static func run(_ scenario: Scenario, watching: (_ engine: MemoryEngine, _ step: Int) throws -> Void = { _, _ in }) throws -> Verdict {
        var runner = Runner(scenario)
        for command in scenario.setting { try runner.set(command) }
        for (index, step) in scenario.steps.enumerated() {
            try runner.run(step, number: index + 1)
            try watching(runner.engine, index + 1)
        }
        return Verdict(title: scenario.title, steps: scenario.steps.count, differences: runner.comparison.differences)
    }

    private init(_ scenario: Scenario) {
        self.scenario = scenario
        let start = scenario.steps.first?.at ?? .earliest
        engine = MemoryEngine(scenario.programme, now: start)
        comparison = Comparison(programme: scenario.programme)
    }

    private mutating func set(_ command: any Command) throws {
        if case .refused(let refusal) = try engine.carryOut(command, by: .administrator) {
            comparison.start(step: 0, Step(line: 1, at: engine.now, kind: .look, expectation: Expectation()))
            comparison.differ(command.named, expected: "that there can be one", found: "refused: \(refusal.summary)")
        }
    }

    private mutating func run(_ step: Step, number: Int) throws {
        comparison.start(step: number, step)
        try engine.advance(to: step.at)
        var outcomes: [Outcome] = []
        let entriesBefore = engine.facts.entries.count
        switch step.kind {
        case .look: break
        case .one(let action): outcomes = [try carryOut(action)]
        case .batch(let actions), .race(let actions): outcomes = try actions.map { try carryOut($0) }
        case .restart:
            let rebuilt = try engine.replayed()
            if rebuilt.facts.entries != engine.facts.entries { comparison.differ("the ledger after a restart", expected: "the same entries", found: "others") }
            if rebuilt.facts.sheets != engine.facts.sheets { comparison.differ("the appraisals after a restart", expected: "the same sheets", found: "others") }
            if rebuilt.facts.customers != engine.facts.customers { comparison.differ("the customers after a restart", expected: "the same", found: "others") }
            engine = rebuilt
        }
        try comparison.compare(step, outcomes, engine, entriesBefore: entriesBefore)
    }

    private mutating func carryOut(_ action: Step.Action) throws -> Outcome {
        switch action {
        case .command(let command, let actor): try engine.carryOut(command, by: actor)
        case .decision(let decision, let actor): try carryOut(decision, by: actor)
        case .estimate(let activity, let actor):
            try Estimate(of: activity, by: actor, for: activity.subject ?? "", on: engine.facts, under: engine.programme, at: engine.now).outcome
        case .customer(let step, let actor): try engine.carryOut(step.command(given: engine.facts), by: actor)
        case .unreadable(let refusal): .refused(refusal)
        }
    }

    private mutating func carryOut(_ decision: Step.Decision, by actor: Actor) throws -> Outcome {
        do {
            let id = try engine.facts.hold(named: decision.id, source: decision.source) ?? RequestID(decision.id)
            return try engine.carryOut(DecideRequest(id: id, approve: decision.approve, comment: decision.comment), by: actor)
        } catch let refusal as Refusal {
            return .refused(refusal)
        }
    }
}

extension Command {
    /// What a command of the setting puts there, as the file calls it: `the team east`.
    fileprivate var named: String { "the \(Self.group?.rawValue ?? "setting") \(subject ?? "")" }
}
