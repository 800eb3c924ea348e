import PointsEngine

/// What plain statistics find.
extension APIShapes {
    static let insights: [Entry] = [
        ("Finding", [
            "id": .text, "for": .words(Finding.Audience.self), "kind": .words(Finding.Kind.self), "member": .orNull("Named"),
            "facts": .map(fact), "rule": .map(fact), "dismissed": .orNull(["actor": .orNull("Named"), "at": .instant, "reason": .text]),
        ])
    ]

    /// A number, a word, or a text by language.
    private static let fact: Shape = .orNull(.either([.number, .text, .flag, .list(.text), "Text"]))
}
