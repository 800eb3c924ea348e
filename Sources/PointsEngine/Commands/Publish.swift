import Identity
import JSON
import Periods
import RuleEngine

/// Puts a rule set in force from an instant on. The first is also in force for all time before it. A metric that no set had
/// before is filled from the recorded activities (architecture.md, "State"): as part of the command, or, where much was
/// recorded, ahead of it in steps between which other commands go on: `Announce`, `CountActivities` again and again, `Publish`. Until
/// then nothing refers to the metric, so that from outside all of it happens at once.
///
/// Refusals: `not-permitted`, `not-found`, `already-decided` (the draft that it seconds), `bad-time` (publishing into the past),
/// `conflict` (another publication is being filled).
package struct Publish: PublishingCommand {
    package static let name = "publish"
    package static let group: AuditGroup? = .publication
    package static let configures = true

    package let publication: Publication

    package init(_ publication: Publication) { self.publication = publication }

    package var subject: String? { publication.set.version }
    package func write(to writer: inout JSONWriter) { publication.write(to: &writer) }
    package init(from stored: StoredCommand) throws { publication = try Publication(from: stored) }

    package func carryOut(on draft: Draft) throws -> CarriedOut {
        try draft.take(publication.warrant, for: publication.set.version, to: .done)
        try draft.checkDate(of: publication)
        let book = draft.programme.book
        if let counting = book.counting, counting.version != publication.set.version || !counting.isDone { throw Draft.publicationUnderWay }
        draft.overlay.changes.publication = publication
        let sums = try draft.sums(of: book.introducing(publication.set), through: .max)
        for (key, days) in sums.byKey {
            for (day, sum) in days { try draft.move(key, on: day, by: sum.sum, count: sum.count) }
        }
        return CarriedOut()
    }

    package func configure(_ programme: inout Programme, number: Int64, at now: Instant) { programme.publish(publication, number: number, at: now) }
}

extension Draft {
    static var publicationUnderWay: Refusal { Refusal(.conflict, at: nil, "another publication is under way") }

    func checkDate(of publication: Publication) throws {
        guard publication.effective ?? now >= now else { throw Refusal(.badTime, at: "/effective", "rules cannot be published into the past") }
    }
}
