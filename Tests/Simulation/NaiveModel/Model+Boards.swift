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
        if let span = board.span { return key == span.key || key == "current" ? rows(board, span) : [] }
        return period(named: key).map { rows(board, $0) } ?? []
    }

    package func rows(_ board: BoardRule, _ period: Period) -> [BoardRow] {
        // "What arrives at the instant of a lock is too late."
        let lock = lock(of: period)
        let closing = lock.map { min($0, now) } ?? now
        let isArchived = lock.map { $0 <= now } ?? false
        let counted = board.span == nil ? marks(of: period, before: lock) : counted(board, period, before: lock)
        let earlier = board.measure == .growth && board.period != .all ? marks(of: calendar.period(board.period, at: period.start - 1), before: lock) : []
        var standing: [(entrant: String, value: Exact, reached: Int)] = []
        for entrant in entrants(of: board, by: isArchived ? closing : .max) {
            // "Leavers … leave open boards at once, archived ones never."
            if board.isOfMembers, let person = member(entrant), hasGone(person, by: closing, isArchived) { continue }
            // "asked of each member as they are now, and frozen by the lock"
            if board.isOfMembers, let person = member(entrant), !isFor(board.admits, person, at: isArchived ? closing - 1 : closing) { continue }
            if let condition = board.condition, !isLetIn(entrant, condition, at: isArchived ? closing - 1 : closing) { continue }
            if board.isOfTeams, let admits = board.admits, !admits.contains(where: { isTeam(entrant, inside: $0) }) { continue }
            if board.isOfTeams, !isOfLevel(entrant, board) { continue }
            let isOwn: (Mark) -> Bool = { board.isOfCustomers ? $0.customer == entrant : board.isOfTeams ? isTeam($0.team, inside: entrant) : $0.member == entrant }
            guard let basis = basis(of: board, entrant, period, earlier.filter(isOwn), before: lock) else { continue }
            let (value, reached) = follow(board, counted.filter(isOwn), basis)
            if value == .zero { continue }
            if let minimum = board.minimum, value < minimum { continue }
            standing.append((entrant, value, reached))
        }
        return rank(standing, board.ties)
    }

    /// "`level: innermost` are the teams that hold no other, `outermost` those that are in no other for which the board is"
    private func isOfLevel(_ team: String, _ board: BoardRule) -> Bool {
        switch board.level {
        case "innermost":
            return !company.teams.values.contains { $0 == team }
        case "outermost":
            guard let around = company.teams[team] ?? nil else { return true }
            return board.admits.map { admits in !admits.contains { isTeam(around, inside: $0) } } ?? false
        default:
            return true
        }
    }

    /// By what the member's id and team are; what a condition cannot say of somebody lets nobody in.
    private func isLetIn(_ id: String, _ condition: String, at instant: Instant) -> Bool {
        let team: Value = member(id)?.team(at: instant).map { .string($0) } ?? .null
        let known: [String: Value] = ["member": .map(["id": .string(id), "name": .string(id), "team": team])]
        return (try? Expression.evaluate(condition, known)) == .bool(true)
    }

    private func marks(of period: Period, before lock: Instant?) -> [Mark] {
        places.marksOfPeriod["\(period.kind) \(period.key)"].map { marks[$0] }.filter { mark in lock.map { mark.recorded < $0 } ?? true }
    }

    private func hasGone(_ member: Member, by closing: Instant, _ isArchived: Bool) -> Bool {
        guard let known = member.leftKnown, member.hasLeft(by: closing) else { return false }
        return isArchived ? known < closing : true
    }

    /// A customer that is merged after the lock still stands in the archive.
    private func entrants(of board: BoardRule, by closing: Instant) -> [String] {
        if board.isOfCustomers { return customers.values.filter { $0.mergedAt.map { $0 >= closing } ?? true }.map(\.id).sorted() }
        return board.isOfTeams ? company.teams.keys.sorted() : members.map(\.id)
    }

    /// What the sum of an entrant is divided by or compared with. Nil: the entrant does not stand.
    private func basis(of board: BoardRule, _ entrant: String, _ period: Period, _ earlier: [Mark], before lock: Instant?) -> Exact? {
        switch board.measure {
        case .total: return Exact(board.perHead ? max(1, heads(entrant, period)) : 1)
        case .growth:
            // "`growth` compares with the same entrant's previous period"
            let before = Sums(earlier).value(of: board.value, company)
            return before > .zero ? before : nil
        case .attainment:
            let target = targets.first { $0.isFor(entrant, isTeam: board.isOfTeams, board.value, period.key) }
            return target?.values.last { value in lock.map { value.at < $0 } ?? true }?.value
        }
    }

    /// "'Reached' is the number of the command that last changed the value".
    private func follow(_ board: BoardRule, _ marks: [Mark], _ basis: Exact) -> (Exact, Int) {
        func scaled(_ sum: Exact) -> Exact { board.measure == .growth ? (sum - basis) / basis : sum / basis }
        var sums = Sums([])
        var value = scaled(.zero)
        var reached = 0
        for (place, mark) in marks.enumerated() {
            sums.add(mark)
            // The marks of one command are one change.
            if place + 1 < marks.count, marks[place + 1].command == mark.command { continue }
            var after = scaled(sums.value(of: board.value, company))
            // "first to `goal`": beyond it there is nothing to reach.
            if board.kind == "race", let goal = board.goal { after = min(after, goal) }
            if after != value { (value, reached) = (after, mark.command) }
        }
        return (value, reached)
    }

    /// Points, and metrics by name.
    private struct Sums {
        private var sums: [String: Exact] = [:]

        init(_ marks: [Mark]) { for mark in marks { add(mark) } }

        mutating func add(_ mark: Mark) {
            switch mark.kind {
            case .points: sums["points", default: .zero] = sums["points", default: .zero] + mark.value
            case .metric(let metric): sums[metric, default: .zero] = sums[metric, default: .zero] + mark.value
            }
        }

        func value(of name: String, _ company: Company) -> Exact {
            guard let metric = company.metrics.first(where: { $0.name == name }), case .ratio(let above, let below) = metric.kind else { return sums[name] ?? .zero }
            let bottom = sums[below] ?? .zero
            return bottom == .zero ? .zero : (sums[above] ?? .zero) / bottom
        }
    }

    /// "heads are members who were in the team for at least one day of the period, or to whom an activity of the period was credited there"
    private func heads(_ team: String, _ period: Period) -> Int {
        let credited = facts.filter { $0.undoneBy == nil && period.start <= $0.time && $0.time < period.end }.flatMap(\.parts)
        let creditedThere = Set(credited.filter { isTeam($0.team, inside: team) }.map(\.member))
        return members.filter { member in
            if creditedThere.contains(member.id) { return true }
            let until = min(period.end, member.left ?? .max)
            let from = max(period.start, member.joined)
            let inside = member.moves.filter { $0.at > from && $0.at < until }.map(\.team) + (from < until ? [member.team(at: from)] : [])
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

    /// What a mark opens: a period of a board with honours, unless it comes after the lock.
    mutating func noteLocks(_ mark: Mark) {
        for board in company.boards where !board.honours.isEmpty {
            let within = board.span.map { $0.start <= mark.time && mark.time < $0.end } ?? true
            guard within, let period = board.span ?? mark.periods[board.period] else { continue }
            let name = "\(board.id) \(period.key)"
            guard openLocks[name] == nil, !lockedBoards.contains(name), let lock = lock(of: period), mark.recorded < lock else { continue }
            openLocks[name] = (board, period, lock)
        }
    }

    mutating func lockPeriods(at instant: Instant) {
        // Boards whose periods lock at one instant come in the order of the file.
        for board in company.boards {
            for (name, open) in openLocks.filter({ $0.value.board.id == board.id && $0.value.lock <= instant }).sorted(by: { $0.value.lock < $1.value.lock }) {
                openLocks[name] = nil
                lockedBoards.insert(name)
                honour(board, open.period)
            }
        }
    }

    /// "Tied places share the prizes of the places they occupy (in `dense` one place); fractions are dropped; all tied get the
    /// title; boards of teams give titles only."
    private mutating func honour(_ board: BoardRule, _ period: Period) {
        // "Honours go to values above 0 only."
        let rows = rows(board, period).filter { $0.value > .zero }
        if board.kind == "shared" { return honourAll(board, period, rows) }
        for rank in Set(rows.map(\.rank)).sorted() {
            let tied = rows.filter { $0.rank == rank }
            let places = board.ties == "dense" ? rank..<(rank + 1) : rank..<(rank + tied.count)
            let prize = board.honours.filter { places.contains($0.rank) }.reduce(0) { $0 + $1.points } / tied.count
            let title = board.honours.first { $0.rank == rank }?.title
            for row in tied where prize > 0 || title != nil {
                honours.append(Honour(board: board.id, period: period.key, member: row.entrant, title: title, points: board.isOfMembers ? prize : 0, command: command))
                guard board.isOfMembers, prize > 0 else { continue }
                enter(row.entrant, "bonus", prize)
                openLot(row.entrant, prize)
            }
        }
    }

    /// "everyone when `goal` is reached together": each the whole prize, or nobody.
    private mutating func honourAll(_ board: BoardRule, _ period: Period, _ rows: [BoardRow]) {
        guard let goal = board.goal, together(board, before: lock(of: period)) >= goal, let prize = board.honours.first else { return }
        for row in rows where prize.points > 0 || prize.title != nil {
            let points = board.isOfMembers ? prize.points : 0
            honours.append(Honour(board: board.id, period: period.key, member: row.entrant, title: prize.title, points: points, command: command))
            guard points > 0 else { continue }
            enter(row.entrant, "bonus", points)
            openLot(row.entrant, points)
        }
    }
}

extension BoardRule {
    /// Points or a metric that adds up, and nothing is divided. Of other values no text says which command reached them: tied rows have no order.
    package func isPlain(in company: Company) -> Bool {
        // Customers of one value, reached by one command, stand by their names in the language of the company.
        guard measure == .total, !perHead, !isOfCustomers else { return false }
        guard let metric = company.metrics.first(where: { $0.name == value }), case .ratio = metric.kind else { return true }
        return false
    }
}
