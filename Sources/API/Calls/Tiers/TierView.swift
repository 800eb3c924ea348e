import Identity
import JSON
import Periods
import PointsEngine
import Projection

/// Tiers as managers and reps read them.
struct TierView: Sendable {
    private let tiers: [Tier]
    private let members: [String: Int]
    private let rewards: [String: Int]
    private let none: Int

    init(_ directory: Directory, at now: Instant) {
        tiers = directory.tiers
        let there = directory.members.values.filter { $0.isThere(at: now) }
        let held = there.compactMap { directory.standings[$0.id]?.tier }
        members = Dictionary(held.map { ($0, 1) }, uniquingKeysWith: +)
        none = there.count - held.count
        rewards = Dictionary(directory.rewards.values.filter { !$0.isArchived }.compactMap(\.tier).map { ($0, 1) }, uniquingKeysWith: +)
    }

    func writeAll(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.array("items") { writer in
                for tier in tiers { write(tier, to: &writer) }
            }
            writer.member("none", none)
            writer.member("next", JSONValue.null)
        }
    }

    func write(_ tier: Tier, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", tier.id)
            writer.member("title", tier.title.json)
            writer.member("threshold", tier.threshold)
            writer.member("window", tier.window.rawValue)
            writer.member("downgrade", tier.downgrade.rawValue)
            writer.member("grace", tier.grace.description)
            writer.member("benefits", orNull: tier.benefits)
            writer.member("rewards", rewards[tier.id] ?? 0)
            writer.member("members", members[tier.id] ?? 0)
            writer.member("etag", "\(tier.revision)")
        }
    }
}

extension Tier {
    /// From the body of a call; what is left out of a change stays as it is in `known`.
    init(_ body: JSONObject, id: String, known: Tier?) throws {
        let grace: CalendarDuration
        if let text = try body.optionalText("grace") {
            guard let duration = CalendarDuration(text) else { throw Problem.malformed("grace is an ISO 8601 duration such as P30D", at: "/grace") }
            grace = duration
        } else {
            grace = known?.grace ?? .zero
        }
        guard let title = try body.localizedText("title") ?? known?.title else { throw Problem.malformed("title is a text", at: "/title") }
        guard let threshold = try body.optionalInteger("threshold") ?? known?.threshold else { throw Problem.malformed("threshold is a whole number", at: "/threshold") }
        self.init(
            id: id, title: title, benefits: body["benefits"] == nil ? known?.benefits : try body.localizedText("benefits", upTo: 2_000),
            threshold: threshold, window: try body.word("window") ?? known?.window ?? .year, grace: grace,
            downgrade: try body.word("downgrade") ?? known?.downgrade ?? .reassess)
    }
}
