import Files
import Identity
import Installation
import JSON
import PointsEngine
import Synchronization
import Web

/// `PUT /campaigns/{id}`: a campaign is published as rules are, by what it changes; it becomes a file of the rules folder.
///
/// Refusals: those of `POST /rules/publish`; `stale` where somebody changed it since it was read.
enum PutCampaignCall {
    /// One after the other.
    private static let turn = Mutex(())

    static let endpoint = Endpoint(
        .put, "/campaigns/{id}", .atLeast(.manager),
        "Publish a campaign, new or changed. What it gives decides who may; where another person has to second it, it waits among the approvals.",
        takes: Input(body: .json("CampaignDraft", upTo: CampaignDraft.bodyLimit), headers: [.ifMatchWhereKnown, .idempotencyKey]),
        gives: PublishedBy.answers
    ) { call in
        let services = call.site.services, publication = PublishedBy(call), id = call.path("id")
        let content = call.content, revision = try call.revisionWhereKnown(), request = RequestID(Proposal.idPrefix + (try call.requestKey("campaign")))
        try LongWork.begin(call) { work in
            let body = try content.object(), reader = try services.runtime.readers.own()
            let reason = try body.optionalText("reason", upTo: 500)
            // What was read must still stand when it is published.
            return try turn.withLock { _ in
                let before = RuleSources(files: try reader.ruleFiles()), sources = try CampaignDraft.sources(putting: body, as: id, reader)
                let isAsBefore = sources.definition(of: id) == before.definition(of: id)
                if let revision, revision != CampaignDraft.revision(of: id, in: before), !isAsBefore { throw Problem.stale }
                return try publication.publish(RulesFolder(sources, zones: services.zones), effective: nil, reason: reason, as: request, reader, work)
            }
        }
    }.takingTime()
}
