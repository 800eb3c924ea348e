import Identity
import JSON
import PointsEngine
import RuleEngine
import Testing

@Suite("Judging again")
struct RejudgementTests {
    private static let double = "[{id: gift, on: test.gift, award: {expression: data.points * 2}, limits: [{per: member, window: day, points: 100}]}]"
    private static let single = "[{id: gift, on: test.gift, award: {expression: data.points}, limits: [{per: member, window: day, points: 100}]}]"

    /// Gives `points` one by one under one set of rules, then judges all of it again under another.
    private func desk(_ points: [Int64], _ first: String = single, then second: String = double) throws -> Desk {
        var desk = try Desk(rules: first)
        for (index, points) in points.enumerated() { try desk.done(.gift("g\(index + 1)", points)) }
        let set = try Desk(rules: second).engine.programme.book.set(at: .earliest)
        try desk.done(Publish(Publication(set: set, effective: desk.engine.now, source: [:])))
        return desk
    }

    private func rejudge(_ desk: inout Desk, run: String = "1") throws -> Int {
        let rejudgement = Rejudgement(run: run, reason: "the rules were wrong")
        var corrected = 0
        for recorded in desk.engine.facts.activities(after: 0, limit: 1_000) {
            guard let correction = try rejudgement.correction(of: recorded) else { continue }
            if try !desk.done(RecordActivity(correction)).isRepetition { corrected += 1 }
        }
        return corrected
    }

    @Test func `corrects what the rules of now say otherwise, with the reason`() throws {
        var desk = try desk([10, 20])
        #expect(try rejudge(&desk) == 2)
        #expect(desk.available("li") == 60)
        #expect(desk.engine.facts.entries.map { "\($0.kind.rawValue) \($0.points)" } == ["award 10", "award 20", "reversal -10", "award 20", "reversal -20", "award 40"])
        #expect(desk.engine.facts.entries.suffix(4).allSatisfy { $0.reason == "the rules were wrong" && $0.occurred == .at("2026-03-02T09:00:00+08:00") })
    }

    @Test func `leaves alone what stays the same, and does nothing twice`() throws {
        var same = try desk([10], then: Self.single)
        #expect(try rejudge(&same) == 0)
        var twice = try desk([10])
        #expect(try rejudge(&twice) == 1)
        #expect(try rejudge(&twice, run: "2") == 0)
        #expect(twice.available("li") == 20)
    }

    @Test func `changes nothing under the rules that judged, whatever has moved since that they read`() throws {
        var desk = try Desk(rules: Self.single)
        try desk.done(.gift("g1", 60))
        try desk.done(.gift("g2", 50))
        try desk.done(.reversal("x", of: "g1"))
        try desk.done(Publish(Publication(set: desk.engine.programme.book.set(at: desk.engine.now), effective: desk.engine.now, source: [:])))
        // What was forfeited does not return, though there is room for it now.
        #expect(try rejudge(&desk) == 0)
        #expect(desk.available("li") == 40)
        try desk.done(.reversal("y", of: "g2"))
        #expect(desk.available("li") == 0)
        #expect(desk.debt("li") == 0)
    }

    @Test func `follows limits`() throws {
        var desk = try desk([60, 30])
        // The first takes what the second left of the hundred; the second then has what it had before.
        #expect(try rejudge(&desk) == 1)
        #expect(desk.engine.facts.entries.map { "\($0.kind.rawValue) \($0.points)" } == ["award 60", "award 30", "reversal -60", "award 70"])
        #expect(desk.available("li") == 100)
    }

    @Test func `keeps the first name: what was judged again can still be reversed and replaced`() throws {
        var desk = try desk([10, 20])
        _ = try rejudge(&desk)
        try desk.done(.reversal("x", of: "g1"))
        #expect(desk.available("li") == 40)
        #expect(try desk.refusal(of: .reversal("x2", of: "g1")) == .alreadyReversed)
        try desk.done(.replacement("y", of: "g2", 5))
        #expect(desk.available("li") == 10)
        #expect(try desk.refusal(of: .replacement("y2", of: "g2", 5)) == .alreadyReplaced)
    }

    @Test func `is repeated by a replay`() throws {
        var desk = try desk([10, 20, 90])
        _ = try rejudge(&desk)
        let again = try desk.engine.replayed()
        #expect(again.facts.entries == desk.engine.facts.entries)
        #expect(again.facts.tallies == desk.engine.facts.tallies)
    }
}
