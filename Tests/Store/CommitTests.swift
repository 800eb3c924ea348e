import Examples
import Identity
import Ledger
import Periods
import PointsEngine
import RuleEngine
import Store
import Testing

@Suite struct CommitTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    @Test func `the database agrees with memory`() throws {
        let office = try Office(folder)
        try office.work()
        expectEqual(office.facts, office.memory)
    }

    @Test func `what is read after a restart is what was there before`() throws {
        let memory: MemoryFacts
        do {
            let office = try Office(folder)
            try office.work()
            memory = office.memory
        }
        let again = try StoredFacts(of: try folder.database())
        expectEqual(again, memory)
    }

    @Test func `a commit that fails leaves nothing`() throws {
        struct Refused: Error {}
        let office = try Office(folder)
        try office.commit(Example.company())
        let head = office.database.head
        var changes = BatchChanges()
        changes.tables.teams["ghost"] = Team(id: "ghost", name: LocalizedText("ghost"))
        #expect(throws: Refused.self) { try office.database.commit([], changes) { throw Refused() } }
        #expect(office.database.head == head)
        #expect(try StoredFacts(of: office.database).team("ghost") == nil)
    }

    @Test func `a gap in the numbers is refused`() throws {
        let office = try Office(folder)
        let command = DecidedCommand(
            number: 3, at: office.now, actor: .system, content: .note(Note(kind: "test", subject: nil, detail: [:])), changes: Changes())
        #expect(throws: DamagedRecord.self) { try office.database.commit([command], BatchChanges(notes: 1)) }
    }

    @Test func `the truth is append only`() throws {
        let office = try Office(folder)
        try office.work()
        for sql in ["UPDATE entry SET points = 1", "DELETE FROM entry", "UPDATE command SET actor = 'x'", "DELETE FROM command", "DELETE FROM seal"] {
            #expect(throws: (any Error).self) { try office.database.connection.execute(sql) }
        }
    }

    /// Compares everything that can be asked for.
    private func expectEqual(_ facts: StoredFacts, _ memory: MemoryFacts) {
        #expect(throws: Never.self) {
            #expect(!memory.entries.isEmpty && !memory.requests.isEmpty && !memory.tierStandings.isEmpty && !memory.claims.isEmpty)
            #expect(facts.members == memory.members)
            #expect(facts.teams == memory.teams)
            #expect(facts.wallets == memory.wallets)
            #expect(facts.tierStandings == memory.tierStandings)
            #expect(facts.rewards == memory.rewards)
            #expect(facts.targets == memory.targets)
            #expect(facts.tiers() == memory.tiers())
            #expect(facts.nextEntry() == memory.nextEntry())
            #expect(facts.nextCommand() == memory.nextCommand())
            for (id, lot) in memory.lots { #expect(try facts.lot(id) == lot) }
            for (key, recorded) in memory.activities { #expect(try facts.recorded(key) == recorded) }
            for (key, claim) in memory.claims { #expect(try facts.holders(of: key) == claim.holders) }
            for (id, request) in memory.requests { #expect(try facts.request(id) == request) }
            for entry in memory.entries { #expect(try facts.entry(entry.number) == entry) }
            for (key, series) in memory.tallies {
                #expect(try facts.tally(key, over: .all) == series.sum(over: .all))
                for day in series.days { #expect(try facts.tally(key, over: DayRange(day)) == series[day]) }
            }
            for measure in [Measure.points, .qualifying, .metric("revenue")] {
                let mine = try facts.tallies(of: measure, over: .all).map { ($0.owner, $0.tally) }
                let theirs = try memory.tallies(of: measure, over: .all).map { ($0.owner, $0.tally) }
                #expect(Dictionary(uniqueKeysWithValues: mine) == Dictionary(uniqueKeysWithValues: theirs))
            }
        }
    }
}
