import Identity
import Periods
import PointsEngine
import Testing

@Suite("Kept things") struct TablesTests {
    private static func team(_ id: TeamID, _ name: String = "A team") -> Team { Team(id: id, name: LocalizedText(name)) }

    @Test func `are all listed, so that nothing is left out of what holds for each`() {
        let tables = Mirror(reflecting: Tables()).children.map { "\(type(of: $0.value))" }
        #expect(tables == Tables.kinds.map { "Table<\($0)>" })
    }

    @Test func `have the value that was set last, wherever it stands`() {
        var first = Tables(), second = Tables()
        first.teams["east"] = Self.team("east", "East")
        first.teams["west"] = Self.team("west")
        second.teams["east"] = Self.team("east", "Far East")
        second.teams["west"] = nil
        var together = first
        together.absorb(second)
        #expect(together.teams["east"]?.name == LocalizedText("Far East"))
        #expect(together.teams["west"] == nil && together.teams.hasChanged("west") && !together.teams.hasChanged("north"))
        // On top of others it is known what was deleted; at the bottom it is gone.
        var bottom = first
        bottom.merge(second)
        #expect(bottom.teams["west"] == nil && bottom.teams.deleted.isEmpty)
        #expect(bottom.teams.byKey == together.teams.byKey)
    }

    @Test func `come back when they are set after they were deleted`() {
        var tables = Tables(), later = Tables()
        tables.teams["east"] = nil
        later.teams["east"] = Self.team("east")
        tables.absorb(later)
        #expect(tables.teams["east"] != nil && tables.teams.deleted.isEmpty)
    }

    @Test func `are hidden by an overlay that deletes them, and only there`() throws {
        var changes = BatchChanges(), above = BatchChanges()
        changes.tables.tiers["gold"] = Tier(id: "gold", title: LocalizedText("Gold"), threshold: 1, window: .year)
        var facts = MemoryFacts()
        try facts.apply(changes)
        above.tables.tiers["gold"] = nil
        let overlay = Overlay(on: facts, above)
        #expect(try overlay.find(Tier.self, "gold") == nil)
        #expect(try overlay.tiers().isEmpty)
        #expect(facts.find(Tier.self, "gold") != nil && facts.tiers().count == 1)
    }
}
