import Examples
import Identity
import Periods
import PointsEngine
import RuleEngine
import Store
import Testing

/// One contract, every implementation: memory, the database, and an overlay on either answer every question alike, whatever
/// was committed.
@Suite struct FactsContractTests {
    let folder: Folder
    let office: Office

    init() throws {
        folder = try Folder()
        office = try Office(folder)
        try office.work()
    }

    @Test func `the database answers like memory`() throws {
        try expectSameAnswers(office.facts, office.memory)
    }

    @Test func `an overlay without changes answers like what is below`() throws {
        try expectSameAnswers(Overlay(on: office.facts), Overlay(on: office.memory))
    }

    @Test func `an overlay with changes answers like what has committed them`() throws {
        let sale = try Example.sale("S-9", of: "li.na", amount: 900, customer: "C-9", at: office.now)
        var batch = Batch(on: office.facts, under: office.programme, at: office.now)
        #expect(try batch.decide(sale, by: .token("crm")).number != nil)
        var committed = office.memory
        try committed.apply(batch.changes)
        try expectSameAnswers(Overlay(on: office.facts, batch.changes), committed)
    }

    @Test func `a command is decided alike on each`() throws {
        let commands: [any Command] = [
            try Example.sale("S-9", of: "zhang.min", amount: 30_000, customer: "C-1", at: office.now), try Example.reversal("S-9-lost", of: "S-3", at: office.now),
            Redeem(id: "r-9", member: "li.na", reward: "mug", quantity: 1), Redeem(id: "r-8", member: "li.na", reward: "trip", quantity: 1),
            Cancel("r-1"),
        ]
        for command in commands {
            let stored = try decide(command, by: .member("li.na"), at: office.now, under: office.programme, given: office.facts)
            let inMemory = try decide(command, by: .member("li.na"), at: office.now, under: office.programme, given: office.memory)
            switch (stored, inMemory) {
            case (.refused(let a), .refused(let b)): #expect(a == b)
            case (.done(_, let a), .done(_, let b)):
                #expect(a.entries == b.entries)
                #expect(a.wallets.values == b.wallets.values)
                #expect(a.requests.values == b.requests.values)
            default: #expect(Bool(false), "\(command)")
            }
        }
    }

    @Test func `the teams around a team are those of now, wherever they are asked for`() throws {
        let east = TeamID("east-new"), inner = TeamID("east-inner")
        try office.commit([PutTeam(id: east, name: LocalizedText("East"), parent: nil), PutTeam(id: inner, name: LocalizedText("Inner"), parent: nil)])
        #expect(try office.facts.lineage(of: inner) == [inner])
        let move = PutTeam(id: inner, name: LocalizedText("Inner"), parent: east, revision: 1)
        var batch = Batch(on: office.facts, under: office.programme, at: office.now)
        #expect(try batch.decide(move, by: .administrator).number != nil)
        #expect(try Overlay(on: office.facts, batch.changes).lineage(of: inner) == [inner, east])
        #expect(try office.facts.lineage(of: inner) == [inner])
        try office.commit([move])
        #expect(try office.facts.lineage(of: inner) == [inner, east])
        #expect(try office.facts.lineage(of: inner) == office.memory.lineage(of: inner))
    }

    @Test func `who was given a target has one wherever it is looked for`() throws {
        let key = TargetKey(owner: .member("li.na"), metric: "revenue", period: "2026")
        let target = SetTarget(id: "t-1", key: key, value: 1_000)
        var batch = Batch(on: office.facts, under: office.programme, at: office.now)
        #expect(try batch.decide(target, by: .administrator).number != nil)
        #expect(try Overlay(on: office.facts, batch.changes).hasTargets(key.owner))
        #expect(!office.facts.hasTargets(key.owner))
        try office.commit([target])
        #expect(office.facts.hasTargets(key.owner))
        #expect(try StoredFacts(of: office.database).hasTargets(key.owner))
        try expectSameAnswers(office.facts, office.memory)
    }

    private func expectSameAnswers(_ facts: some Facts, _ other: some Facts) throws {
        let memory = office.memory
        #expect(try facts.nextEntry() == other.nextEntry())
        #expect(try facts.nextCommand() == other.nextCommand())
        #expect(try facts.tiers() == other.tiers())
        #expect(try Set(facts.everyone()) == Set(other.everyone()))
        for id in Array(memory.members.keys) + ["nobody"] {
            #expect(try facts.member(id) == other.member(id))
            #expect(try facts.wallet(id) == other.wallet(id))
            #expect(try facts.tierStanding(id) == other.tierStanding(id))
            #expect(try facts.hasTargets(.member(id)) == other.hasTargets(.member(id)))
        }
        for id in Array(memory.lots.keys) { #expect(try facts.lot(id) == other.lot(id)) }
        for key in Array(memory.activities.keys) + [ActivityKey(source: "/crm", id: "none")] { #expect(try facts.recorded(key) == other.recorded(key)) }
        for after in 0..<(try facts.nextCommand()) {
            let ours = try facts.activities(after: after, limit: 2), theirs = try other.activities(after: after, limit: 2)
            #expect(ours == theirs)
            #expect(ours.allSatisfy { $0.number > after })
        }
        for key in memory.claims.keys { #expect(try facts.holders(of: key) == other.holders(of: key)) }
        for id in Array(memory.requests.keys) + ["none"] { #expect(try facts.request(id) == other.request(id)) }
        let calendar = office.programme.calendar
        let ranges = [PeriodKind.day, .week, .month, .quarter, .year, .all].map { calendar.period($0, containing: Example.start).days }
        for key in Array(memory.tallies.keys) + [TallyKey(.member("nobody"), .points)] {
            for range in ranges { #expect(try facts.tally(key, over: range) == other.tally(key, over: range)) }
        }
        for range in ranges {
            let ours = try facts.tallies(of: .points, over: range), theirs = try other.tallies(of: .points, over: range)
            // An owner without a row in these days stands with nothing or not at all; a board shows neither.
            let mine = Dictionary(uniqueKeysWithValues: ours.filter { $0.tally != .zero }.map { ($0.owner, $0.tally) })
            let yours = Dictionary(uniqueKeysWithValues: theirs.filter { $0.tally != .zero }.map { ($0.owner, $0.tally) })
            #expect(mine == yours)
        }
    }
}
