import Identity
import RuleEngine

/// An activity with its decision is a row of the truth already; what became of it and whom it is about stand beside.
extension Recorded: Kept {
    package static let place: WritableKeyPath<Tables, Table<Recorded>> & Sendable = \.recorded
    package static let residence = Residence.disk(cached: 20_000)
    package typealias Key = ActivityKey
}
