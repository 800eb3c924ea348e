import Identity
import JSON
import Periods
import RuleEngine

/// Ends a running campaign early: its rules stop at the instant, its contest counts the day to its end.
///
/// Nobody who would be honoured by it as it stands may. It takes no second: it gives nobody more.
///
/// Refusals: `not-permitted`, `not-found`, `not-running`, `bad-time`, `malformed` (no reason), `conflict`.
package struct EndCampaign: PublishingCommand {
    package static let name = "end-campaign"
    package static let group: AuditGroup? = .publication
    package static let configures = true

    package let amendment: CampaignAmendment

    package init(_ amendment: CampaignAmendment) { self.amendment = amendment }

    package var publication: Publication { amendment.publication }
    package var subject: String? { publication.set.version }
    package func write(to writer: inout JSONWriter) { amendment.write(to: &writer) }
    package init(from stored: StoredCommand) throws { amendment = try CampaignAmendment(from: stored) }

    package func carryOut(on draft: Draft) throws -> CarriedOut {
        guard try !draft.actor.isPerson || draft.rights.mayPublish(draft.company.publishing.rules) else { throw Refusal(.notPermitted) }
        return try draft.amend(amendment) { [now = draft.now] old, new in now.adding(seconds: -Draft.aheadSeconds) <= new && new < old }
    }

    package func configure(_ programme: inout Programme, number: Int64, at now: Instant) { programme.publish(publication, number: number, at: now) }
}
