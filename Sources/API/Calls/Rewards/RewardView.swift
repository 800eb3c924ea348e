import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// What a reward is to one reader: the reward itself, and what stands between the reader and it.
struct RewardView: Sendable {
    /// What must be known of the reader's points and of what was redeemed.
    struct Standing: Sendable {
        let available: Points
        let qualifying: Points
        /// Pieces that the reader had in the reward's window, by reward.
        let had: [String: Int64]
    }

    let tiers: [Tier]
    let tier: String?
    let standing: Standing?
    let redeemed: [String: Int64]
    let member: Member?
    let company: Company
    let now: Instant

    func write(_ reward: Reward, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", reward.id)
            writer.member("title", reward.title.json)
            writer.member("text", orNull: reward.text)
            writer.member("kind", reward.kind.rawValue)
            writer.member("cost", reward.cost)
            writer.member("tier", orNull: reward.tier)
            writer.member("stock", orNull: reward.stock)
            if let limit = reward.limit {
                writer.object("limit") { writer in
                    writer.member("count", limit.count)
                    writer.member("window", limit.window.name)
                }
            } else {
                writer.member("limit", JSONValue.null)
            }
            writer.member("from", orNull: reward.from)
            writer.member("until", orNull: reward.until)
            writer.member("archived", reward.isArchived)
            writer.member("picture", orNull: reward.picture)
            writer.member("redeemed", redeemed[reward.id] ?? 0)
            writer.member("etag", "\(reward.revision)")
            writeMine(reward, &writer)
        }
    }

    /// The refusal that redeeming would get, in the order of the engine, and what is missing.
    private func writeMine(_ reward: Reward, _ writer: inout JSONWriter) {
        guard let standing else { return writer.member("me", JSONValue.null) }
        let left = reward.limit.map { max(0, $0.count - (standing.had[reward.id] ?? 0)) }
        var code: Code?
        var missing: Points?
        if !reward.isAvailable(at: now) {
            code = .notAvailable
        } else if let wanted = tiers.firstIndex(where: { $0.id == reward.tier }), (tiers.firstIndex { $0.id == tier } ?? -1) < wanted {
            code = .tierTooLow
            missing = max(0, tiers[wanted].threshold - standing.qualifying)
        } else if left == 0 {
            code = .limitReached
        } else if reward.stock == 0 {
            code = .outOfStock
        } else if standing.available < reward.cost {
            code = .insufficientPoints
            missing = reward.cost - standing.available
        }
        writer.object("me") { writer in
            writer.member("can", code == nil)
            writer.member("code", orNull: code?.rawValue)
            writer.member("missing", orNull: missing)
            writer.member("left", orNull: left)
            // Who will be asked for one piece.
            writer.member("approval", member.flatMap { reward.authority(over: reward.cost, for: $0, under: company, at: now) }?.rawValue ?? "none")
        }
    }
}

extension Reward {
    static let keys: Set<String> = ["id", "title", "text", "kind", "cost", "tier", "stock", "limit", "from", "until", "archived", "picture"]

    /// From the body of a call; what is left out of a change stays as it is in `known`.
    init(_ body: JSONObject, id: String, known: Reward?, _ calendar: CompanyCalendar) throws {
        guard let title = try body.localizedText("title") ?? known?.title else { throw Problem.malformed("title is a text", at: "/title") }
        guard let cost = try body.optionalInteger("cost") ?? known?.cost else { throw Problem.malformed("cost is a whole number", at: "/cost") }
        func kept<Value>(_ key: String, _ old: Value?, _ read: () throws -> Value?) rethrows -> Value? { body[key] == nil ? old : try read() }
        self.init(
            id: id, title: title, text: try kept("text", known?.text) { try body.localizedText("text", upTo: 4_000) },
            kind: try body.word("kind") ?? known?.kind ?? .gift, cost: cost,
            tier: try kept("tier", known?.tier) { try body.optionalText("tier", upTo: 128) },
            stock: try kept("stock", known?.stock) { try body.optionalInteger("stock") },
            limit: try kept("limit", known?.limit) { try Limit(body["limit"]) },
            from: try kept("from", known?.from) { try body.moment("from", calendar) },
            until: try kept("until", known?.until) { try body.moment("until", calendar) },
            isArchived: try body.flag("archived", default: known?.isArchived ?? false),
            picture: try kept("picture", known?.picture) { try Self.picture(body) })
    }

    /// A path on this server, or the name of a symbol.
    private static func picture(_ body: JSONObject) throws -> String? {
        guard let picture = try body.optionalText("picture") else { return nil }
        let isOurs = picture.first != "/" || !picture.hasPrefix("//")
        guard isOurs, !picture.contains(":"), !picture.contains("..") else { throw Problem.malformed("a path on this server, or the name of a symbol", at: "/picture") }
        return picture
    }
}

extension Reward.Limit {
    fileprivate init?(_ value: JSONValue?) throws {
        guard let value, !value.isNull else { return nil }
        guard let object = value.object, let count = object["count"]?.int64, let window = object["window"]?.string.flatMap(Window.init), window != .event else {
            throw Problem.malformed("a limit is {count, window}", at: "/limit")
        }
        self.init(count: count, window: window)
    }
}
