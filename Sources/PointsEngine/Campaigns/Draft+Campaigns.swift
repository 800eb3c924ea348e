import Boards
import Identity
import JSON
import Periods

/// A running campaign that gets another end: by whom, and why (programme.md, "Campaigns").
extension Draft {
    /// What ending and extending have in common.
    ///
    /// - Parameter isFitting: whether the new end is on the right side of the old one.
    func amend(_ amendment: CampaignAmendment, _ isFitting: (_ old: Instant, _ new: Instant) -> Bool) throws -> CarriedOut {
        guard let campaign = programme.campaigns.first(where: { $0.id == amendment.campaign }) else { throw Refusal(.notFound) }
        guard campaign.state(at: now) == .running else { throw Refusal(.notRunning) }
        guard isFitting(campaign.until, amendment.until) else { throw Refusal(.badTime, at: "/until") }
        guard let reason = amendment.publication.reason, !reason.isEmpty else { throw Refusal(.malformed, at: "/reason", "why?") }
        guard programme.book.counting == nil else { throw Draft.publicationUnderWay }
        // What is planned says another end, and its files are the last: it would come in force now, and bring its end back at its day.
        guard programme.book.versions.allSatisfy({ $0.effective <= now }) else {
            throw Refusal(.conflict, at: nil, "rules are planned already: publish them anew, with the other end of the campaign")
        }
        guard try !isHonoured(by: campaign) else { throw Refusal(.notPermitted, at: nil, "nobody decides when a contest ends in which they would be honoured") }
        overlay.changes.publication = amendment.publication
        return CarriedOut()
    }

    /// Whether the actor stands on a place with an honour now.
    private func isHonoured(by campaign: Campaign) throws -> Bool {
        guard let id = actor.member, let board = campaign.contest?.board, let last = board.honours.map(\.rank).max() else { return false }
        let period = board.running(at: now, calendar)
        return try overlay.rows(of: board, in: period, programme, at: now).contains { $0.owner == .member(id) && $0.rank <= last }
    }
}

/// A campaign with another end, and the files that say so.
package struct CampaignAmendment: Sendable {
    package let campaign: String
    package let until: Instant
    package let publication: Publication

    package init(_ campaign: String, until: Instant, _ publication: Publication) {
        self.campaign = campaign
        self.until = until
        self.publication = publication
    }
}

extension CampaignAmendment {
    /// Members of an object that is open already.
    func write(to writer: inout JSONWriter) {
        writer.member("campaign", campaign)
        writer.member("until", until)
        publication.write(to: &writer)
    }

    init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(try fields.text("campaign"), until: try fields.instant("until"), try Publication(from: stored))
    }
}

/// A command that puts files in force.
package protocol PublishingCommand: Command {
    var publication: Publication { get }
}
