/// A field that somebody gives otherwise than it is recorded.
package struct FieldDifference: Hashable, Sendable {
    /// As a JSON pointer: `/name`, `/data/amount`.
    package let pointer: String
    private let recorded: String?
    private let given: String?

    /// Nil: nothing.
    package init(_ pointer: String, recorded: String?, given: String?) {
        self.pointer = pointer
        self.recorded = recorded
        self.given = given
    }

    /// `"Li Na" is recorded, and this says "Lina"`
    package var words: String { "\(Self.shown(recorded)) is recorded, and this says \(Self.shown(given))" }

    private static func shown(_ value: String?) -> String { value.map { "\"\($0.count > 80 ? $0.prefix(80) + "…" : $0)\"" } ?? "nothing" }
}

extension Refusal {
    /// The same identity stands for something else already. Names every field, the first one as the field at fault.
    package init(conflictOver differences: [FieldDifference]) {
        let rest = differences.dropFirst().map { difference in
            (Refusal.field(ofPointer: difference.pointer).map { "\($0): " } ?? "") + difference.words
        }
        self.init(.conflict, at: differences.first?.pointer ?? "/id", differences.first.map { ([$0.words] + rest).joined(separator: "; ") })
    }
}
