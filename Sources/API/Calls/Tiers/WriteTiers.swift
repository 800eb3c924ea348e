import Identity
import JSON
import PointsEngine
import Web

/// `POST /tiers`, `PUT /tiers/{id}`: a new tier, or a change of one.
enum WriteTiers {
    static let create = Endpoint(.atLeast(.manager)) { call in
        let body = try call.body(knowing: Tier.keys)
        let tier = try Tier(body, id: try body.optionalText("id", upTo: 128) ?? Slug.make(from: body.localizedText("title")), known: nil)
        put(PutTier(tier: tier, revision: nil), status: 201, call)
    }

    static let change = Endpoint(.atLeast(.manager)) { call in
        guard let known = call.directory.tiers.first(where: { $0.id == call.path("id") }) else { throw Problem.notFound }
        let tier = try Tier(try call.body(knowing: Tier.keys), id: known.id, known: known)
        put(PutTier(tier: tier, revision: try call.revision()), status: 200, call)
    }

    /// `DELETE /tiers/{id}`; not while rewards ask for it.
    static let delete = Endpoint(.atLeast(.manager)) { call in
        let id = call.path("id")
        if call.directory.rewards.values.contains(where: { $0.tier == id && !$0.isArchived }) {
            throw Problem(.conflict, "rewards ask for this tier")
        }
        call.carryOut(.deleteTier(DeleteTier(id: id, revision: try call.revision()))) { _ in .noContent }
    }

    private static func put(_ put: PutTier, status: Int, _ call: Call) {
        let view = TierView(call.directory, at: call.now)
        call.carryOut(.putTier(put)) { receipt in
            guard case .tier(let tier) = receipt else { throw Problem(500, "internal") }
            return .json(status, etag: tier.revision) { view.write(tier, to: &$0) }
        }
    }
}

/// Makes an id out of a title.
enum Slug {
    /// Latin letters and digits of the text; where nothing is left, something that nobody has.
    static func make(from text: LocalizedText?) -> String {
        let source = text?.text(in: ["en"]) ?? ""
        let letters = source.lowercased().unicodeScalars.map { scalar -> Character in
            scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)) ? Character(scalar) : "-"
        }
        let words = String(letters).split(separator: "-").joined(separator: "-").prefix(60)
        return words.isEmpty ? String(Secret.make().text.prefix(10)) : String(words)
    }
}
