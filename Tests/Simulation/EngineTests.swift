import Files
import Foundation
import Invariants
import PointsEngine
import Scenarios
import Testing
import Workload

/// The pure core against the naive model: the workload's file expects what the model says, and the engine runs it as it runs any scenario.
@Suite("On seeded histories the engine")
struct EngineTests {
    /// Seeds on which engine and model once differed, with the number of steps.
    static let failedOnce: [History] = [
        History(1094, 150), History(1144, 150), History(1149, 150), History(2030, 150), History(2044, 150), History(2059, 150), History(2073, 150),
        History(5029, 120), History(5087, 120), History(5109, 120),
    ]
    static let histories = failedOnce + some + (7...1_000).map { History($0, 60) }
    /// What is looked at after every step takes shorter histories.
    static let some = WorkloadTests.seeds.map { History($0, 60) } + [History(1094, 80), History(2044, 80)] + more

    /// `LAUREL_SEEDS=1-500` tries more of them.
    private static let more: [History] = {
        let bounds = (ProcessInfo.processInfo.environment["LAUREL_SEEDS"] ?? "").split(separator: "-").compactMap { UInt64($0) }
        guard let first = bounds.first, let last = bounds.last, first <= last else { return [] }
        return (first...last).map { History($0, 60) }
    }()

    /// A seed and a number of steps: they stand in the name of the case, and give the same history again.
    struct History: Sendable, CustomStringConvertible {
        let seed: UInt64
        let steps: Int

        init(_ seed: UInt64, _ steps: Int) {
            self.seed = seed
            self.steps = steps
        }

        var description: String { "seed \(seed), \(steps) steps" }

        func scenario() throws -> Scenario {
            let document = try YAMLDocument(bytes: Array(Workload(seed: seed, steps: steps).yaml.utf8), file: "workload-\(seed).yaml")
            return try Scenario.read(document, in: ".", zones: ZoneFiles.database())
        }
    }

    @Test("agrees with the naive model", arguments: histories)
    func agrees(history: History) throws {
        for difference in try Runner.run(history.scenario()).differences { Issue.record("\(history): \(difference)") }
    }

    @Test("keeps every invariant after every step", arguments: some)
    func invariants(history: History) throws {
        var invariants = Invariants()
        _ = try Runner.run(history.scenario()) { engine, step in
            for violation in try invariants.violations(of: engine) { Issue.record("\(history), step \(step): \(violation)") }
        }
    }

    @Test("is the same when all commands are decided again", arguments: some)
    func replay(history: History) throws {
        var last: MemoryEngine?
        _ = try Runner.run(history.scenario()) { engine, _ in last = engine }
        let engine = try #require(last)
        try expectSame(engine.replayed(), engine, "\(history)")
    }

    @Test("changes nothing for what it knows already", arguments: some)
    func duplicates(history: History) throws {
        var last: MemoryEngine?
        _ = try Runner.run(history.scenario()) { engine, _ in last = engine }
        let engine = try #require(last)
        var again = engine
        for logged in engine.log {
            switch logged.command {
            case .record, .redeem, .adjust, .setTarget:
                guard case .done(let receipt, let changes) = try again.carryOut(logged.command, by: logged.actor) else {
                    Issue.record("\(history): a repetition is refused")
                    continue
                }
                #expect(receipt.isRepetition && changes.isEmpty, "\(history)")
            default: break
            }
        }
        try expectSame(again, engine, "\(history)")
    }

    private func expectSame(_ one: MemoryEngine, _ other: MemoryEngine, _ history: String) throws {
        #expect(one.log.count == other.log.count, "\(history)")
        #expect(one.facts.entries == other.facts.entries, "\(history)")
        #expect(one.facts.wallets == other.facts.wallets, "\(history)")
        #expect(one.facts.lots == other.facts.lots, "\(history)")
        #expect(one.facts.tallies == other.facts.tallies, "\(history)")
        #expect(one.facts.claims == other.facts.claims, "\(history)")
        #expect(one.facts.activities == other.facts.activities, "\(history)")
        #expect(one.facts.requests == other.facts.requests, "\(history)")
        #expect(one.facts.standings == other.facts.standings, "\(history)")
        #expect(one.facts.archives == other.facts.archives, "\(history)")
    }
}
