/// Something that is not as the engine left it.
package struct Finding: Hashable, Sendable, CustomStringConvertible {
    /// Where: a seal, a row, a table.
    package let place: String
    package let text: String

    package init(_ place: String, _ text: String) {
        self.place = place
        self.text = text
    }

    package var description: String { "\(place): \(text)" }
}

/// What a verification found. Nothing: the database is as the engine left it.
package struct VerificationReport: Sendable {
    /// At most `limit` of them; a damaged file could give one for each row.
    package private(set) var findings: [Finding] = []
    /// The head that the seals lead to, as far as they hold.
    package internal(set) var head = Head.none
    /// Whether the head asked for was found among the seals; nil where none was.
    package internal(set) var continuesHead: Bool?

    /// Why not everything was decided again; nil: everything was, or nothing was asked to be.
    package internal(set) var obstacle: String?

    package static let limit = 1_000

    package init() {}

    /// A report on what cannot even be opened.
    package init(of finding: Finding) { add(finding.place, finding.text) }

    package var isSound: Bool { findings.isEmpty && continuesHead != false }

    mutating func add(_ place: String, _ text: String) {
        if findings.count < Self.limit { findings.append(Finding(place, text)) }
    }
}
