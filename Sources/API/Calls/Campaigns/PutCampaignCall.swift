import Files
import Identity
import Installation
import JSON
import PointsEngine
import Web

/// `PUT /campaigns/{id}`: a campaign is published as rules are, by what it changes; it becomes a file of the rules folder.
///
/// Refusals: those of `POST /rules/publish`.
enum PutCampaignCall {
    static let endpoint = Endpoint(
        .put, "/campaigns/{id}", .atLeast(.manager),
        "Publish a campaign, new or changed. What it gives decides who may; where another person has to second it, it waits among the approvals.",
        takes: Input(body: .json("CampaignDraft", upTo: CampaignDraft.bodyLimit), headers: [.idempotencyKey]),
        gives: PublishedBy.answers
    ) { call in
        let services = call.site.services, publication = PublishedBy(call), id = call.path("id")
        let content = call.content, request = RequestID(Proposal.idPrefix + (try call.requestKey("campaign")))
        try LongWork.begin(call) { work in
            let body = try content.object(), reader = try services.runtime.readers.own()
            let reason = try body.optionalText("reason", upTo: 500)
            let folder = try RulesFolder(CampaignDraft.sources(putting: body, as: id, reader), zones: services.zones)
            return try publication.publish(folder, effective: nil, reason: reason, as: request, reader, work)
        }
    }
}
