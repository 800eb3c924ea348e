import Backtest
import Identity
import Periods
import PointsEngine
import RuleEngine
import Testing

@Suite("A draft is tried on what was recorded")
struct BacktestTests {
    private func run(_ desk: Desk, _ draft: String, metrics: String = "{}", from: String = "2026-03-01T00:00:00+08:00", until: String = "2026-04-01T00:00:00+08:00") throws -> BacktestReport {
        let set = try Desk(rules: draft, metrics: metrics).engine.programme.book.set(at: .earliest)
        let facts = desk.engine.facts
        let people = Workforce(members: facts.members, teams: facts.teams, tiers: facts.tierStandings.mapValues(\.tier), targets: facts.targets.mapValues(\.value))
        var backtest = Backtest(set, from: .at(from), until: .at(until), under: desk.engine.programme, for: people)
        for recorded in facts.activities(after: 0, limit: 100_000) { try backtest.take(recorded) }
        return backtest.report
    }

    @Test func `the same rules change nothing`() throws {
        var desk = try Desk()
        for number in 1...20 { try desk.done(.gift("g\(number)", Int64(number), to: number % 2 == 0 ? "li" : "zhou")) }
        try desk.done(.reversal("x", of: "g3"))
        try desk.done(.replacement("y", of: "g4", 7))
        let report = try run(desk, Desk.rules)
        #expect(report.activities == 21)
        #expect(report.total.now == 210 - 3 - 4 + 7)
        #expect(report.total.then == report.total.now)
        #expect([report.gaining, report.losing, report.unchanged] == [0, 0, 2])
    }

    @Test func `the same rules change nothing, whatever has moved since that they read`() throws {
        let rules = "[{id: gift, on: test.gift, award: {expression: data.points}, limits: [{per: member, window: day, points: 100}]}, {id: big, on: test.big, award: {fixed: 2000}, hold: {reason: large}, limits: [{per: member, window: day, count: 1}]}]"
        var desk = try Desk(rules: rules, metrics: "{}")
        try desk.done(.gift("g1", 60))
        try desk.done(.gift("g2", 50))
        try desk.done(.activity("b1", "test.big", of: "li", [:]))
        try desk.done(DecideRequest(id: "hold/test/b1/big", approve: false), by: .member("he"))
        try desk.done(.activity("b2", "test.big", of: "li", [:]))
        try desk.done(.reversal("x", of: "g1"))
        try desk.done(.gift("g3", 30))
        let report = try run(desk, rules)
        #expect(report.total.now == report.total.then)
        #expect([report.gaining, report.losing] == [0, 0])
    }

    @Test func `says who gains, who loses, and what it costs by rule, team and month`() throws {
        var desk = try Desk()
        try desk.done(.gift("g1", 100))
        try desk.done(.gift("g2", 50, to: "zhou"))
        try desk.done(.activity("s", "sale.won", of: "zhou", ["amount": 1_000]))
        let report = try run(desk, "[{id: gift, on: test.gift, award: {expression: data.points * 2}, applies: {teams: [east]}}, {id: new, on: sale.won, award: {fixed: 5}}]")
        #expect(report.members.map { "\($0.key) \($0.now) \($0.then)" } == ["li 100 200", "zhou 60 5"])
        #expect(report.rules.map { "\($0.key) \($0.now) \($0.then)" } == ["gift 150 200", "new 0 5", "sale 10 0"])
        #expect(report.teams.map { "\($0.key?.text ?? "-") \($0.now) \($0.then)" } == ["east 100 200", "west 60 5"])
        #expect(report.months.map { "\($0.key) \($0.now) \($0.then)" } == ["2026-03 160 205"])
        #expect([report.gaining, report.losing, report.unchanged] == [1, 1, 0])
    }

    @Test func `counts what was before in limits, ladders and claims, and only what is within in sums`() throws {
        let rules = "[{id: gift, on: test.gift, award: {expression: data.points}, limits: [{per: member, window: month, points: 100}]}]"
        var desk = try Desk(rules: rules)
        try desk.done(.gift("g1", 80, at: .at("2026-03-01T10:00:00+08:00")))
        try desk.done(.gift("g2", 80))
        let report = try run(desk, rules, from: "2026-03-02T00:00:00+08:00")
        #expect(report.activities == 1)
        #expect([report.total.now, report.total.then] == [20, 20])
    }

    @Test func `moves a ladder as the ledger does, also back`() throws {
        let rules = "[{id: sale, on: sale.won, award: {ladder: {of: data.amount, over: month, mode: whole, steps: [{from: 0, rate: 0.1}, {from: 1000, rate: 0.2}]}}}]"
        var desk = try Desk(rules: rules)
        for (id, amount) in [("s1", 600), ("s2", 600), ("s3", 300)] as [(String, Int64)] { try desk.done(.activity(id, "sale.won", of: "li", ["amount": .number(.init(amount))])) }
        try desk.done(.reversal("x", of: "s1"))
        let report = try run(desk, rules)
        #expect([report.total.now, report.total.then] == [90, 90])
        #expect(try run(desk, rules.replacing("0.2", with: "0.5")).total.then == 90)
        #expect(try run(desk, rules.replacing("from: 1000, rate: 0.2", with: "from: 500, rate: 0.5")).total.then == 450)
    }

    @Test func `says what a draft refuses`() throws {
        var desk = try Desk()
        try desk.done(.gift("g1", 100))
        let report = try run(desk, "[{id: gift, on: test.gift, award: {expression: data.nothing}}]")
        #expect(report.refused == [.expressionFailed: 1])
        #expect(report.total.then == 0)
    }
}

extension String {
    fileprivate func replacing(_ old: String, with new: String) -> String { split(separator: old, omittingEmptySubsequences: false).joined(separator: new) }
}
