import Identity
import RuleEngine

/// An activity and its decision are a row of `command` already. Two tables beside it tell which members it is about (`credit`) and whether it was
/// reversed or replaced (`fate`).
extension Recorded: Kept {
    package static var place: WritableKeyPath<Tables, Table<Recorded>> & Sendable { \.recorded }
    package static let residence = Residence.disk(cached: 20_000)
    package typealias Key = ActivityKey
}
