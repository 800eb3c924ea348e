extension Board {
    /// A board filled at once: the same as moving every entrant in the order of the commands. O(n log n).
    package init(_ definition: BoardDefinition, _ fill: BoardFill, tree: TeamTree, name: (Int32) -> UInt64, isAway: (Int32) -> Bool) {
        self.init(definition, period: fill.board.period, phase: fill.phase, kind: fill.kind, tree: tree, at: fill.at)
        var reached: [Int32: UInt64] = [:]
        for line in fill.lines {
            bases[line.entrant] = line.basis
            if teams == nil, formula != .amount { amounts[line.entrant] = line.amount }
            for team in teams?.set(line.amount, of: line.entrant) ?? [] { reached[team] = max(reached[team] ?? 0, line.command) }
        }
        let candidates = teams == nil
            ? fill.lines.map { ($0.entrant, $0.amount, $0.command) }
            : reached.map { ($0.key, teams?.total(of: $0.key) ?? .nothing(kind), $0.value) }
        var entries: [StandingIndex.Entry] = []
        entries.reserveCapacity(candidates.count)
        for (entrant, amount, command) in candidates {
            let value = formula.value(amount, basis: bases[entrant])
            if phase != .locked, teams == nil, isAway(entrant) {
                away[entrant] = (value, command)
            } else if let value, definition.stands(value) {
                entries.append(.init(entrant: entrant, value: value, reachedBy: command, name: name(entrant)))
            }
        }
        index = StandingIndex(of: index.kind, ties: definition.ties, entries: entries)
    }

    /// The empty board of the period after this one. Where it measures growth, what everyone has here is what they will be
    /// measured by. O(entrants of a growth board), else O(1).
    package func following(period: String, at: Int64) -> Board {
        var next = Board(definition, period: period, phase: .open, kind: kind, tree: teams?.tree ?? .empty, at: at)
        if formula == .growth { next.bases = teams?.all ?? amounts }
        for (entrant, _) in away { next.away[entrant] = (nil, 0) }
        return next
    }

    /// The same board under another tree of teams. O(teams · log teams).
    package func moved(to tree: TeamTree, name: (Int32) -> UInt64) -> Board {
        guard let teams, phase != .locked else { return self }
        var board = self
        board.teams = teams.moved(to: tree)
        for team in 0..<Int32(max(tree.count, teams.tree.count)) {
            let value = formula.value(board.teams?.total(of: team) ?? .nothing(kind), basis: bases[team])
            _ = board.stand(team, value, by: index.reachedBy(of: team) ?? 0, name: name(team))
        }
        return board
    }
}
