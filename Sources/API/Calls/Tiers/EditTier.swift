import JSON
import PointsEngine
import Web

/// `PUT /tiers/{id}`: a change of a tier; another window moves all tiers.
enum EditTier {
    static let endpoint = Endpoint(.atLeast(.manager)) { call in
        guard let known = call.directory.tiers.first(where: { $0.id == call.path("id") }) else { throw Problem.notFound }
        let body = try call.body(knowing: Tier.keys)
        try body.checkID(known.id)
        CreateTier.put(PutTier(tier: try Tier(body, id: known.id, known: known), revision: try call.revision()), status: 200, call)
    }
}
