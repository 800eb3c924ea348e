/// What a board compares.
package enum BoardMeasure: Hashable, Sendable {
    /// Something that adds up over activities.
    package enum Quantity: Hashable, Sendable {
        case points
        case metric(String)
        /// Points by the rules of a campaign.
        case campaign(String)
    }

    case total(Quantity)
    /// The metric as a share of its target; who has no target does not stand.
    case attainment(metric: String)
    /// How much more than in the period before, as a share of that: (now − before) / before, so that it can be won from
    /// anywhere. Who had nothing before does not stand.
    case growth(of: Quantity)

    package static let points = BoardMeasure.total(.points)

    /// Reads `value` of a board and `of` beside it: `points`, the name of a metric, `attainment` of a metric, `growth` of
    /// points (when `of` is left out) or of a metric; `attainment(revenue)` is the same in one word. Nil for an attainment
    /// of nothing or of points, for a name that is no name, and for `of` where it says nothing.
    package init?(_ value: String, of: String? = nil) {
        if of == nil, value.hasSuffix(")"), let open = value.firstIndex(of: "(") {
            let inside = String(value[value.index(after: open)...].dropLast())
            guard ["attainment", "growth"].contains(String(value[..<open])) else { return nil }
            self.init(String(value[..<open]), of: inside)
            return
        }
        switch value {
        case "attainment":
            guard let of, of != "points", Self.isName(of) else { return nil }
            self = .attainment(metric: of)
        case "growth":
            guard of.map(Self.isName) ?? true else { return nil }
            self = .growth(of: of == nil || of == "points" ? .points : .metric(of ?? ""))
        default:
            guard of == nil, Self.isName(value) else { return nil }
            self = .total(value == "points" ? .points : .metric(value))
        }
    }

    /// The metric it reads, if any.
    package var metric: String? {
        switch self {
        case .total(.metric(let name)), .attainment(let name), .growth(.metric(let name)): name
        case .total(.points), .growth(.points), .total(.campaign), .growth(.campaign): nil
        }
    }

    private static func isName(_ text: String) -> Bool { !text.isEmpty && !text.contains { "() \t\n".contains($0) } }
}
