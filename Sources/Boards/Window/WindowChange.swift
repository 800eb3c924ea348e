/// What turns one state of a window into the next. Snapshot + changes = snapshot, always (boards.md).
package struct WindowChange: Sendable, Hashable {
    package struct Row: Sendable, Hashable {
        package var row: BoardRow
        /// The rank before, only where it was another one.
        package var was: Int?

        package init(row: BoardRow, was: Int?) {
            self.row = row
            self.was = was
        }
    }

    /// Every line that is new in the window, or whose value, rank, name, team or place among equals is another; all of them
    /// when a day begins, with which their rank before is another.
    package var rows: [Row]
    /// The ids of the lines that left the window.
    package var gone: [String]
    package var total: Int
    package var next: NextPlace?

    /// Nil where both states are the same. O(rows).
    package init?(from old: WindowState, to new: WindowState) {
        guard old != new else { return nil }
        let before = Dictionary(old.rows.map { ($0.entrant, $0) }) { first, _ in first }
        let after = Set(new.rows.map(\.entrant))
        rows = new.rows.compactMap { row in
            guard let was = before[row.entrant] else { return Row(row: row, was: nil) }
            return was == row ? nil : Row(row: row, was: was.rank == row.rank ? nil : was.rank)
        }
        gone = old.rows.filter { !after.contains($0.entrant) }.map(\.id)
        total = new.total
        next = new.next
    }

    /// What a client does with a change: drops what is gone, puts the rows in place of those with their ids, and lists by place.
    package func applied(to state: WindowState) -> WindowState {
        let replaced = Set(rows.map(\.row.id)).union(gone)
        let rows = state.rows.filter { !replaced.contains($0.id) } + rows.map(\.row)
        return WindowState(rows: rows.sorted { $0.place < $1.place }, total: total, next: next)
    }
}
