import Identity
import Periods
import PointsEngine

/// `tiers.yaml`: a list; tiers are ordered by threshold (points.md, "Tiers, rewards, redemptions").
package enum TiersFile {
    package static func tiers(_ reader: YAMLReader) throws -> [Found<Tier>] {
        let tiers = try reader.list(upTo: 20) { Found(try tier($0), $0) }
        try check(tiers)
        return tiers.sorted { $0.value.threshold < $1.value.threshold }
    }

    /// One tier, as the API takes it too.
    package static func tier(_ reader: YAMLReader) throws -> Tier {
        let map = try reader.mapping(expected: "a tier: id, threshold, window …")
        let id = map.required("id") { try $0.name() }
        let title = map.optional("title") { try $0.localizedText() }
        let benefits = map.optional("benefits") { try $0.localizedText() }
        let threshold = map.required("threshold") { try $0.points() }
        let window = map.required("window") { try $0.word(Tier.Window.self) }
        let grace = map.optional("grace", default: .zero) { try $0.duration() }
        let downgrade = map.optional("downgrade", default: .reassess) { try $0.word(Tier.Downgrade.self) }
        map.close()
        return Tier(
            id: try id(), title: try title() ?? LocalizedText(try id()), benefits: try benefits(), threshold: try threshold(),
            window: try window(), grace: try grace(), downgrade: try downgrade())
    }

    private static func check(_ tiers: [Found<Tier>]) throws {
        var isSound = true
        for (index, tier) in tiers.enumerated() {
            for other in tiers[..<index] {
                if tier.value.window != other.value.window {
                    _ = tier.reader.at("window").failure(
                        "all tiers have one window", expected: "window: \(other.value.window.rawValue), as \"\(other.value.id)\" has")
                    isSound = false
                    break
                }
                if tier.value.threshold == other.value.threshold {
                    _ = tier.reader.at("threshold").failure(
                        "the threshold of \"\(tier.value.id)\" is that of \"\(other.value.id)\"", expected: "thresholds that order the tiers")
                    isSound = false
                }
            }
        }
        guard isSound else { throw Unreadable() }
    }
}
