import Files
import Identity
import NaiveModel
import Periods
import PointsEngine
import Scenarios
import Simulation
import Workload

extension NodeRun {
    /// A seeded history of the simulation.
    package static func history(seed: UInt64, steps: Int, isFenced: Bool = true) throws -> NodeRun {
        var history = try History(seed: seed, edition: .seventh)
        let translation = try Translation(history.head, start: history.start)
        let start = Periods.Instant(seconds: Int64(history.start))
        let setting = Setting(seed: seed, batchLimit: [1, 3, 256][Int(seed % 3)], isFenced: isFenced)
        let run = try NodeRun(setting, translation.programme, at: start)
        try run.carryOut(translation.setting.map { ($0, .administrator) })
        for _ in 0..<steps where run.findings.isEmpty {
            let (step, _) = try history.next()
            run.advance(to: Periods.Instant(seconds: Int64(history.model.now)))
            let deeds = try Translation.single(step).compactMap { tree -> (command: any Command, actor: Actor)? in
                guard case .command(let command, let actor)? = try translation.deeds(of: tree, at: history.model.now).first else { return nil }
                return (command, actor)
            }
            try run.carryOut(deeds)
        }
        run.finish()
        return run
    }

    /// The steps of a scenario; nil where one of them puts in force what only files tell.
    package static func scenario(_ path: String, zones: ZoneDatabase, seed: UInt64) throws -> NodeRun? {
        let document = try YAMLDocument(bytes: FileBytes.read(path, limit: YAMLDocument.maximumSize), file: path)
        let scenario = try Scenario.read(document, in: folder(of: path), zones: zones)
        guard !scenario.steps.flatMap(\.kind.deeds).contains(where: \.putsFilesInForce) else { return nil }
        let setting = Setting(seed: seed, batchLimit: 256)
        let start = scenario.steps.first?.at ?? .earliest
        let run = try NodeRun(setting, scenario.programme, at: start)
        // Beside them an engine in memory, which knows what some commands depend on.
        var engine = MemoryEngine(scenario.programme, now: start)
        for command in scenario.setting { _ = try engine.carryOut(command, by: .administrator) }
        try run.carryOut(scenario.setting.map { ($0, .administrator) })
        for step in scenario.steps where run.findings.isEmpty {
            run.advance(to: step.at)
            try engine.advance(to: step.at)
            for deed in step.kind.deeds {
                guard let command = command(of: deed, given: engine.facts) else { continue }
                _ = try engine.carryOut(command.command, by: command.actor)
                try run.carryOut([command])
            }
        }
        run.finish()
        return run
    }

    private static func folder(of path: String) -> String { path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") }

    /// Nil: nothing is asked of a writer.
    private static func command(of deed: Step.Action, given facts: MemoryFacts) -> (command: any Command, actor: Actor)? {
        switch deed {
        case .command(let command, let actor): return (command, actor)
        case .customer(let step, let actor): return (step.command(given: facts), actor)
        case .estimate, .unreadable: return nil
        case .decision(let decision, let actor):
            guard let id = try? facts.hold(named: decision.id, source: decision.source) ?? RequestID(decision.id) else { return nil }
            return (DecideRequest(id: id, approve: decision.approve, comment: decision.comment), actor)
        }
    }
}

extension Step.Kind {
    fileprivate var deeds: [Step.Action] {
        switch self {
        case .look, .restart: []
        case .one(let deed): [deed]
        case .batch(let deeds), .race(let deeds): deeds
        }
    }
}

extension Step.Action {
    fileprivate var putsFilesInForce: Bool {
        guard case .command(let command, _) = self else { return false }
        return (command as? any PublishingCommand)?.publication.configures ?? false
    }
}
