import Identity
import PointsEngine
import RuleEngine
import Testing

/// programme.md, "Estimates": the same numbers that will come, over random programmes and histories.
@Suite("An estimate")
struct EstimateTests {
    @Test(arguments: EngineTests.some)
    func `says what the same activity then gives`(history: EngineTests.Case) throws {
        let lived = try history.engine()
        var engine = MemoryEngine(lived.initial, now: lived.log.first?.at ?? lived.now)
        var compared = 0
        for logged in lived.log where logged.actor != .system {
            try engine.advance(to: logged.at)
            guard let activity = (logged.command as? RecordActivity)?.activity else {
                try engine.carryOut(logged.command, by: logged.actor)
                continue
            }
            let member = activity.subject ?? activity.credits?.first?.member ?? ""
            let before = engine
            let estimate = try Estimate(of: activity, by: logged.actor, for: member, on: engine.facts, under: engine.programme, at: engine.now)
            #expect(engine.facts.entries == before.facts.entries && engine.facts.tallies == before.facts.tallies, "\(history): an estimate changes nothing")
            let told = engine.log.count
            let outcome = try engine.carryOut(logged.command, by: logged.actor)
            #expect(Self.told(estimate.outcome) == Self.told(outcome), "\(history), \(activity.key)")
            #expect(estimate.noticed.map(\.activity.key) == engine.log.dropFirst(told + 1).compactMap { ($0.command as? RecordActivity)?.activity.key }, "\(history)")
            let after = try MemberProgress(of: member, on: engine.facts, under: engine.programme, at: engine.now, counting: activity.time)
            #expect(estimate.after == after, "\(history), \(activity.key)")
            compared += 1
        }
        try engine.advance(to: lived.now)
        #expect(compared > 0, "\(history)")
        #expect(engine.facts.entries == lived.facts.entries, "\(history): nothing of it stays")
    }

    private enum Told: Equatable {
        case refused(Code)
        case recorded(Recorded, isRepetition: Bool)
        case other
    }

    private static func told(_ outcome: Outcome) -> Told {
        switch outcome {
        case .refused(let refusal): .refused(refusal.code)
        case .done(let receipt as ActivityReceipt, _): .recorded(receipt.recorded, isRepetition: receipt.isRepetition)
        case .done: .other
        }
    }
}
