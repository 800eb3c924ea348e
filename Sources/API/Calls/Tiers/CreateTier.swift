import JSON
import PointsEngine
import Web

/// `POST /tiers`: a new tier. The same again is the same tier.
enum CreateTier {
    static let endpoint = Endpoint(.atLeast(.manager)) { call in
        let body = try call.body(knowing: Tier.keys)
        let tier = try Tier(body, id: try body.optionalText("id", upTo: 128) ?? Slug.make(from: body.localizedText("title"), call), known: nil)
        put(PutTier(tier: tier, revision: nil), status: 201, call)
    }

    /// Puts a tier, new or changed, and answers with it.
    static func put(_ put: PutTier, status: Int, _ call: Call) {
        let now = call.now
        call.carryOut(put) { receipt, directory in
            let (tier, status) = receipt.answer(status)
            return .json(status, etag: tier.revision) { TierView(directory, at: now).write(tier, to: &$0) }
        }
    }
}
