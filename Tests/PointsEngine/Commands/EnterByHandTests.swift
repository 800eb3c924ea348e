import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Testing

@Suite("What people enter by hand")
struct EnterByHandTests {
    private static let rules = """
        [{id: course, on: course.passed, manual: self, award: {fixed: 50}}, {id: visit, on: visit.made, manual: true, award: {fixed: 10}},
         {id: call, on: call.made, manual: {by: self, max_age: P2D, hold_above: {count: 2, window: week}}, award: {fixed: 5}},
         {id: sale, on: sale.won, award: {fixed: 1}}]
        """

    private static func entry(
        _ id: String, _ type: String, of member: String?, at time: String = "2026-03-02T09:00:00+08:00", _ data: JSONObject = [:]
    ) -> any Command {
        do {
            return RecordActivity(try Activity(source: "/manual", id: id, type: type, time: .at(time), subject: member, data: data))
        } catch {
            preconditionFailure("\(error)")
        }
    }

    private static let shared: JSONObject = ["credits": [["member": "li", "share": 0.5], ["member": "wang", "share": 0.5]]]

    @Test(arguments: [
        Refused("for oneself where the rule says so", nil, entry("a", "course.passed", of: "li"), by: .member("li")),
        Refused("for another where the rule says self", .notPermitted, entry("a", "course.passed", of: "wang"), by: .member("li")),
        Refused("for oneself and another where the rule says self", .notPermitted, entry("a", "course.passed", of: "li", shared), by: .member("li")),
        Refused("by an account that is no member where the rule says self", .notPermitted, entry("a", "course.passed", of: "li"), by: .account("x", .admin)),
        Refused("for another where the rule says others", nil, entry("a", "visit.made", of: "wang"), by: .member("li")),
        Refused("for oneself where the rule says others", .notPermitted, entry("a", "visit.made", of: "li"), by: .member("li")),
        Refused("shared with oneself where the rule says others", .notPermitted, entry("a", "visit.made", of: "wang", shared), by: .member("li")),
        Refused("of a type that no rule marks", .notPermitted, entry("a", "sale.won", of: "wang"), by: .member("li")),
        Refused("on the last day", nil, entry("a", "call.made", of: "li", at: "2026-02-28T00:00:00+08:00"), by: .member("li")),
        Refused("a day too late", .badTime, entry("a", "call.made", of: "li", at: "2026-02-27T23:59:59+08:00"), by: .member("li")),
        Refused("thirty days ago where nothing is said", nil, entry("a", "visit.made", of: "wang", at: "2026-01-31T00:00:00+08:00"), by: .member("li")),
        Refused("longer ago", .badTime, entry("a", "visit.made", of: "wang", at: "2026-01-30T23:59:59+08:00"), by: .member("li")),
        Refused("by an integration that may", nil, entry("a", "visit.made", of: "wang", at: "2016-01-30T23:59:59+08:00"), by: .token("old")),
        Refused("that takes back what an integration reported", .notPermitted, entry("a", "visit.made", of: nil, ["reverses": .link("g")]), by: .member("chen")),
    ])
    func `is for whom the rule says, of types that it marks, and not old`(_ refused: Refused) throws {
        var desk = try Desk(rules: Self.rules)
        try refused.check(&desk)
    }

    @Test func `is held beyond the number in a window, whatever its size, and counts when somebody approves`() throws {
        var desk = try Desk(rules: Self.rules)
        for index in 1...3 { try desk.done(Self.entry("c\(index)", "call.made", of: "li"), by: .member("li")) }
        #expect(desk.available("li") == 10)
        #expect(desk.engine.facts.wallet("li").held == 5)
        // What somebody else enters has a number of its own.
        try desk.done(Self.entry("d1", "call.made", of: "wang"), by: .member("wang"))
        #expect(desk.available("wang") == 5)
        let request = try #require(desk.engine.facts.requests.values.first { $0.isOpen })
        #expect(request.authority == .manager)
        #expect(try desk.refusal(of: DecideRequest(id: request.id, approve: true), by: .member("li")) == .notPermitted)
        try desk.done(DecideRequest(id: request.id, approve: true), by: .member("chen"))
        #expect(desk.available("li") == 15)
        try desk.pass(to: "2026-03-09T00:00:00+08:00")
        try desk.done(Self.entry("c4", "call.made", of: "li", at: "2026-03-08T09:00:00+08:00"), by: .member("li"))
        #expect(desk.available("li") == 20)
    }

    /// The attack: 240 invented trainings over ten years gave 12,000 points.
    @Test func `240 invented ones over ten years give what ten of a day give`() throws {
        var desk = try Desk(rules: Self.rules)
        var old = 0
        for index in 0..<240 {
            let day = Day(year: 2026, month: 3, day: 2).map { $0.adding(days: -15 * index) }
            let time = try #require(day.map { "\($0.text)T08:00:00+08:00" })
            if try desk.refusal(of: Self.entry("t\(index)", "course.passed", of: "li", at: time), by: .member("li")) == .badTime { old += 1 }
        }
        #expect(old == 237)
        #expect(desk.available("li") == 150)
        for index in 0..<240 { try desk.done(Self.entry("u\(index)", "course.passed", of: "li"), by: .member("li")) }
        #expect(desk.available("li") == 500)
        #expect(desk.engine.facts.wallet("li").held == 233 * 50)
    }

    @Test func `is taken back by those who lead the member, and never by the member`() throws {
        var desk = try Desk(rules: Self.rules)
        try desk.done(Self.entry("v", "visit.made", of: "chen"), by: .member("li"))
        try desk.done(Self.entry("w", "visit.made", of: "li"), by: .member("wang"))
        let link = { (id: String) -> JSONObject in ["reverses": ["source": "/manual", "id": .string(id)]] }
        #expect(try desk.refusal(of: Self.entry("x", "visit.made", of: nil, link("v")), by: .member("chen")) == .notPermitted)
        #expect(try desk.refusal(of: Self.entry("x", "visit.made", of: nil, link("w")), by: .member("sun")) == .notPermitted)
        #expect(try desk.refusal(of: Self.entry("x", "visit.made", of: nil, link("w")), by: .member("wang")) == .notPermitted)
        try desk.done(Self.entry("x", "visit.made", of: nil, link("w")), by: .member("chen"))
        #expect(desk.available("li") == 0)
    }

    @Test func `stays held when it is judged again`() throws {
        var desk = try Desk(rules: Self.rules)
        for index in 1...3 { try desk.done(Self.entry("c\(index)", "call.made", of: "li"), by: .member("li")) }
        let held = try #require(desk.engine.facts.recorded(ActivityKey(source: "/manual", id: "c3")))
        let again = try #require(try Rejudgement(run: "1", reason: "test").correction(of: held))
        guard try desk.done(RecordActivity(again), by: .member("fan")).isRepetition else {
            Issue.record("it was corrected")
            return
        }
    }
}
