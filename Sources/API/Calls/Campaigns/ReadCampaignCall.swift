import Files
import JSON
import PointsEngine
import Store
import Web

/// `GET /campaigns/{id}`: a campaign, with what its file says.
enum ReadCampaignCall {
    static let endpoint = Endpoint(
        .get, "/campaigns/{id}", .signedIn(),
        "A campaign, with what its file says.",
        gives: .json("Campaign")
    ) { call in
        let id = call.path("id"), view = CampaignView(call)
        guard let campaign = call.directory.programme.campaigns.first(where: { $0.id == id }) else { throw Problem.notFound }
        call.read { reader in try answer(campaign, view, reader) }
    }

    static func answer(_ campaign: Campaign, _ view: CampaignView, _ reader: Reader) throws -> Response {
        let facts = try view.facts(of: campaign, reader)
        let sources = RuleSources(files: try reader.ruleFiles()), definition = sources.definition(of: campaign.id)
        return .json(etag: CampaignDraft.revision(of: campaign.id, in: sources)) { writer in
            writer.object { writer in
                view.write(campaign, facts, to: &writer)
                writer.member("definition", definition.map(JSONValue.object) ?? .object([:]))
            }
        }
    }
}
