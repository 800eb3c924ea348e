import Identity
import JSON
import Periods
import RuleEngine

/// Lets a running campaign go on for longer. It gives more, so it takes the right to publish what does; where the company asks for a second,
/// it is drafted and seconded as any publication.
///
///
/// Refusals: `not-permitted`, `not-found`, `not-running`, `bad-time`, `malformed` (no reason), `conflict`.
package struct ExtendCampaign: PublishingCommand {
    package static let name = "extend-campaign"
    package static let group: AuditGroup? = .publication
    package static let configures = true

    package let amendment: CampaignAmendment

    package init(_ amendment: CampaignAmendment) { self.amendment = amendment }

    package var publication: Publication { amendment.publication }
    package var subject: String? { publication.set.version }
    package func write(to writer: inout JSONWriter) { amendment.write(to: &writer) }
    package init(from stored: StoredCommand) throws { amendment = try CampaignAmendment(from: stored) }

    package func carryOut(on draft: Draft) throws -> CarriedOut {
        try draft.take(amendment.publication.warrant, for: amendment.publication.set.version, to: .done)
        return try draft.amend(amendment) { old, new in new > old }
    }

    package func configure(_ programme: inout Programme, number: Int64, at now: Instant) { programme.publish(publication, number: number, at: now) }
}
