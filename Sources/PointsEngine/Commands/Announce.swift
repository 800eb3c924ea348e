import Identity
import JSON
import Periods
import RuleEngine

/// Lets the metrics of a publication be counted from now on, though nothing refers to them yet; what was recorded before is counted by
/// `CountActivities`, piece by piece. `Publish` then puts it in force.
///
/// Refusals: those of `Publish`.
package struct Announce: Command {
    package static let name = "announce"
    package static let group: AuditGroup? = .publication
    package static let configures = true

    package let publication: Publication

    package init(_ publication: Publication) { self.publication = publication }

    package var subject: String? { publication.set.version }
    package func write(to writer: inout JSONWriter) { publication.write(to: &writer) }
    package init(from stored: StoredCommand) throws { publication = try Publication(from: stored) }

    package func carryOut(on draft: Draft) throws -> CarriedOut {
        try draft.take(publication.warrant, for: publication.set.version, to: .approved)
        try draft.checkDate(of: publication)
        guard draft.programme.book.counting == nil else { throw Draft.publicationUnderWay }
        return CarriedOut()
    }

    package func configure(_ programme: inout Programme, number: Int64, at now: Instant) { programme.announce(publication, number: number) }
}
