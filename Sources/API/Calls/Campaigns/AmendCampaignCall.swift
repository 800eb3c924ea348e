import Files
import Identity
import Installation
import JSON
import Periods
import PointsEngine
import Runtime
import Store
import Web

/// `POST /campaigns/{id}/end` `{reason, until}` and `…/extend` `{until, reason}`: another end for a campaign that runs.
///
/// Ending gives nobody more and needs no second. Extending is published as what gives more: where another person has to second it, it is
/// answered 202 and waits among the approvals.
///
/// Refusals: `not-found`, `not-running`, `bad-time`, `not-permitted`, `conflict`.
enum AmendCampaignCall {
    static let end = Endpoint(
        .post, "/campaigns/{id}/end", .atLeast(.manager),
        "End a campaign that runs: at once, or at a time before its end.",
        takes: .body(["reason": .text, "until?": .orNull(.moment)]),
        gives: .json("Campaign")
    ) { try amend($0, isEnd: true) }.takingTime()

    static let extend = Endpoint(
        .post, "/campaigns/{id}/extend", .atLeast(.manager),
        "Let a campaign that runs go on for longer. Where another person has to second it, it waits among the approvals.",
        takes: Input(body: .json(["reason": .text, "until": .moment]), headers: [.idempotencyKey]),
        gives: .json("Campaign").or(202, PublishedBy.waiting)
    ) { try amend($0, isEnd: false) }.takingTime()

    private static func amend(_ call: Call, isEnd: Bool) throws {
        let site = call.site, services = site.services, programme = call.directory.programme, publication = PublishedBy(call), id = call.path("id")
        guard let campaign = programme.campaigns.first(where: { $0.id == id }) else { throw Problem.notFound }
        let body = try call.body()
        guard let reason = try body.optionalText("reason", upTo: 500) else { throw Problem.malformed("why?", at: "/reason") }
        let asked = try body.moment("until", programme.calendar)
        guard let until = asked ?? (isEnd ? services.clock() : nil) else { throw Problem.malformed("until when?", at: "/until") }
        let request = RequestID(Proposal.idPrefix + (isEnd ? id : try call.requestKey("extend")))
        let view = CampaignView(call)
        try LongWork.begin(call) { work in
            let reader = try services.runtime.readers.own()
            guard campaign.state(at: services.clock()) == .running else { throw Refusal(.notRunning) }
            guard isEnd ? until < campaign.until : until > campaign.until else { throw Refusal(.badTime, at: "/until") }
            guard let sources = RuleSources(files: try reader.ruleFiles()).ending(id, at: until, programme.calendar) else { throw Refusal(.notFound) }
            let folder = try RulesFolder(sources, zones: services.zones)
            let amendment = { (warrant: Warrant) in
                CampaignAmendment(
                    id, until: until,
                    Publication(
                        set: folder.ruleSet, effective: nil, source: sources.files, configuration: folder.configuration, reason: reason, warrant: warrant))
            }
            let waits = try publication.amend(folder, reason, isEnd: isEnd, as: request, reader) { warrant in
                if isEnd { EndCampaign(amendment(warrant)) } else { ExtendCampaign(amendment(warrant)) }
            }
            if let waits { return waits }
            let after = try services.runtime.programme.campaigns.first { $0.id == id } ?? campaign
            return try ReadCampaignCall.answer(after, view, try services.runtime.readers.own())
        }
    }
}

extension PublishedBy {
    static let waiting: Shape = [
        "state": .words(["waiting", "approved", "rejected", "cancelled", "done"]), "id": .text, "version": .text, "effective": .orNull(.instant), "needs": "Role",
        "changes": .list("RuleChange"),
    ]

    /// Gives the command by the right that there is; where another has to second it, keeps the draft and answers so.
    func amend(
        _ folder: RulesFolder, _ reason: String, isEnd: Bool, as id: RequestID, _ reader: Reader, _ command: (Warrant) -> any Command
    ) throws -> Response? {
        guard let publisher = try publisher(reader) else {
            try services.runtime.carryingOut([command(.owner)], by: .administrator)
            return nil
        }
        let ladder = programme.company.publishing, needs = isEnd ? ladder.rules : ladder.money
        if isEnd || !ladder.needsSecond || publisher.isOnlyAdministrator {
            let warrant = ladder.needsSecond && publisher.isOnlyAdministrator ? Warrant.onlyAdministrator : .unseconded(needs: needs)
            try services.runtime.carryingOut([command(warrant)], by: publisher.actor, from: publisher.address)
            return nil
        }
        let changes = try PublicationDifference(folder, effective: nil, at: services.clock(), programme, reader, services.zones).changes
        let draft = Publishing.Drafted(folder, effective: nil, reason: reason, changes, under: programme.company)
        return answer(draft, try Publishing(services.runtime, zones: services.zones).publish(draft, by: publisher, as: id, at: services.clock()))
    }
}
