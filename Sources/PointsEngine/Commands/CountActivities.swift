import Identity
import JSON
import Periods
import RuleEngine

/// Counts what the commands up to a number recorded, for the metrics that were announced.
///
/// Refusals: `conflict`.
package struct CountActivities: Command, Hashable {
    package static let name = "count"
    package static let group: AuditGroup? = nil
    package static let configures = true

    /// The number of a command, beyond the last one up to which it was counted.
    package let through: Int64

    package init(through: Int64) { self.through = through }

    package var subject: String? { nil }
    package func write(to writer: inout JSONWriter) { writer.member("through", through) }
    package init(from stored: StoredCommand) throws { through = try stored.fields.integer("through") }

    package func carryOut(on draft: Draft) throws -> CarriedOut {
        let book = draft.programme.book
        guard let counting = book.counting, counting.through < through, through <= counting.number else {
            throw Refusal(.conflict, at: nil, "nothing is counted up to command \(through)")
        }
        let sums = try draft.sums(of: book.announced, after: counting.through, through: through)
        for (key, days) in sums.byKey {
            // As if it had been counted by one command.
            for (day, sum) in days { try draft.overlay.changes.moves.move(key, on: day, by: sum.sum, count: sum.count, as: counting.number) }
        }
        return CarriedOut()
    }

    package func configure(_ programme: inout Programme, number: Int64, at now: Instant) { programme.book.count(through: through) }
}
