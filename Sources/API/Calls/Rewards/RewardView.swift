import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import RuleEngine

/// What a reward is to one reader: the reward itself, and what stands between the reader and it.
struct RewardView: Sendable {
    /// What must be known of the reader's points and of what was redeemed.
    struct Standing: Sendable {
        let wallet: Wallet
        let available: Points
        let qualifying: Points
        /// Pieces that the reader had in the reward's window, by reward.
        let had: [String: Int64]
        let wishes: Wishes
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
            writer.array("fields") { writer in for field in reward.fields { field.write(to: &writer) } }
            writer.member("redeemed", redeemed[reward.id] ?? 0)
            writer.member("etag", "\(reward.revision)")
            writeMine(reward, &writer)
        }
    }

    /// What stands between the reader and one piece, as the engine would refuse it; and what it would take and leave.
    private func writeMine(_ reward: Reward, _ writer: inout JSONWriter) {
        guard let standing else { return writer.member("me", JSONValue.null) }
        let wish = RewardWish(reward: reward, tiers: tiers, tier: tier, had: standing.had[reward.id] ?? 0, available: standing.available)
        let obstacle = wish.obstacle(at: now)
        writer.object("me") { writer in
            writer.member("can", obstacle == nil)
            writer.member("code", orNull: obstacle?.code.rawValue)
            writer.member("reason", orNull: obstacle?.word)
            writer.member("at", orNull: obstacle?.instant)
            writer.member("missing", orNull: obstacle?.missing(qualifying: standing.qualifying))
            writer.member("left", orNull: wish.left)
            // Who will be asked for one piece.
            writer.member("approval", member.flatMap { reward.authority(over: reward.cost, for: $0, under: company, at: now) }?.rawValue ?? "none")
            writer.array("takes") { writer in
                for part in obstacle == nil ? standing.wallet.payment(of: reward.cost, at: now) : [] {
                    writer.object { writer in
                        writer.member("points", part.points)
                        writer.member("at", orNull: part.expires)
                    }
                }
            }
            writer.member("wish", orNull: standing.wishes[reward.id]?.since)
            writer.member("after", orNull: obstacle == nil ? standing.available - reward.cost : nil)
        }
    }
}

extension RewardObstacle {
    static let words = ["archived", "not-yet", "over", "tier", "limit", "stock", "points"]

    fileprivate var word: String {
        switch self {
        case .archived: "archived"
        case .notYet: "not-yet"
        case .over: "over"
        case .tierTooLow: "tier"
        case .limitReached: "limit"
        case .outOfStock: "stock"
        case .insufficientPoints: "points"
        }
    }

    /// From when on, or until when it was.
    fileprivate var instant: Instant? {
        switch self {
        case .notYet(let instant), .over(let instant): instant
        case .archived, .tierTooLow, .limitReached, .outOfStock, .insufficientPoints: nil
        }
    }

    /// Points that are missing: to the tier, or to the cost.
    fileprivate func missing(qualifying: Points) -> Points? {
        switch self {
        case .tierTooLow(let tier): max(0, tier.threshold - qualifying)
        case .insufficientPoints(let missing): missing
        case .archived, .notYet, .over, .limitReached, .outOfStock: nil
        }
    }
}

extension Reward {
    /// From the body of a call; what is left out of a change stays as it is in `known`.
    init(_ body: JSONObject, id: String, known: Reward?, _ calendar: CompanyCalendar) throws {
        guard let title = try body.localizedText("title") ?? known?.title else { throw Problem.malformed("title is a text", at: "/title") }
        guard let cost = try body.optionalInteger("cost") ?? known?.cost else { throw Problem.malformed("cost is a whole number", at: "/cost") }
        func kept<Value>(_ key: String, _ old: Value?, _ read: () throws -> Value?) rethrows -> Value? { body[key] == nil ? old : try read() }
        self.init(
            id: id, title: title, kind: try body.word("kind") ?? known?.kind ?? .gift, cost: cost,
            tier: try kept("tier", known?.tier) { try body.optionalText("tier", upTo: 128) },
            stock: try kept("stock", known?.stock) { try body.optionalInteger("stock") },
            limit: try kept("limit", known?.limit) { try Limit(body["limit"]) })
        text = try kept("text", known?.text) { try body.localizedText("text", upTo: 4_000) }
        from = try kept("from", known?.from) { try body.moment("from", calendar) }
        until = try kept("until", known?.until) { try body.moment("until", calendar) }
        isArchived = try body.flag("archived", default: known?.isArchived ?? false)
        picture = try kept("picture", known?.picture) { try Self.picture(body) }
        fields = body["fields"] == nil ? known?.fields ?? [] : try RewardField.list(body["fields"])
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
