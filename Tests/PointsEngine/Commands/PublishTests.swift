import Files
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Testing

@Suite("Publishing")
struct PublishTests {
    /// The rules and metrics of a desk of their own.
    private static func set(_ rules: String = Desk.rules, metrics: String = "{}") throws -> RuleSet {
        try Desk(rules: rules, metrics: metrics).engine.programme.book.set(at: .earliest)
    }

    private static func publish(_ set: RuleSet, from time: String) -> any Command {
        Publish(Publication(set: set, effective: .at(time), source: [:]))
    }

    private func metric(_ name: String, of owner: Owner, _ desk: Desk) throws -> Decimal {
        try desk.engine.facts.tally(TallyKey(owner, .metric(name)), over: .all).sum
    }

    // MARK: The ladder

    private static func propose(_ set: RuleSet, needs: Role = .director, id: RequestID = "publication-1") -> any Command {
        Proposal(
                id: id, version: set.version, effective: nil, reason: "more", needs: needs, changes: [.init(.money, "rule", "gift", "award")],
                .init(["company.yaml": "x"], on: "b"))
    }

    private static func publish(_ set: RuleSet, by warrant: Warrant) -> any Command {
        Publish(Publication(set: set, effective: nil, source: [:], warrant: warrant))
    }

    private static let more = "[{id: gift, on: test.gift, award: {expression: data.points * 2}}]"

    @Test func `waits for another person of the role that it needs`() throws {
        var desk = try Desk()
        let set = try Self.set(Self.more), second = Self.publish(set, by: .seconded("publication-1", comment: "good"))
        #expect(try desk.refusal(of: second, by: .member("fan")) == .notFound)
        #expect(try desk.refusal(of: Self.propose(set), by: .member("chen")) == .notPermitted)
        try desk.done(Self.propose(set), by: .member("he"))
        try desk.done(Self.propose(set), by: .member("he"))
        #expect(desk.engine.programme.book.versions.count == 1)
        #expect(try desk.refusal(of: second, by: .member("he")) == .notPermitted)
        #expect(try desk.refusal(of: second, by: .member("chen")) == .notPermitted)
        #expect(try desk.refusal(of: Self.publish(try Self.set(), by: .seconded("publication-1", comment: nil)), by: .member("fan")) == .notFound)
        #expect(try desk.refusal(of: DecideRequest(id: "publication-1", approve: true), by: .member("fan")) == .malformed)
        try desk.done(second, by: .member("fan"))
        #expect(desk.engine.programme.book.versions.last?.set.version == set.version)
        let request = try #require(desk.engine.facts.request("publication-1"))
        #expect(request.state == .done)
        #expect(request.steps.last == Request.Step(state: .done, actor: .member("fan"), at: desk.engine.now, comment: "good"))
        #expect(try desk.refusal(of: second, by: .member("fan")) == .alreadyDecided)
    }

    @Test func `that was refused stays a draft`() throws {
        var desk = try Desk()
        let set = try Self.set(Self.more)
        try desk.done(Self.propose(set), by: .member("he"))
        try desk.done(DecideRequest(id: "publication-1", approve: false, comment: "too dear"), by: .member("fan"))
        #expect(try desk.refusal(of: Self.publish(set, by: .seconded("publication-1", comment: nil)), by: .member("fan")) == .alreadyDecided)
    }

    @Test(arguments: [
        ("", Actor.administrator, Warrant.owner, Code?.none), ("", .member("fan"), .owner, .notPermitted), ("", .member("fan"), .unseconded(needs: .finance), .notPermitted),
        ("", .member("fan"), .onlyAdministrator, .notPermitted), ("", .account("root", .admin), .onlyAdministrator, nil),
        (", publishing: {second: false}", .member("fan"), .unseconded(needs: .finance), nil),
        (", publishing: {second: false}", .member("he"), .unseconded(needs: .finance), .notPermitted),
    ])
    func `without a second is for the owner, an administrator who is alone, and where the company asks for none`(company: String, actor: Actor, warrant: Warrant, code: Code?) throws {
        var desk = try Desk(company: company)
        #expect(try desk.refusal(of: Self.publish(try Self.set(Self.more), by: warrant), by: actor) == code)
    }

    @Test func `into the past is refused`() throws {
        var desk = try Desk()
        #expect(try desk.refusal(of: Self.publish(Self.set(), from: "2026-03-02T08:59:59+08:00")) == .badTime)
        #expect(try desk.refusal(of: Self.publish(Self.set(), from: "2026-03-02T09:00:00+08:00")) == nil)
    }

    @Test func `counts from its date on, by the time of the activities`() throws {
        var desk = try Desk()
        let double = "[{id: gift, on: test.gift, award: {expression: data.points * 2}}]"
        try desk.done(Self.publish(Self.set(double), from: "2026-03-03T00:00:00+08:00"))
        try desk.done(.gift("g1", 10))
        #expect(desk.available("li") == 10)
        try desk.pass(to: "2026-03-03T00:00:00+08:00")
        try desk.done(.gift("g2", 10, at: .at("2026-03-02T23:59:59+08:00")))
        try desk.done(.gift("g3", 10, at: .at("2026-03-03T00:00:00+08:00")))
        #expect(desk.available("li") == 40)
    }

    @Test func `a new metric fills it from what was recorded, and what was undone does not count`() throws {
        var desk = try Desk()
        try desk.done(.activity("s1", "sale.won", of: "li", ["amount": 1_000]))
        try desk.done(.activity("s2", "sale.won", of: "zhou", ["amount": 500]))
        try desk.done(.activity("s3", "sale.won", of: "li", ["amount": 70]))
        try desk.done(.reversal("x", of: "s3"))
        try desk.done(Self.publish(Self.set(metrics: "{orders: {on: sale.won, count: true}, big: {on: sale.won, when: data.amount > 600, sum: data.amount}}"), from: "2026-04-01T00:00:00+08:00"))
        #expect(try metric("orders", of: .member("li"), desk) == 1)
        #expect(try metric("orders", of: .team("north"), desk) == 2)
        #expect(try metric("orders", of: .company, desk) == 2)
        #expect(try metric("big", of: .company, desk) == 1_000)
    }

    @Test func `a new metric lets it count on before it is in force, and fall with what is undone`() throws {
        var desk = try Desk()
        try desk.done(.activity("s1", "sale.won", of: "li", ["amount": 1_000]))
        try desk.done(Self.publish(Self.set(metrics: "{orders: {on: sale.won, count: true}}"), from: "2026-04-01T00:00:00+08:00"))
        try desk.done(.activity("s2", "sale.won", of: "li", ["amount": 10]))
        #expect(try metric("orders", of: .member("li"), desk) == 2)
        try desk.done(.reversal("x1", of: "s1"))
        #expect(try metric("orders", of: .member("li"), desk) == 1)
        try desk.done(.reversal("x2", of: "s2"))
        #expect(try metric("orders", of: .team("east"), desk) == 0)
        #expect(try desk.engine.replayed().facts.tallies == desk.engine.facts.tallies)
    }

    private static let orders = "{orders: {on: sale.won, count: true}}"

    @Test func `a metric that is filled step by step comes out as if it had been filled at once, whatever happens between`() throws {
        func sales(_ desk: inout Desk) throws {
            for number in 1...6 { try desk.done(.activity("s\(number)", "sale.won", of: number < 4 ? "li" : "zhou", ["amount": 100])) }
        }
        func meanwhile(_ desk: inout Desk) throws {
            // One that was counted already, one that was not, and one that comes new.
            try desk.done(.reversal("x1", of: "s1"))
            try desk.done(.activity("y6", "sale.won", of: "li", ["replaces": .link("s6"), "amount": 50]))
            try desk.done(.activity("s7", "sale.won", of: "zhou", ["amount": 10]))
        }
        var atOnce = try Desk(metrics: "{}"), steps = try Desk(metrics: "{}")
        let publication = Publication(set: try Self.set(metrics: Self.orders), effective: nil, source: [:])
        try sales(&atOnce)
        try meanwhile(&atOnce)
        try atOnce.done(Publish(publication))
        try sales(&steps)
        try steps.done(Announce(publication))
        let announced = try #require(steps.engine.programme.book.counting)
        try steps.done(CountActivities(through: announced.number - 4))
        try meanwhile(&steps)
        try steps.done(CountActivities(through: announced.number - 1))
        #expect(try steps.refusal(of: Publish(publication)) == .conflict)
        try steps.done(CountActivities(through: announced.number))
        try steps.done(Publish(publication))
        for owner: Owner in [.member("li"), .member("zhou"), .team("north"), .company] {
            #expect(try metric("orders", of: owner, steps) == metric("orders", of: owner, atOnce), "\(owner)")
        }
        #expect(steps.engine.programme.book.counting == nil)
        try steps.done(.reversal("x2", of: "s2"))
        #expect(try metric("orders", of: .member("li"), steps) == 2)
        #expect(try steps.engine.replayed().facts.tallies == steps.engine.facts.tallies)
    }

    @Test func `while one is being filled, another publication is refused, and nothing is counted twice`() throws {
        var desk = try Desk(metrics: "{}")
        try desk.done(.activity("s1", "sale.won", of: "li", ["amount": 100]))
        let publication = Publication(set: try Self.set(metrics: Self.orders), effective: nil, source: [:])
        #expect(try desk.refusal(of: CountActivities(through: 1)) == .conflict)
        try desk.done(Announce(publication))
        let number = try #require(desk.engine.programme.book.counting).number
        #expect(try desk.refusal(of: Announce(publication)) == .conflict)
        #expect(try desk.refusal(of: Publish(Publication(set: try Self.set(), effective: nil, source: [:]))) == .conflict)
        #expect(try desk.refusal(of: CountActivities(through: number + 1)) == .conflict)
        try desk.done(CountActivities(through: number))
        #expect(try desk.refusal(of: CountActivities(through: number)) == .conflict)
        #expect(try metric("orders", of: .company, desk) == 1)
    }

    @Test func `brings the company and the boards in the same command`() throws {
        var desk = try Desk()
        var company = desk.engine.programme.company
        company.lockAfter = .calendar(months: 0, days: 9)
        let publication = Publication(
            set: try Self.set(), effective: .at("2026-04-01T00:00:00+08:00"), source: [:], configuration: .init(company: company, boards: []))
        try desk.done(Publish(publication))
        #expect(desk.engine.programme.company.lockAfter == .calendar(months: 0, days: 9))
        #expect(desk.engine.programme.boards.isEmpty)
        #expect(desk.engine.programme.book.versions.last?.effective == .at("2026-04-01T00:00:00+08:00"))
    }

    @Test func `without a date is in force for an activity of that very instant`() throws {
        var desk = try Desk()
        let double = "[{id: gift, on: test.gift, award: {expression: data.points * 2}}]"
        try desk.done(Publish(Publication(set: try Self.set(double), effective: nil, source: [:])))
        try desk.done(.gift("g1", 10, at: desk.engine.now))
        #expect(desk.available("li") == 20)
    }

    @Test func `a metric whose expressions fail on what was recorded counts nothing there`() throws {
        var desk = try Desk()
        try desk.done(.gift("g", 10))
        try desk.done(Self.publish(Self.set(metrics: "{amounts: {on: test.gift, sum: data.amount}}"), from: "2026-03-02T09:00:00+08:00"))
        #expect(try metric("amounts", of: .company, desk) == 0)
    }
}
