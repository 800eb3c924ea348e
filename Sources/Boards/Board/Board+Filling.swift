extension Board {
    /// A board filled at once: the same as moving every entrant in the order of the commands. O(n log n).
    package init(_ definition: BoardDefinition, _ fill: BoardFill, name: (Int32) -> UInt64, isAway: (Int32) -> Bool) {
        self.init(definition, period: fill.board.period, phase: fill.phase, kind: fill.kind, at: fill.at)
        var entries: [StandingIndex.Entry] = []
        entries.reserveCapacity(fill.lines.count)
        for line in fill.lines {
            bases[line.entrant] = line.basis
            if formula != .amount { amounts[line.entrant] = line.amount }
            if isQuotient { reached[line.entrant] = line.command }
            let value = formula.value(line.amount, basis: line.basis)
            if phase != .locked, isAway(line.entrant) {
                away[line.entrant] = (value, line.command)
            } else if let value, definition.stands(value) {
                entries.append(.init(entrant: line.entrant, value: value, reachedBy: line.command, name: name(line.entrant)))
            }
        }
        index = StandingIndex(of: index.kind, ties: definition.ties, entries: entries)
    }

    /// The empty board of the period after this one. Where it measures growth, what everyone has here is what they will be
    /// measured by. O(entrants of a growth board), else O(1).
    package func following(period: String, at: Int64) -> Board {
        var next = Board(definition, period: period, phase: .open, kind: kind, at: at)
        if formula == .growth { next.bases = amounts }
        for (entrant, _) in away { next.away[entrant] = (nil, 0) }
        return next
    }
}
