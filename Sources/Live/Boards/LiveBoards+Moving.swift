import Boards
import Periods

/// What changes the boards: commits, fills, and the calendar.
extension LiveBoards {
    /// The boards on which something moved, and the teams whose part of one did; and how.
    package typealias DirtyParts = [PartKey: DirtyRanges]

    /// Applies a commit. O(boards touched · log n).
    package mutating func apply(_ commit: BoardCommit) -> DirtyParts {
        var touched: DirtyParts = [:]
        if !commit.teams.isEmpty { setTeams(commit.teams, at: commit.at, &touched) }
        for (number, row) in commit.members { setMember(row, number, at: commit.at, &touched) }
        for change in commit.admissions { setAdmission(change, at: commit.at, &touched) }
        if !commit.customers.isEmpty { setCustomers(commit.customers, at: commit.at, &touched) }
        for moves in commit.moves { apply(moves.moves, on: moves.board, &touched) }
        for (key, phase) in commit.phases where boards[key] != nil {
            boards[key]?.move(to: phase)
            boards[key]?.note(at: commit.at)
            touched[PartKey(key, team: nil)] = .wholly
            if !isCurrent(key) { keepEarlier(key) }
        }
        return touched
    }

    /// Puts a board in place that was read. Moves that came meanwhile come on top. Nil where there were too many of them: it
    /// has to be read again. O(n log n).
    package mutating func install(_ fill: BoardFill) -> DirtyParts? {
        let waiting = reading.removeValue(forKey: fill.board)
        if waiting?.tooMany == true { return nil }
        guard let definition = definition(fill.board.board) else { return [:] }
        let known = self, name = { (entrant: Int32) in known.roster.collation(entrant, definition.entrants) }
        let isAway = { (entrant: Int32) in known.isAway(entrant, definition) }
        boards[fill.board] = Board(definition, fill, name: name, isAway: isAway)
        keepRanks(of: fill, definition, name: name, isAway: isAway)
        for key in Array(parts.keys) where key.board == fill.board { parts[key] = nil }
        var touched: DirtyParts = [PartKey(fill.board, team: nil): .wholly]
        apply((waiting?.moves ?? []).filter { $0.command > fill.through }, on: fill.board, &touched)
        if !isCurrent(fill.board) { keepEarlier(fill.board) }
        return touched
    }

    /// Notes that a board is about to be read: until its fill comes it is not in memory, and its moves are kept. To be called
    /// before the reader takes its snapshot.
    package mutating func expect(_ key: BoardKey) {
        boards[key] = nil
        reading[key] = Waiting()
    }

    /// Gives up a board that could not be read.
    package mutating func giveUp(_ key: BoardKey) { reading[key] = nil }

    /// Opens the boards of the periods that run at `now`; answers the kinds of periods that turned. O(kinds + definitions).
    package mutating func turn(at now: Instant) -> Set<PeriodKind> {
        var turned: Set<PeriodKind> = []
        for kind in PeriodKind.allCases {
            let period = calendar.period(kind, containing: now)
            // A clock that goes back leaves the boards where they are.
            if let running = current[kind], period.start <= running.start { continue }
            open(period)
            turned.insert(kind)
        }
        if turned.contains(.day) { keepRanks(turned: turned) }
        return turned
    }

    private mutating func open(_ period: Period) {
        let before = current.updateValue(period, forKey: period.kind)
        for entry in entries.values where entry.definition.period == period.kind {
            let own = running(entry.definition) ?? period, key = BoardKey(board: entry.definition.id, period: own.key)
            guard boards[key] == nil else { continue }
            let old = before.flatMap { boards[BoardKey(board: entry.definition.id, period: $0.key)] }
            let at = own.start.milliseconds
            boards[key] = old?.following(period: own.key, at: at)
                ?? Board(entry.definition, period: own.key, phase: .open, kind: entry.kind, at: at)
            if let old { keepEarlier(old.key) }
        }
    }

    /// Applies moves of one board, in their order.
    private mutating func apply(_ moves: [BoardMove], on key: BoardKey, _ touched: inout DirtyParts) {
        if reading[key]?.add(moves) != nil { return }
        // Out of the dictionary while it changes, so that no copy of it is made.
        guard !moves.isEmpty, let definition = definition(key.board), var board = boards.removeValue(forKey: key) else { return }
        let whole = PartKey(key, team: nil), follows = definition.entrants == .members && !parts.isEmpty
        var ranges = touched[whole] ?? .nowhere, hasMoved = false
        for move in moves {
            // Somebody who left before the board was read, and had nothing on it then, is not on it by a late activity either.
            if isAway(move.entrant, definition) { _ = board.leave(move.entrant) }
            let before = board.index.value(of: move.entrant)
            guard board.apply(move, name: { roster.collation($0, definition.entrants) }) else { continue }
            let after = board.index.value(of: move.entrant)
            let between = before.flatMap { before in after.map { min(before, $0)...max(before, $0) } }
            ranges.add(between)
            hasMoved = true
            if follows { follow(move.entrant, on: board, between, &touched) }
        }
        boards[key] = board
        if hasMoved { touched[whole] = ranges }
    }

    /// Makes the parts for the member's teams what the board is, after a move between two values; nil: anything else.
    private mutating func follow(_ member: Int32, on board: Board, _ between: ClosedRange<BoardValue>?, _ touched: inout DirtyParts) {
        guard !parts.isEmpty, let team = roster.member(member)?.team else { return }
        for team in roster.tree.path(from: team) {
            let part = PartKey(board.key, team: team), count = parts[part]?.count
            guard parts[part]?.follow(member, on: board) ?? false else { continue }
            touched[part, default: .nowhere].add(parts[part]?.count == count ? between : nil)
        }
    }

    /// O(boards · log n), and nothing for a row that stays as it was. The boards are gone through in lists of their own: going through
    /// the dictionaries themselves would keep them shared, and each change would copy a board.
    private mutating func setMember(_ row: MemberRow, _ number: Int32, at: Int64, _ touched: inout DirtyParts) {
        let old = roster.set(row, at: number)
        guard old != row else { return }
        let hasMoved = old?.team != row.team
        if hasMoved, let team = old?.team {
            for key in Array(parts.keys) where roster.tree.isInside(team, key.team ?? -1) {
                if parts[key]?.drop(number) ?? false { touched[key] = .wholly }
            }
        }
        for key in Array(boards.keys) {
            guard let definition = definition(key.board), definition.entrants == .members else { continue }
            let isOther = isAway(number, definition) ? boards[key]?.leave(number) : boards[key]?.comeBack(number, name: row.collation)
            boards[key]?.rename(number, to: row.collation)
            let value = boards[key]?.index.value(of: number)
            guard isOther == true || value != nil else { continue }
            boards[key]?.note(at: at)
            // Only those who see the row see another name or team.
            let span = isOther == true ? nil : value.map { $0...$0 }
            touched[PartKey(key, team: nil), default: .nowhere].add(span)
            if let board = boards[key] { follow(number, on: board, span, &touched) }
            for team in row.team.map({ roster.tree.path(from: $0) }) ?? [] {
                touched[PartKey(key, team: team), default: .nowhere].add(hasMoved ? nil : span)
            }
        }
    }

    /// Takes an entrant off the open boards of a definition that is no longer for them, or puts them back. O(boards of it · log n).
    private mutating func setAdmission(_ change: AdmissionChange, at: Int64, _ touched: inout DirtyParts) {
        guard let definition = definition(change.board) else { return }
        if change.isAdmitted { excluded[change.board]?.remove(change.entrant) } else { excluded[change.board, default: []].insert(change.entrant) }
        let name = roster.collation(change.entrant, definition.entrants)
        for key in Array(boards.keys) where key.board == change.board {
            let isOther = isAway(change.entrant, definition) ? boards[key]?.leave(change.entrant) : boards[key]?.comeBack(change.entrant, name: name)
            guard isOther == true, let board = boards[key] else { continue }
            boards[key]?.note(at: at)
            touched[PartKey(key, team: nil)] = .wholly
            if definition.entrants == .members { follow(change.entrant, on: board, nil, &touched) }
        }
    }

    /// O(customers · boards of customers).
    private mutating func setCustomers(_ rows: [(number: Int32, row: CustomerRow)], at: Int64, _ touched: inout DirtyParts) {
        for (number, row) in rows { roster.set(row, at: number) }
        for key in Array(boards.keys) where definition(key.board)?.entrants == .customers {
            for (number, row) in rows where boards[key]?.index.value(of: number) != nil {
                boards[key]?.rename(number, to: row.collation)
                boards[key]?.note(at: at)
                touched[PartKey(key, team: nil)] = .wholly
            }
        }
    }

    private mutating func setTeams(_ rows: [(number: Int32, row: TeamRow)], at: Int64, _ touched: inout DirtyParts) {
        let moved = roster.set(rows)
        for key in Array(boards.keys) {
            touched[PartKey(key, team: nil)] = .wholly
            boards[key]?.note(at: at)
            guard definition(key.board)?.entrants == .teams else { continue }
            for (number, row) in rows { boards[key]?.rename(number, to: row.collation) }
        }
        for key in parts.keys { touched[key] = .wholly }
        if moved { parts = [:] }
    }
}
