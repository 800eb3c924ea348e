import Identity
import Periods
import PointsEngine
import Testing

@Suite("What time brings")
struct ScheduleTests {
    private static let lapsing = "[{id: gift, on: test.gift, award: {expression: data.points}, pending: P14D, expires: {after: P1M}}]"

    @Test(arguments: [
        ("2026-03-16T23:59:59+08:00", 0 as Points, 10 as Points), ("2026-03-17T00:00:00+08:00", 10, 0), ("2026-04-16T23:59:59+08:00", 10, 0), ("2026-04-17T00:00:00+08:00", 0, 0),
    ])
    func `happens at its instant, and not a second before`(time: String, available: Points, pending: Points) throws {
        var desk = try Desk(rules: Self.lapsing)
        try desk.done(.gift("g", 10))
        try desk.pass(to: time)
        #expect(desk.available("li") == available)
        #expect(desk.pending("li") == pending)
    }

    @Test func `happens once, in order, also after a long time without anybody`() throws {
        var desk = try Desk(rules: Self.lapsing)
        try desk.done(.gift("g1", 10))
        try desk.done(.gift("g2", 20, at: .at("2026-03-01T09:00:00+08:00")))
        try desk.pass(to: "2027-01-01T00:00:00+08:00")
        try desk.pass(to: "2027-01-02T00:00:00+08:00")
        let expiries = desk.engine.facts.entries.filter { $0.kind == .expiry }
        #expect(expiries.map(\.points) == [-20, -10])
        #expect(expiries.map(\.occurred) == [.at("2026-04-16T00:00:00+08:00"), .at("2026-04-17T00:00:00+08:00")])
    }

    @Test func `is done by the engine, in steps of a thousand members`() throws {
        var desk = try Desk(rules: Self.lapsing)
        for number in 1...1_001 {
            try desk.done(PutMember(id: MemberID("m\(number)"), name: "m\(number)"))
            try desk.done(.gift("g\(number)", 1, to: "m\(number)"))
        }
        let before = desk.engine.log.count
        try desk.pass(to: "2026-03-17T00:00:00+08:00")
        #expect(desk.engine.log[before...].count == 2)
        #expect(desk.engine.log[before...].allSatisfy { $0.actor == .system })
        #expect(desk.available("m1") == 1 && desk.available("m1001") == 1)
    }
}
