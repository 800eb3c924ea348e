import JSON
import PointsEngine
import Web

/// A tier, new or changed.
enum PutTierCall {
    /// `POST /tiers`: the same again is the same tier.
    static let new = Endpoint(
        .post, "/tiers", .atLeast(.manager), "A new tier.", takes: Input(body: .json("TierDraft"), headers: [.idempotencyKey]), gives: .createdOrKnown("Tier")
    ) { call in
        let body = try call.body()
        let tier = try Tier(body, id: try body.optionalText("id", upTo: 128) ?? Slug.make(from: body.localizedText("title"), call), known: nil)
        put(PutTier(tier: tier, revision: nil), status: 201, call)
    }

    /// `PUT /tiers/{id}`: what is left out stays as it is; another window moves all tiers.
    static let change = Endpoint(
        .put, "/tiers/{id}", .atLeast(.manager), "Change a tier; what is left out stays as it is.", takes: Input(body: .json("TierDraft"), headers: [.ifMatch]),
        gives: .json("Tier")
    ) { call in
        guard let known = call.directory.tiers.first(where: { $0.id == call.path("id") }) else { throw Problem.notFound }
        let body = try call.body()
        try body.checkID(known.id)
        put(PutTier(tier: try Tier(body, id: known.id, known: known), revision: try call.revision()), status: 200, call)
    }

    private static func put(_ put: PutTier, status: Int, _ call: Call) {
        let now = call.now
        call.carryOut(put) { receipt, directory in
            let (tier, status) = receipt.answer(status)
            return .json(status, etag: tier.revision) { TierView(directory, at: now).write(tier, to: &$0) }
        }
    }
}
