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
        look(window, reveal: reveal, ties: .dense, viewer: viewer, row: row).state
    }

    /// The same, with the values that it depends on.
    package func look(_ window: BoardWindow, reveal: Reveal, ties: TiePolicy, viewer: BoardViewer, row: (Standing) -> BoardRow) -> WindowLook {
        if reveal == .quiet, !viewer.seesAll { return wayToNext(viewer.entrant, ties, row: row) }
        let own = viewer.entrant.flatMap { position(of: $0) }
        let lines = switch window {
        case .page(let offset, let limit): page(offset: offset, limit: limit)
        case .around(let entrant, let radius): around(entrant, radius: radius)
        }
        let seen = lines.filter { reveal.allows(place: $0.place, ownPlace: own.map { $0 + 1 }, seesAll: viewer.seesAll) }
        // What is hidden depends on the viewer's own place too.
        let ownValue = reveal == .all || viewer.seesAll ? nil : own.flatMap { page(offset: $0, limit: 1).first?.value }
        return WindowLook(state: WindowState(rows: seen.map(row), total: count), span: span(window, lines, ties, own: ownValue))
    }

    private func span(_ window: BoardWindow, _ lines: [Standing], _ ties: TiePolicy, own: BoardValue?) -> ValueSpan? {
        guard let first = lines.first?.value, let last = lines.last?.value else { return nil }
        let lower = own.map { min($0, last) } ?? last
        switch window {
        // The first rows change with all that is above them; fewer than asked for with everything.
        case .page(_, let limit): return ValueSpan(lower: lines.count < limit ? nil : lower, upper: nil)
        // A dense rank counts the values above.
        case .around: return ValueSpan(lower: lower, upper: ties == .dense ? nil : own.map { max($0, first) } ?? first)
        }
    }

    private func wayToNext(_ entrant: Int32?, _ ties: TiePolicy, row: (Standing) -> BoardRow) -> WindowLook {
        guard let entrant, let line = around(entrant, radius: 0).first else { return WindowLook(state: WindowState(total: count), span: nil) }
        let next = next(ahead: entrant)
        let state = WindowState(rows: [row(line)], total: count, next: next.map { NextPlace(rank: $0.rank, value: $0.value) })
        return WindowLook(state: state, span: ValueSpan(lower: line.value, upper: ties == .dense ? nil : next?.value ?? line.value))
    }
}
