import Ledger
import Periods
import RuleEngine
import Structures

/// What one command changes: new entries, the new values of what is kept, and by how much it moves tallies.
@dynamicMemberLookup
package struct Changes: Sendable {
    package var entries: [Entry] = []
    /// New values by key.
    @Boxed package var tables = Tables()
    /// By how much tallies move; from zero to `now`.
    package var moves = TallyChanges()
    /// Rules that come in force.
    package var publication: Publication?
    /// What members are told is about to expire; kept nowhere but in `Wallet.warned`, by which nobody is told twice.
    package var warnings: [ExpiryWarning] = []
    /// What has to be recorded right after the command, by the system and in the same commit, each as a command of its own:
    /// targets that it reached.
    package var reached: [Activity] = []
    /// What would have been recorded too, had the chain not come to its end: ids of activities.
    package var withheld: [String] = []
    /// What the outside is to be told; written with the commit, and no fact.
    package var deliveries: [Delivery] = []

    package init() {}

    package var isEmpty: Bool { entries.isEmpty && tables.isEmpty && moves.isEmpty && publication == nil }

    // In its place: without it each look would copy all tables.
    @inlinable package subscript<Value: Kept>(dynamicMember table: WritableKeyPath<Tables, Table<Value>>) -> Table<Value> {
        @inline(__always) get { tables[keyPath: table] }
        @inline(__always) _modify { yield &tables[keyPath: table] }
    }
}

/// What the commands of a batch have changed together: each key once, with its last value.
@dynamicMemberLookup
package struct BatchChanges: Sendable {
    /// How many commands it came from.
    package private(set) var commands: Int64 = 0
    package private(set) var entries: [Entry] = []
    @Boxed package var tables = Tables()
    /// The values of tallies before and after all of it.
    package private(set) var tallies = TallyChanges()
    /// The last rules that came in force.
    package private(set) var publication: Publication?
    package private(set) var deliveries: [Delivery] = []

    package init() {}

    /// So many commands that changed nothing: notes beside the engine.
    package init(notes: Int64) { commands = notes }

    /// Takes what the next command changes.
    ///
    /// - Parameters:
    ///   - number: of the command.
    ///   - below: the tally of a day before all of it.
    package mutating func absorb(_ command: Changes, number: Int64, below: (TallyKey, Day) throws -> KeptTally) throws {
        commands += 1
        entries += command.entries
        deliveries += command.deliveries
        tables.absorb(command.tables)
        try tallies.apply(command.moves, by: number, below: below)
        publication = command.publication ?? publication
    }

    @inlinable package subscript<Value: Kept>(dynamicMember table: KeyPath<Tables, Table<Value>>) -> Table<Value> {
        @inline(__always) get { tables[keyPath: table] }
    }
}
