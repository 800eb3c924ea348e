import Identity
import Periods
import RuleEngine
import Testing

@Suite("A cooldown")
struct CooldownTests {
    private static func bench(_ more: String = "") throws -> JudgingBench {
        try JudgingBench("[{id: r, on: sale, award: {expression: data.points}, cooldown: {per: [member, data.customer], for: PT2H}\(more)}]")
    }

    @Test(arguments: [
        // By the time of the activity, whichever is told first; the next is free exactly when the time is over.
        ([12, 13, 14, 15], [5, 0, 5, 0]), ([12, 11, 10], [5, 0, 5]), ([12, 14, 13], [5, 5, 0]), ([12, 9, 15, 10], [5, 5, 5, 0]),
    ] as [([Int64], [Points])])
    func `is the least time between two awards, in both directions`(_ hours: [Int64], _ given: [Points]) throws {
        var bench = try Self.bench()
        #expect(try hours.map { try bench.points(5, at: .hours($0)) } == given)
    }

    @Test func `is kept for each key`() throws {
        var bench = try Self.bench()
        #expect(try [bench.points(5), bench.points(5, customer: "d"), bench.points(5, of: "wang"), bench.points(5)] == [5, 5, 5, 0])
    }

    @Test func `does not begin with what gave nothing`() throws {
        var nothing = try Self.bench()
        #expect(try [nothing.points(0), nothing.points(5, at: .hours(13))] == [0, 5])
        var cut = try Self.bench(", limits: [{per: member, window: event, points: 10}]")
        #expect(try [cut.points(11), cut.points(10, at: .hours(13))] == [0, 10])
        // What is blocked does not push the next one further away.
        var blocked = try Self.bench()
        #expect(try [blocked.points(5), blocked.points(5, at: .hours(13)), blocked.points(5, at: .hours(14))] == [5, 0, 5])
    }

    @Test func `says that it blocked, and fills no limit`() throws {
        var bench = try Self.bench(", limits: [{per: member, window: day, points: 100}]")
        _ = try bench.points(5)
        let line = try #require(try bench.judge(["points": 5, "customer": "c"], at: .hours(13)).first)
        #expect(line.blocked == .cooldown && line.before == 5 && line.after == 0)
        #expect(line.counted.isEmpty && line.claims.isEmpty)
    }

    @Test func `holds deductions too`() throws {
        var bench = try Self.bench()
        #expect(try [bench.points(-5), bench.points(5, at: .hours(13)), bench.points(-5, at: .hours(14))] == [-5, 0, -5])
    }
}

@Suite("A unique claim")
struct UniqueClaimTests {
    @Test(arguments: [("day", [5, 0, 5]), ("week", [5, 0, 0]), ("ever", [5, 0, 0])] as [(String, [Points])])
    func `is for whoever comes first in its window`(_ window: String, _ given: [Points]) throws {
        var bench = try JudgingBench("[{id: r, on: sale, award: {expression: data.points}, unique: {per: [data.customer], within: \(window)}}]")
        #expect(try [bench.points(5), bench.points(5, of: "wang", at: .hours(20)), bench.points(5, of: "zhou", at: .hours(1, days: 1))] == given)
        #expect(try bench.points(5, of: "wang", customer: "d") == 5)
    }

    @Test func `is one for all parts of a split, and not taken by an award of nothing`() throws {
        var bench = try JudgingBench("[{id: r, on: sale, award: {expression: data.points}, unique: {per: [data.customer], within: ever}}]")
        #expect(try bench.points(0) == 0)
        let parts = try bench.judge(["points": 10, "customer": "c"], of: [.someone("li", share: 0.5), .someone("wang", share: 0.5)])
        #expect(parts.map(\.after) == [5, 5])
        let late = try bench.judge(["points": 10, "customer": "c"], of: [.someone("zhou")])
        #expect(late.map(\.blocked) == [.unique])
    }
}
