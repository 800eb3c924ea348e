/// Which lines of a board somebody asks for.
package enum BoardWindow: Hashable, Sendable {
    /// `limit` lines from the `offset`th on; a feed's `top` begins at 0.
    case page(offset: Int, limit: Int)
    /// An entrant between `radius` neighbours on each side.
    case around(Int32, radius: Int)

    package static func top(_ limit: Int) -> BoardWindow { .page(offset: 0, limit: limit) }
}

/// What a window shows: its lines in order, how many stand on the board, and the next place where the board is quiet.
package struct WindowState: Sendable, Hashable {
    package var rows: [BoardRow]
    package var total: Int
    package var next: NextPlace?

    package init(rows: [BoardRow] = [], total: Int = 0, next: NextPlace? = nil) {
        self.rows = rows
        self.total = total
        self.next = next
    }
}

extension Standings {
    /// What a viewer sees of a window, by the rule of `reveal`: a pure function of the standings and its arguments. `row`
    /// writes out a line. O(log n + rows).
    package func window(_ window: BoardWindow, reveal: Reveal, viewer: BoardViewer, row: (Standing) -> BoardRow) -> WindowState {
        let own = viewer.entrant.flatMap { position(of: $0) }
        if reveal == .quiet, !viewer.seesAll { return wayToNext(viewer.entrant, row: row) }
        let lines = switch window {
        case .page(let offset, let limit): page(offset: offset, limit: limit)
        case .around(let entrant, let radius): around(entrant, radius: radius)
        }
        let seen = lines.filter { reveal.allows(place: $0.place, ownPlace: own.map { $0 + 1 }, seesAll: viewer.seesAll) }
        return WindowState(rows: seen.map(row), total: count)
    }

    private func wayToNext(_ entrant: Int32?, row: (Standing) -> BoardRow) -> WindowState {
        guard let entrant, let line = around(entrant, radius: 0).first else { return WindowState(total: count) }
        return WindowState(rows: [row(line)], total: count, next: next(ahead: entrant).map { NextPlace(rank: $0.rank, value: $0.value) })
    }
}
