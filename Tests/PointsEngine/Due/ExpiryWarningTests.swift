import Identity
import Periods
import PointsEngine
import Testing

@Suite("Before points expire")
struct ExpiryWarningTests {
    /// Earned on 2 March, gone on 2 May at 00:00; `test.day` lasts a day.
    private static let rules = """
        [{id: gift, on: test.gift, award: {expression: data.points}, expires: {at: '2026-05-02T00:00:00+08:00'}},
         {id: later, on: test.later, award: {expression: data.points}, expires: {at: '2026-05-10T00:00:00+08:00'}},
         {id: day, on: test.day, award: {expression: data.points}, expires: {after: PT30H}},
         {id: wait, on: test.wait, award: {expression: data.points}, pending: P20D, expires: {after: P1M}}]
        """

    private func desk(_ company: String = "") throws -> Desk { try Desk(rules: Self.rules, company: company) }

    private func told(_ desk: Desk) -> [String] {
        desk.engine.warnings.map { "\($0.member.text) \($0.points) \($0.ahead) \($0.expires.rfc3339)" }
    }

    @Test(arguments: [
        ("2026-04-01T23:59:59+08:00", 0), ("2026-04-02T00:00:00+08:00", 1), ("2026-04-24T23:59:59+08:00", 1), ("2026-04-25T00:00:00+08:00", 2),
        ("2026-04-30T23:59:59+08:00", 2), ("2026-05-01T00:00:00+08:00", 3), ("2026-06-01T00:00:00+08:00", 3),
    ])
    func `the member is told 30, 7 and 1 days ahead, at the first instant of the local day`(time: String, count: Int) throws {
        var desk = try desk()
        try desk.done(.gift("g", 10))
        try desk.pass(to: time)
        #expect(told(desk) == ["P30D", "P7D", "P1D"].prefix(count).map { "li 10 \($0) 2026-05-01T16:00:00Z" })
    }

    @Test(arguments: [("[P2W, PT12H]", ["P14D", "PT12H"]), ("[]", [])])
    func `the company says how long ahead, or that nobody is told`(yaml: String, ahead: [String]) throws {
        var desk = try desk(", expiry_warnings: \(yaml)")
        try desk.done(.gift("g", 10))
        try desk.pass(to: "2026-06-01T00:00:00+08:00")
        #expect(desk.engine.warnings.map(\.ahead.description) == ahead)
    }

    @Test func `what was spent is left out, and who has spent all is told nothing`() throws {
        var desk = try desk(", expiry_warnings: [P7D, P1D]")
        try desk.done(.gift("g1", 100))
        try desk.done(.gift("g2", 50))
        try desk.done(Redeem(id: "r1", member: "li", reward: "mug"), by: .member("li"))
        try desk.pass(to: "2026-04-25T00:00:00+08:00")
        #expect(told(desk) == ["li 30 P7D 2026-05-01T16:00:00Z"])
        try desk.done(Adjust(id: "a1", member: "li", points: -30, reason: "moved"))
        try desk.pass(to: "2026-05-03T00:00:00+08:00")
        #expect(desk.engine.warnings.count == 1)
    }

    @Test func `points that come after a mark wait for the next one, also beside older ones`() throws {
        var desk = try desk()
        try desk.pass(to: "2026-04-10T09:00:00+08:00")
        try desk.done(.gift("g1", 10, at: .at("2026-04-10T09:00:00+08:00")))
        #expect(told(desk) == [])
        try desk.done(.gift("g2", 5, to: "wang", at: .at("2026-04-10T09:00:00+08:00")))
        try desk.pass(to: "2026-04-25T00:00:00+08:00")
        #expect(told(desk) == ["li 10 P7D 2026-05-01T16:00:00Z", "wang 5 P7D 2026-05-01T16:00:00Z"])
    }

    @Test func `a mark of other points does not bring up what came after its own`() throws {
        var desk = try desk(", expiry_warnings: [P30D]")
        try desk.done(.activity("l", "test.later", ["points": 7]))
        try desk.pass(to: "2026-04-05T09:00:00+08:00")
        try desk.done(.gift("g", 10, at: .at("2026-04-05T09:00:00+08:00")))
        try desk.pass(to: "2026-06-01T00:00:00+08:00")
        #expect(told(desk) == ["li 7 P30D 2026-05-09T16:00:00Z"])
    }

    @Test func `pending points are told about once they can be spent`() throws {
        var desk = try desk(", expiry_warnings: [P30D]")
        try desk.done(.activity("w", "test.wait", ["points": 7]))
        try desk.pass(to: "2026-06-01T00:00:00+08:00")
        // Usable on 23 March, gone on 23 April: a month that is longer than the mark.
        #expect(told(desk) == ["li 7 P30D 2026-04-22T16:00:00Z"])
    }

    @Test func `what lives shorter than a mark is not told about at that mark`() throws {
        var desk = try desk()
        try desk.done(.activity("d", "test.day", ["points": 7]))
        try desk.pass(to: "2026-03-05T00:00:00+08:00")
        #expect(told(desk) == ["li 7 P1D 2026-03-03T07:00:00Z"])
    }

    @Test func `leavers are told nothing`() throws {
        var desk = try desk()
        try desk.done(.gift("g", 10))
        var leaving = ChangeMember(id: "li")
        leaving.left = .at("2026-04-01T00:00:00+08:00")
        try desk.done(leaving)
        try desk.pass(to: "2026-06-01T00:00:00+08:00")
        #expect(told(desk) == [])
    }

    @Test func `marks before the company went live give nothing`() throws {
        var desk = try desk(", live_since: 2026-04-20")
        try desk.done(.gift("g", 10))
        try desk.pass(to: "2026-06-01T00:00:00+08:00")
        #expect(desk.engine.warnings.map(\.ahead.description) == ["P7D", "P1D"])
    }

    @Test func `it comes after all other work of its instant, and writes no entry`() throws {
        var desk = try desk(", expiry_warnings: [P1M]")
        try desk.done(.gift("g", 10))
        // Usable since this morning, and gone on 2 April: the mark of the other's points.
        try desk.done(.activity("w", "test.wait", of: "wang", ["points": 9], at: .at("2026-02-09T09:00:00+08:00")))
        let before = desk.engine.facts.entries.count
        try desk.pass(to: "2026-04-03T00:00:00+08:00")
        let works = desk.engine.log.compactMap { logged -> DueStep.Work? in (logged.command as? DueStep)?.work }
        #expect(works == [.expire(["wang"]), .warn(["li"])])
        #expect(desk.engine.facts.entries.dropFirst(before).allSatisfy { $0.kind == .expiry })
        #expect(desk.engine.facts.wallet("li").warned == .at("2026-04-02T00:00:00+08:00"))
    }

    @Test func `everybody is told, in steps of a thousand members`() throws {
        var desk = try desk(", expiry_warnings: [P7D]")
        for number in 1...1_001 {
            try desk.done(PutMember(id: MemberID("m\(number)"), name: "m\(number)"))
            try desk.done(.gift("g\(number)", 1, to: "m\(number)"))
        }
        let before = desk.engine.log.count
        try desk.pass(to: "2026-04-25T00:00:00+08:00")
        #expect(desk.engine.log[before...].count == 2)
        #expect(Set(desk.engine.warnings.map(\.member)).count == 1_001)
    }

    @Test func `after downtime each is told once, of what is still there`() throws {
        var desk = try desk()
        try desk.done(.gift("g", 10))
        try desk.done(.activity("d", "test.day", of: "wang", ["points": 7]))
        let programme = desk.engine.programme
        var facts = desk.engine.facts
        var schedule = Schedule(after: desk.engine.now)
        for (id, wallet) in facts.wallets { schedule.load(id, wallet, facts.tierStanding(id), under: programme) }
        var told: [ExpiryWarning] = []
        let morning = Instant.at("2026-04-29T08:00:00+08:00")
        while let step = try schedule.next(until: morning, under: programme, given: facts) {
            var batch = Batch(on: facts, under: programme, at: step.at)
            guard try batch.decide(step, by: .system).number != nil else { break }
            told += batch.commands.flatMap(\.changes.warnings)
            try facts.apply(batch.changes)
            try schedule.note(batch.changes, at: step.at, under: programme, given: facts)
        }
        #expect(told == [ExpiryWarning(member: "li", points: 10, expires: .at("2026-05-02T00:00:00+08:00"), ahead: .calendar(months: 0, days: 7))])
        #expect(try schedule.nextInstant(under: programme, given: facts) == .at("2026-05-01T00:00:00+08:00"))
    }

    @Test func `replaying the commands tells the same`() throws {
        var desk = try desk()
        try desk.done(.gift("g", 10))
        try desk.pass(to: "2026-06-01T00:00:00+08:00")
        let again = try desk.engine.replayed()
        #expect(again.warnings == desk.engine.warnings)
        #expect(again.facts.wallets == desk.engine.facts.wallets)
    }
}
