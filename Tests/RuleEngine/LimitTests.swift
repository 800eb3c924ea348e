import Identity
import JSON
import RuleEngine
import Seeds
import Testing

@Suite("A limit")
struct LimitTests {
    private static func bench(_ limits: String, award: String = "{expression: data.points}", companyLimits: [Limit] = []) throws -> JudgingBench {
        try JudgingBench("[{id: r, on: sale, award: \(award), limits: [\(limits)]}]", companyLimits: companyLimits)
    }

    /// Awards of one member at noon of the first day and an hour later, and what each gives.
    @Test(arguments: [
        ("{per: member, window: day, points: 100}", [60, 60, 60], [60, 40, 0]),
        ("{per: member, window: day, points: 100, overflow: refuse}", [60, 60, 40], [60, 0, 40]),
        ("{per: member, window: day, count: 2}", [60, 60, 60], [60, 60, 0]),
        ("{per: member, window: day, points: 100, count: 1}", [150, 1], [100, 0]),
        ("{per: member, window: event, points: 100}", [150, 100], [0, 100]),
        ("{per: member, window: event, points: 100, overflow: cut}", [150, 150], [100, 100]),
        ("{per: member, window: ever, points: 100}, {per: member, window: day, points: 70}", [80, 80], [70, 0]),
        ("{per: member, window: day, points: 0}", [5], [0]),
    ])
    func `gives what it leaves, or nothing`(_ limits: String, _ wanted: [Int64], _ given: [Points]) throws {
        var bench = try Self.bench(limits)
        #expect(try wanted.enumerated().map { try bench.points($1, at: .hours(12 + Int64($0))) } == given)
    }

    @Test(arguments: [
        ("day", [0, 1, 7, 31], [10, 10, 10, 10]), ("week", [0, 1, 7, 31], [10, 0, 10, 10]), ("month", [0, 1, 7, 31], [10, 0, 0, 10]),
        ("quarter", [0, 29, 31], [10, 0, 10]), ("year", [0, 31, 305], [10, 0, 10]), ("ever", [0, 31, 305], [10, 0, 0]),
    ])
    func `counts within its window, by company days`(_ window: String, _ days: [Int64], _ given: [Points]) throws {
        var bench = try Self.bench("{per: member, window: \(window), points: 10}")
        #expect(try days.map { try bench.points(10, at: .hours(0, days: $0)) } == given)
    }

    @Test func `counts for each of whom it is kept for`() throws {
        var member = try Self.bench("{per: member, window: day, points: 10}")
        #expect(try [member.points(10), member.points(10, of: "wang"), member.points(10)] == [10, 10, 0])
        var team = try Self.bench("{per: team, window: day, points: 10}")
        #expect(try [team.points(10, team: "east"), team.points(10, of: "wang", team: "east"), team.points(10, of: "zhou", team: "west")] == [10, 0, 10])
        var company = try Self.bench("{per: company, window: day, points: 10}")
        #expect(try [company.points(10, team: "east"), company.points(10, of: "zhou", team: "west")] == [10, 0])
        var both = try Self.bench("{per: [member, data.customer], window: day, points: 10}")
        #expect(try [both.points(10), both.points(10, customer: "d"), both.points(10, of: "wang"), both.points(10)] == [10, 10, 10, 0])
    }

    @Test func `shares its counter within a group, and counts an award there once`() throws {
        var bench = try JudgingBench("""
            [{id: a, on: sale, when: data.points < 50, award: {expression: data.points}, limits: [{per: member, window: day, points: 60, group: g}]},
             {id: b, on: sale, when: data.points >= 50, award: {expression: data.points}, limits: [{per: member, window: day, points: 60, group: g}, {per: member, window: day, points: 90, group: g}]}]
            """)
        #expect(try [bench.points(40), bench.points(50), bench.points(10)] == [40, 20, 0])
    }

    @Test func `of an event is one for all parts of a split`() throws {
        var bench = try Self.bench("{per: company, window: event, points: 100, overflow: cut}")
        let parts = try bench.judge(["points": 160], of: [.someone("li", share: 0.5), .someone("wang", share: 0.5)])
        #expect(parts.map(\.after) == [80, 20])
        #expect(parts.map(\.cuts) == [[], [Cut(limit: "company/event", points: 60)]])
    }

    @Test func `says what was used before it, which the award itself is no part of`() throws {
        var bench = try Self.bench("{per: member, window: day, points: 100}, {per: member, window: month, count: 5}, {per: member, window: event, points: 90, overflow: cut}")
        let lines = try [70, 60, 20].map { try #require(try bench.judge(["points": $0]).first) }
        #expect(lines.map(\.used) == [[], [70, 1, 0], [100]])
        #expect(lines.map(\.after) == [70, 30, 0])
    }

    @Test func `says what it took, and is not asked for what an earlier one left nothing of`() throws {
        var bench = try Self.bench("{per: member, window: event, points: 30, overflow: cut}, {per: member, window: day, count: 0}, {per: company, window: day, points: 5}")
        let line = try #require(try bench.judge(["points": 50]).first)
        #expect(line.cuts == [Cut(limit: "member/event", points: 20), Cut(limit: "member/day", points: 30)])
        #expect(line.after == 0 && line.counted.isEmpty)
    }

    @Test func `holds deductions by a counter of their own`() throws {
        var bench = try Self.bench("{per: member, window: day, points: 100}")
        #expect(try [bench.points(-80), bench.points(70), bench.points(-80), bench.points(70)] == [-80, 70, -20, 30])
    }

    @Test func `of the company comes after the rule's, and leaves ladders over a period alone`() throws {
        let cap = Limit(per: [.member], window: .period(.day), points: 50)
        var bench = try Self.bench("{per: member, window: day, points: 80}", companyLimits: [cap])
        let line = try #require(try bench.judge(["points": 100]).first)
        #expect(line.cuts == [Cut(limit: "member/day", points: 20), Cut(limit: "member/day", points: 30)])
        var ladder = try JudgingBench(
            "[{id: r, on: sale, award: {ladder: {of: data.points, over: month, mode: whole, steps: [{from: 0, rate: 1}]}}}]", companyLimits: [cap])
        #expect(try ladder.points(100) == 100)
    }

    /// Against the sentence itself: what is left of the window is given, of some limits all or nothing, the smallest of all limits.
    @Test func `agrees with a sum over everything that was given`() throws {
        var random = Seeded()
        for _ in 0..<200 {
            let caps = (0..<random.pick(1...3)).map { _ in (day: random.chance(50), points: Int64(random.pick(0...120)), refuses: random.chance(30)) }
            var bench = try Self.bench(caps.map {
                "{per: member, window: \($0.day ? "day" : "ever"), points: \($0.points), overflow: \($0.refuses ? "refuse" : "cut")}"
            }.joined(separator: ", "))
            var given: [(day: Int64, points: Int64)] = []
            for _ in 0..<12 {
                let day = Int64(random.pick(0...2)), wanted = Int64(random.pick(1...60))
                var left = wanted
                for cap in caps {
                    let used = given.filter { !cap.day || $0.day == day }.map(\.points).reduce(0, +), rest = max(0, cap.points - used)
                    if left > rest { left = cap.refuses ? 0 : rest }
                }
                #expect(try bench.points(wanted, at: .hours(12, days: day)) == left, "\(random)")
                given.append((day, left))
            }
        }
    }
}
