/// A form of `appraisals.yaml`.
package struct Form: Sendable {
    package struct Item: Sendable {
        let id: String
        let weight: Exact
        /// Nil where it is rated.
        let measure: (expression: String, full: Exact, most: Exact)?
        let rated: (scale: Exact, by: String)?
    }

    package let id: String
    let kind: PeriodKind
    let who: String?
    let items: [Item]
    let grades: [(from: Exact, id: String)]
    /// With the signature, which always follows.
    let turns: [String]
    let due: Span

    init?(reading tree: Tree) {
        guard let id = tree["id"]?.text, let kind = tree["period"]?.text.flatMap({ PeriodKind(rawValue: $0) }), let due = Span(tree["due"]?.text ?? "P10D") else { return nil }
        self.id = id
        self.kind = kind
        self.due = due
        who = tree["who"]?.text
        items = (tree["items"]?.items ?? []).map { item in
            func number(_ key: String) -> Exact? { item[key]?.text.flatMap { Exact($0) } }
            let measure = item["measure"]?.text.map { ($0, number("full") ?? .one, number("most") ?? .one) }
            let rated = item["rated"].map { ($0["scale"]?.text.flatMap { Exact($0) } ?? Exact(5), $0["by"]?.text ?? "manager") }
            return Item(id: item["id"]?.text ?? "", weight: number("weight") ?? .zero, measure: measure, rated: rated)
        }
        grades = (tree["grades"]?.items ?? []).map { ($0["from"]?.text.flatMap { Exact($0) } ?? .zero, $0["id"]?.text ?? "") }
        turns = (tree["steps"]?.texts ?? ["self", "manager", "director"]) + ["sign"]
    }
}

/// "A sheet keeps all that it was opened with".
package struct Sheet: Sendable {
    package let id: String
    package let member: String
    let form: Form
    let opened: Instant
    /// What each item is worth, exactly; nil as long as it is not rated.
    var worth: [Exact?]
    var log: [(state: String, turn: String, by: String, at: Instant)] = []

    package var state: String { log.last?.state ?? "open" }

    /// "The score is the sum of the items, rounded half-up to one decimal at the end"; in tenths.
    package var score: Int? {
        let known = worth.compactMap { $0 }
        return known.count == worth.count ? Sheet.tenths(known.reduce(.zero, +)) : nil
    }

    package var scores: [Int?] { worth.map { $0.flatMap(Sheet.tenths) } }
    package var grade: String? { score.flatMap { score in form.grades.first { $0.from * Exact(10) <= Exact(score) }?.id } }

    private static func tenths(_ value: Exact) -> Int? { (value * Exact(10)).rounded(.halfUp) }

    /// Whose turn follows on a state.
    var turn: String {
        func first(from place: Int) -> String { form.turns.first { (Sheet.order.firstIndex(of: $0) ?? 9) >= place } ?? "sign" }
        switch state {
        case "open": return first(from: 0)
        case "self", "objected": return first(from: 1)
        case "assessed": return first(from: 2)
        default: return "sign"
        }
    }

    static let order = ["self", "manager", "director", "sign"]
}
