import Identity
import Periods
import RuleEngine

/// Puts a rule set in force from an instant on. The first is also in force for all time before it.
///
/// Refusals: `bad-time` (publishing into the past).
extension Draft {
    mutating func publish(_ publication: Publication) throws -> Receipt {
        guard publication.effective >= now else { throw Refusal(.badTime, at: "/effective", "rules cannot be published into the past") }
        overlay.changes.publication = publication
        return .published(publication.set.version)
    }
}
