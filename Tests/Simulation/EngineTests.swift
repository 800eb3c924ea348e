import Foundation
import Files
import Invariants
import PointsEngine
import Scenarios
import Simulation
import Testing
import Workload

/// The pure core against the naive model: both live through the same seeded histories.
@Suite("On seeded histories the engine")
struct EngineTests {
    /// Seeds on which engine and model once differed.
    static let failedOnce = [
        Case(1094, 150, .first), Case(1144, 150, .first), Case(1149, 150, .first), Case(2030, 150, .first), Case(2044, 150, .first), Case(2059, 150, .first),
        Case(2073, 150, .first), Case(5029, 120, .first), Case(5087, 120, .first), Case(5109, 120, .first), Case(896, 60, .third), Case(107, 60, .sixth), Case(12, 60), Case(64, 60), Case(71, 60),
    ] + [
        3249, 3256, 10487, 11821, 11899, 12188, 12234, 12512, 14131, 14601, 15101, 15250, 15642, 15646, 15849, 15909, 16013, 16394, 17494, 17795,
    ].map { Case($0, 60, .third) }
    /// What is looked at after every step takes fewer histories.
    static let some = (1...14).map { Case($0, 60) } + (1...6).map { Case($0, 60, .first) } + [Case(1094, 80, .first), Case(2044, 80, .first)] + more
    /// Five hundred histories (the trials take more), in portions that run beside each other.
    static let portions = stride(from: UInt64(1), to: 501, by: 50).map { $0...($0 + 49) }

    /// `LAUREL_SEEDS=1-500` tries more of them.
    private static let more: [Case] = {
        let bounds = (ProcessInfo.processInfo.environment["LAUREL_SEEDS"] ?? "").split(separator: "-").compactMap { UInt64($0) }
        guard let first = bounds.first, let last = bounds.last, first <= last else { return [] }
        return (first...last).map { Case($0, 60) }
    }()

    /// A seed, a number of steps and an edition: they stand in the name of the case, and give the same history again.
    struct Case: Sendable, CustomStringConvertible {
        let seed: UInt64
        let steps: Int
        let edition: Edition

        init(_ seed: UInt64, _ steps: Int, _ edition: Edition = .latest) {
            self.seed = seed
            self.steps = steps
            self.edition = edition
        }

        var description: String { "seed \(seed), \(steps) steps, edition \(edition)" }

        /// Lives through it; where engine and model differ, that is an issue.
        func run(wholeEvery: Int = 5, watching: (_ engine: MemoryEngine, _ step: Int) throws -> Void = { _, _ in }) throws {
            for difference in try Simulation.run(seed: seed, steps: steps, edition: edition, wholeEvery: wholeEvery, watching: watching) { Issue.record("\(self): \(difference)") }
        }

        /// The engine at the end.
        func engine() throws -> MemoryEngine {
            var last: MemoryEngine?
            try run { engine, _ in last = engine }
            return try #require(last)
        }
    }

    @Test(arguments: portions)
    func `agrees with the naive model`(seeds: ClosedRange<UInt64>) throws {
        for seed in seeds { try Case(seed, 60).run(wholeEvery: 10) }
    }

    @Test(arguments: failedOnce)
    func `agrees where it once did not`(history: Case) throws { try history.run() }

    /// As a file the same history is a scenario like any other: `laurel scenario` runs it.
    @Test(arguments: [Case(3, 60, .first), Case(5, 60), Case(9, 60)])
    func `agrees with a history that was written as a file`(history: Case) throws {
        let yaml = try Workload(seed: history.seed, steps: history.steps, edition: history.edition).yaml
        let scenario = try Scenario.read(YAMLDocument(yaml, file: "workload.yaml"), in: ".", zones: ZoneFiles.database())
        for difference in try Runner.run(scenario).differences { Issue.record("\(history): \(difference)") }
    }

    @Test(arguments: some)
    func `keeps every invariant after every step`(history: Case) throws {
        var invariants = Invariants()
        try history.run { engine, step in
            for violation in try invariants.violations(of: engine) { Issue.record("\(history), step \(step): \(violation)") }
        }
    }

    @Test(arguments: some)
    func `is the same when all commands are decided again`(history: Case) throws {
        let engine = try history.engine()
        try expectSame(engine.replayed(), engine, history)
    }

    @Test(arguments: some)
    func `changes nothing for what it knows already`(history: Case) throws {
        let engine = try history.engine()
        var again = engine
        for logged in engine.log where logged.command.hasIdentity {
            guard case .done(let receipt, let changes) = try again.carryOut(logged.command, by: logged.actor) else {
                Issue.record("\(history): a repetition is refused")
                continue
            }
            #expect(receipt.isRepetition && changes.isEmpty, "\(history)")
        }
        expectSame(again, engine, history)
    }

    private func expectSame(_ one: MemoryEngine, _ other: MemoryEngine, _ history: Case) {
        #expect(one.log.count == other.log.count, "\(history)")
        #expect(one.facts.entries == other.facts.entries, "\(history)")
        #expect(one.facts.wallets == other.facts.wallets, "\(history)")
        #expect(one.facts.lots == other.facts.lots, "\(history)")
        #expect(one.facts.tallies == other.facts.tallies, "\(history)")
        #expect(one.facts.claims == other.facts.claims, "\(history)")
        #expect(one.facts.activities == other.facts.activities, "\(history)")
        #expect(one.facts.requests == other.facts.requests, "\(history)")
        #expect(one.facts.targets == other.facts.targets, "\(history)")
        #expect(one.facts.tierStandings == other.facts.tierStandings, "\(history)")
        #expect(one.facts.archives == other.facts.archives, "\(history)")
    }
}
