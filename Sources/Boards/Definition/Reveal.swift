/// Who may see which rows (boards.md).
package enum Reveal: Hashable, Sendable {
    case all
    /// Everyone sees the first rows, and their own neighbourhood.
    case top(Int)
    /// Each rep sees only the way to the next place.
    case quiet

    /// How far one's own neighbourhood reaches to each side.
    package static let neighbourhood = 10

    /// Reads `all`, `quiet` or `top:20`.
    package init?(_ text: String) {
        switch text {
        case "all": self = .all
        case "quiet": self = .quiet
        default:
            guard text.hasPrefix("top:"), let count = Int(text.dropFirst(4)), count > 0 else { return nil }
            self = .top(count)
        }
    }

    /// Whether a viewer may see the row at a place; `ownPlace` is nil for who does not stand on the board.
    package func allows(place: Int, ownPlace: Int?, seesAll: Bool) -> Bool {
        if seesAll || place == ownPlace { return true }
        switch self {
        case .all: return true
        case .quiet: return false
        case .top(let count): return place <= count || ownPlace.map { abs($0 - place) <= Self.neighbourhood } ?? false
        }
    }
}

/// Who looks at a board.
package struct BoardViewer: Hashable, Sendable {
    /// The number of the viewer's own entrant: the member, or on a board of teams the team. Nil for who has none.
    package var entrant: Int32?
    /// Managers and above, and the wall, see what is hidden from reps.
    package var seesAll: Bool

    package init(entrant: Int32?, seesAll: Bool) {
        self.entrant = entrant
        self.seesAll = seesAll
    }
}
