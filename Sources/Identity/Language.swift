/// The languages that the server speaks.
package enum Language: String, CaseIterable, Sendable {
    case en
    case hans = "zh-Hans"
    case hant = "zh-Hant"

    /// The best of what a client accepts (RFC 9110, 12.5.4); English where nothing fits.
    package init(accepting header: String?) {
        var best: (language: Language, weight: Double)?
        for item in (header ?? "").split(separator: ",").prefix(20) {
            let parts = item.split(separator: ";").map { $0.drop { $0 == " " } }
            guard let tag = parts.first, let language = Language(tag: String(tag)) else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if weight > 0, best.map({ weight > $0.weight }) ?? true { best = (language, weight) }
        }
        self = best?.language ?? .en
    }

    /// A BCP 47 tag; Chinese is told apart by script, else by region.
    package init?(tag: String) {
        let parts = tag.lowercased().split(separator: "-")
        switch parts.first {
        case "en": self = .en
        case "zh":
            let isTraditional = parts.contains("hant") || (!parts.contains("hans") && !Set(["tw", "hk", "mo"]).isDisjoint(with: parts.map(String.init)))
            self = isTraditional ? .hant : .hans
        default: return nil
        }
    }
}
