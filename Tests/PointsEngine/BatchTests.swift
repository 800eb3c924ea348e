import Identity
import JSON
import Periods
import PointsEngine
import Testing

@Suite("A batch") struct BatchTests {
    private static func target(_ desk: inout Desk) throws {
        try desk.done(SetTarget(id: "t", key: TargetKey(owner: .member("li"), metric: "revenue", period: "2026-03"), value: 50))
    }

    private static func desk() throws -> Desk {
        try Desk(
            rules: "[{id: mark, on: laurel.target.reached, when: data.mark == 100, award: {fixed: 7}}, {id: sale, on: sale.won, award: {fixed: 1}}]")
    }

    @Test func `decides what a command brings with it right after it, whoever decides the batch`() throws {
        var desk = try Self.desk()
        try Self.target(&desk)
        var batch = Batch(on: desk.engine.facts, under: desk.engine.programme, at: desk.engine.now)
        let outcome = try batch.decide(.activity("s", "sale.won", ["amount": 60]), by: .token("crm"))
        let types = batch.commands.compactMap { decided -> String? in
            if case .command(let command as RecordActivity, _) = decided.content { command.activity.type } else { nil }
        }
        #expect(types == ["sale.won", "laurel.target.reached"])
        #expect(outcome.number == desk.engine.facts.nextCommand() && batch.changes.commands == 2)
        #expect(batch.changes.entries.map(\.points) == [1, 7])
    }

    @Test func `goes on from what an earlier one on the same facts would have changed`() throws {
        let desk = try Self.desk()
        var first = Batch(on: desk.engine.facts, under: desk.engine.programme, at: desk.engine.now)
        _ = try first.decide(.activity("s", "sale.won", ["amount": 60]), by: .token("crm"))
        var second = Batch(on: desk.engine.facts, after: first.changes, under: desk.engine.programme, at: desk.engine.now)
        let again = try second.decide(.activity("s", "sale.won", ["amount": 60]), by: .token("crm"))
        #expect(again.number == nil && second.commands.isEmpty)
        let other = try second.decide(.activity("s2", "sale.won", ["amount": 60]), by: .token("crm"))
        #expect(other.number == desk.engine.facts.nextCommand() + 1)
    }

    @Test func `writes nothing for what it refuses`() throws {
        let desk = try Self.desk()
        var batch = Batch(on: desk.engine.facts, under: desk.engine.programme, at: desk.engine.now)
        #expect(try batch.decide(Fulfil("none"), by: .administrator).number == nil)
        #expect(batch.commands.isEmpty && batch.changes.commands == 0)
    }

    @Test func `says in the audit trail what a chain of its own left out`() throws {
        var desk = try Desk(
            metrics: "{sales: {on: sale.won, count: true}, stars: {on: laurel.badge.earned, count: true}, goals: {on: laurel.target.reached, count: true}}",
            badges: "[{id: first, of: sales, levels: [1]}, {id: aimer, of: goals, levels: [1, 2]}]")
        for (id, period, value) in [("a", "2026-03", 1), ("b", "2026-Q1", 2)] as [(RequestID, String, Decimal)] {
            try desk.done(SetTarget(id: id, key: TargetKey(owner: .member("li"), metric: "stars", period: period), value: value))
        }
        var batch = Batch(on: desk.engine.facts, under: desk.engine.programme, at: desk.engine.now)
        _ = try batch.decide(.activity("s", "sale.won", ["amount": 1]), by: .token("crm"))
        let notes = batch.commands.compactMap { decided -> Note? in if case .note(let note) = decided.content { note } else { nil } }
        #expect(batch.commands.count == 6 && notes.map(\.kind) == [Note.chainEnded])
        #expect(notes.first?.detail["withheld"] == ["badge/aimer/all/2/li"])
    }
}
