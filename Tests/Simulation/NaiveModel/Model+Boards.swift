/// Boards are computed anew from the marks each time.
package struct BoardRow: Sendable, Equatable {
    package let entrant: String
    package let value: Exact
    package let rank: Int
    package let reached: Int
}

extension Model {
    func board(_ id: String) -> BoardRule? { company.boards.first { $0.id == id } }

    /// The instant from which a board of this period is an archived record; nil for periods that never lock.
    func lock(of period: Period) -> Instant? {
        // "periods that ended at or before `live_since` are history"
        guard period.end != .max, period.end > liveSince else { return nil }
        return calendar.end(of: company.lockAfter, fromBoundary: period.end)
    }

    /// The rows of a board in order of rank, as they stand now, or as they stood at the lock.
    package func rows(_ board: BoardRule, period key: String) -> [BoardRow] {
        let own = marks.filter { $0.periods[board.period]?.key == key }
        guard let period = own.first?.periods[board.period] else { return [] }
        // "What arrives at the instant of a lock is too late."
        let lock = lock(of: period)
        let counted = own.filter { mark in lock.map { mark.recorded < $0 } ?? true }
        let closing = lock.map { min($0, now) } ?? now
        let isArchived = lock.map { $0 <= now } ?? false
        var standing: [(entrant: String, value: Exact, reached: Int)] = []
        for entrant in entrants(of: board) {
            // "Leavers … leave open boards at once, archived ones never."
            if !board.isOfTeams, let person = member(entrant), hasGone(person, by: closing, isArchived) { continue }
            let mine = counted.filter { board.isOfTeams ? isTeam($0.team, inside: entrant) : $0.member == entrant }
            guard let (value, reached) = follow(board, mine, entrant, period), value != .zero else { continue }
            if let minimum = board.minimum, value < minimum { continue }
            standing.append((entrant, value, reached))
        }
        return rank(standing, board.ties)
    }

    private func hasGone(_ member: Member, by closing: Instant, _ isArchived: Bool) -> Bool {
        guard let known = member.leftKnown, member.hasLeft(by: closing) else { return false }
        return isArchived ? known < closing : true
    }

    private func entrants(of board: BoardRule) -> [String] { board.isOfTeams ? company.teams.keys.sorted() : members.map(\.id) }

    /// "'Reached' is the number of the command that last changed the value".
    private func follow(_ board: BoardRule, _ marks: [Mark], _ entrant: String, _ period: Period) -> (Exact, Int)? {
        var value = Exact.zero
        var reached = 0
        for command in Set(marks.map(\.command)).sorted() {
            let until = marks.filter { $0.command <= command }
            let after = total(board.value, until) / Exact(board.perHead ? max(1, heads(entrant, period)) : 1)
            if after != value { (value, reached) = (after, command) }
        }
        return (value, reached)
    }

    private func total(_ name: String, _ marks: [Mark]) -> Exact {
        if let metric = company.metrics.first(where: { $0.name == name }), case .ratio(let above, let below) = metric.kind {
            let bottom = total(below, marks)
            return bottom == .zero ? .zero : total(above, marks) / bottom
        }
        return marks.reduce(Exact.zero) { sum, mark in
            switch mark.kind {
            case .points: name == "points" ? sum + mark.value : sum
            case .metric(let metric): metric == name ? sum + mark.value : sum
            }
        }
    }

    /// "heads are members who were in the team for at least one day of the period"
    private func heads(_ team: String, _ period: Period) -> Int {
        members.filter { member in
            let until = min(period.end, member.left ?? .max)
            let inside = member.moves.filter { $0.at > period.start && $0.at < until }.map(\.team) + (period.start < until ? [member.team(at: period.start)] : [])
            return inside.contains { isTeam($0, inside: team) }
        }.count
    }

    /// `competition` (1, 1, 3, 4), `dense` (1, 1, 2, 3), or `first`, where only "those who reached it by the same command share the rank".
    private func rank(_ standing: [(entrant: String, value: Exact, reached: Int)], _ ties: String) -> [BoardRow] {
        let sorted = standing.sorted { a, b in
            if a.value != b.value { return a.value > b.value }
            return (a.reached, a.entrant) < (b.reached, b.entrant)
        }
        var rows: [BoardRow] = []
        for (place, entry) in sorted.enumerated() {
            var rank = place + 1
            if let above = rows.last {
                let isTied = above.value == entry.value && (ties != "first" || above.reached == entry.reached)
                if isTied { rank = above.rank } else if ties == "dense" { rank = above.rank + 1 }
            }
            rows.append(BoardRow(entrant: entry.entrant, value: entry.value, rank: rank, reached: entry.reached))
        }
        return rows
    }

    // MARK: Locks and honours

    /// The periods of boards with honours that hold something and have not been locked yet.
    func pendingLocks() -> [(board: BoardRule, period: Period, lock: Instant)] {
        var found: [(BoardRule, Period, Instant)] = []
        for board in company.boards where !board.honours.isEmpty {
            for period in Set(marks.compactMap { $0.periods[board.period] }) {
                guard let lock = lock(of: period), !lockedBoards.contains("\(board.id) \(period.key)") else { continue }
                // What arrives after the lock opens no period again.
                if marks.contains(where: { $0.periods[board.period] == period && $0.recorded < lock }) { found.append((board, period, lock)) }
            }
        }
        return found
    }

    mutating func lockPeriods(at instant: Instant) {
        for (board, period, lock) in pendingLocks() where lock <= instant {
            lockedBoards.insert("\(board.id) \(period.key)")
            honour(board, period)
        }
    }

    /// "Tied places share the prizes of the places they occupy (in `dense` one place); fractions are dropped; all tied get the
    /// title; boards of teams give titles only."
    private mutating func honour(_ board: BoardRule, _ period: Period) {
        let rows = rows(board, period: period.key)
        for rank in Set(rows.map(\.rank)).sorted() {
            let tied = rows.filter { $0.rank == rank }
            let places = board.ties == "dense" ? rank..<(rank + 1) : rank..<(rank + tied.count)
            let prize = board.honours.filter { places.contains($0.rank) }.reduce(0) { $0 + $1.points } / tied.count
            let title = board.honours.first { $0.rank == rank }?.title
            for row in tied where prize > 0 || title != nil {
                honours.append(Honour(board: board.id, period: period.key, member: row.entrant, title: title, points: board.isOfTeams ? 0 : prize, command: command))
                guard !board.isOfTeams, prize > 0 else { continue }
                enter(row.entrant, "bonus", prize)
                openLot(row.entrant, prize, maturesAt: nil, expiresAt: nil)
            }
        }
    }
}
