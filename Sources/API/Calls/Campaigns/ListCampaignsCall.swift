import JSON
import PointsEngine
import Web

/// `GET /campaigns`: those that run, then those to come, then those that are over, the last first.
enum ListCampaignsCall {
    static let endpoint = Endpoint(
        .get, "/campaigns", .signedIn(),
        "Campaigns: those that run, those to come, those that are over.",
        takes: .query([Argument("state", .words(Campaign.State.self))]),
        gives: .json(.page("Campaign"))
    ) { call in
        let view = CampaignView(call), now = call.now, wanted = call.query("state").flatMap(Campaign.State.init)
        if call.query("state") != nil, wanted == nil { throw Problem.malformed("state is planned, running or over", at: "state") }
        let all = call.directory.programme.campaigns.filter { wanted == nil || $0.state(at: now) == wanted }
        let order: [Campaign.State] = [.running, .planned, .over]
        let groups = order.map { state in
            all.filter { $0.state(at: now) == state }.sorted { state == .over ? $0.until > $1.until : ($0.from, $0.id) < ($1.from, $1.id) }
        }
        call.read { reader in
            let shown = try groups.joined().map { ($0, try view.facts(of: $0, reader)) }
            return .list(shown) { line, writer in writer.object { view.write(line.0, line.1, to: &$0) } }
        }
    }
}
