import Boards
import Identity
import Live
import Periods
import PointsEngine
import RuleEngine
import Store

/// Translates commits into what boards understand.
///
/// It keeps the amounts of every board that is in memory, because a commit tells days and boards show periods. What it does not have
/// it asks for as a `BoardQuery`; `install` makes a `BoardFill` of the answer and of the commits that came meanwhile.
struct BoardProjection {
    /// What became of the answer to a query.
    enum Installed {
        case fill(BoardFill)
        /// Too much happened meanwhile: it has to be read again.
        case again(BoardQuery)
        /// Nobody waits for it any more.
        case unasked
    }

    private var sources: [String: BoardSource] = [:]
    private var loaded: [BoardKey: LoadedBoard] = [:]
    /// The heads by which boards in memory divide.
    private var heads: [BoardKey: TeamHeads] = [:]
    /// Commits that came while a board was read.
    private var missed: [BoardKey: [Committed]] = [:]
    private(set) var numbers: EntrantNumbers
    private var scheduled = ScheduledMemberChanges()
    private var admissions: BoardAdmissions
    /// Tells what a reader found for these boards from what it found for those before.
    let generation: Int
    private let definitions: [BoardDefinition]

    private static let mostCommitsWhileReading = 2_000

    init(_ programme: Programme, generation: Int) {
        self.generation = generation
        definitions = programme.boards
        numbers = EntrantNumbers(isNameBefore: programme.isNameBefore)
        admissions = BoardAdmissions(programme.boards)
        let set = programme.book.versions.last?.set ?? programme.book.set(at: .latest)
        sources = Dictionary(programme.boards.map { ($0.id, BoardSource($0, set)) }) { $1 }
    }

    static func entries(_ programme: Programme, at now: Instant) -> [LiveBoards.Entry] {
        let set = programme.book.set(at: now)
        return programme.boards.map { LiveBoards.Entry($0, BoardSource($0, set).kind) }
    }

    /// Whether a commit changes what boards there are, or what they count.
    func isOutdated(by committed: Committed) -> Bool {
        committed.changes.publication != nil || committed.programme.boards != definitions
    }

    /// Everybody there is.
    mutating func everyone(_ directory: Directory, at now: Instant) -> BoardCommit {
        let members = Array(directory.members.values)
        var commit = rows(of: Array(directory.teams.values), members, directory, at: now)
        // In an order of their own, so that the numbers are the same each time.
        commit.customers = directory.customers.values.sorted { $0.id < $1.id }.compactMap { numbers.row($0, isRenamed: false) }
        commit.admissions = admissions.note(members, directory.teams.keys, directory, numbers, at: now)
        return commit
    }

    // MARK: Reading boards

    /// Asks for the boards of the periods that run at `now`. A new one is not always empty: what was dated into it before it
    /// began counts, growth is measured by the period before, and heads are counted anew.
    mutating func queries(_ kinds: Set<PeriodKind>, _ calendar: CompanyCalendar, at now: Instant) -> [BoardQuery] {
        sources.values.filter { kinds.contains($0.definition.period) }.sorted { $0.definition.id < $1.definition.id }.compactMap { source in
            let period = source.definition.running(at: now, calendar)
            return query(BoardKey(board: source.definition.id, period: period.key), calendar, at: now)
        }
    }

    /// Asks for one board, with the commits from now on; nil where there is no such board or period.
    mutating func query(_ key: BoardKey, _ calendar: CompanyCalendar, at now: Instant) -> BoardQuery? {
        guard let source = sources[key.board], let period = source.definition.period(key: key.period, calendar) else { return nil }
        let today = calendar.day(of: now), isUnderWay = period.days.contains(today) && period.days.start < today
        missed[key] = []
        return BoardQuery(
            key: key, generation: generation, source: source, period: period, before: calendar.previous(before: period), today: isUnderWay ? today : nil)
    }

    /// Whoever asks for the board next has it read again, with the commits from then on.
    mutating func giveUp(_ key: BoardKey) { missed[key] = nil }

    mutating func install(_ stored: StoredBoard, of query: BoardQuery, _ directory: Directory, at now: Instant) -> Installed {
        guard let missed = missed.removeValue(forKey: query.key) else { return .unasked }
        guard missed.count < Self.mostCommitsWhileReading else {
            self.missed[query.key] = []
            return .again(query)
        }
        if let archive = stored.archive { return .fill(fill(archive, query, through: stored.through)) }
        let key = query.key
        if query.source.basis == .heads { heads[key] = TeamHeads(in: query.period, directory, credits: stored.credits) }
        var board = LoadedBoard(query.source, query.period, before: query.before, stored, heads: heads[key]?.counts ?? [:])
        let startOfDay = stored.today.map { today in lines(board, reached: stored.changed, without: today) }
        var reached = stored.changed
        for command in missed.flatMap(\.commands) {
            if command.number > stored.through { board.count(heads[key]?.take(command.changes, directory) ?? [:]) }
            for (owner, isBySums) in board.apply(command.changes, of: command.number) where isBySums {
                // Beyond the goal nobody comes any further.
                let goal = GoalKey(board: key.board, period: key.period, owner: owner)
                if board.isFinished(owner), command.changes.tables.goals[goal] == nil { continue }
                reached[owner] = command.number
            }
        }
        loaded[key] = board
        return .fill(
            BoardFill(
                board: key, phase: query.period.end > now ? .open : .closed, kind: query.source.kind, lines: lines(board, reached: reached), startOfDay: startOfDay,
                through: UInt64(board.through), at: now.milliseconds))
    }

    private func lines(_ board: LoadedBoard, reached: [Owner: Int64], without since: [Owner: BoardAmount] = [:]) -> [BoardFill.Line] {
        board.owners.compactMap { owner in
            numbers[owner].map {
                BoardFill.Line(
                    entrant: $0, amount: board.amount(of: owner, without: since[owner]), basis: board.basis(of: owner), command: UInt64(reached[owner] ?? 0))
            }
        }
    }

    private func fill(_ archive: Archive, _ query: BoardQuery, through: Int64) -> BoardFill {
        let lines = archive.rows.compactMap { row in
            numbers[row.owner].map { BoardFill.Line(entrant: $0, amount: row.value, command: UInt64(row.reached)) }
        }
        let kind = archive.rows.first?.value.kind ?? query.source.kind
        return BoardFill(board: query.key, phase: .locked, kind: kind, lines: lines, through: UInt64(through), at: archive.at.milliseconds)
    }

    // MARK: Commits

    /// What a commit means to the boards. The directory has it already.
    mutating func commit(_ committed: Committed, _ directory: Directory) -> BoardCommit {
        for key in missed.keys where (missed[key]?.count ?? 0) < Self.mostCommitsWhileReading { missed[key]?.append(committed) }
        let changes = committed.changes
        var commit = rows(of: Array(changes.tables.teams.values), Array(changes.tables.members.values), directory, at: committed.at)
        commit.admissions = admissions(by: changes, directory, at: committed.at)
        // The directory has them by their new names already: a name is no row's where it is the same.
        commit.customers = changes.tables.customers.values.sorted { $0.id < $1.id }.compactMap { numbers.row($0, isRenamed: $0.revision > 0) }
        let through = heads.isEmpty ? [:] : loaded.mapValues(\.through)
        let sums = SumMoves(changes, numbers)
        let hasRace = loaded.contains { $0.value.source.finish != nil }
        if changes.tables.targets.isEmpty, sums.isWhole, !hasRace {
            moveSums(sums, through: committed.commands.last?.number ?? 0, &commit)
        } else {
            moveEach(committed, directory, &commit)
        }
        moveHeads(committed, sums.credits, directory, after: through, &commit)
        for archive in changes.tables.archives.ordered {
            let key = BoardKey(board: archive.board, period: archive.period)
            (loaded[key], heads[key]) = (nil, nil)
            commit.phases.append((key, .locked))
        }
        return commit
    }

    /// Members whose scheduled departure or transfer has taken effect; nil if there are none.
    mutating func scheduledChanges(until now: Instant, _ directory: Directory) -> BoardCommit? {
        let members = scheduled.take(until: now).compactMap { directory.members[$0] }
        guard !members.isEmpty else { return nil }
        var commit = rows(of: [], members, directory, at: now)
        commit.admissions = admissions.note(members, [], directory, numbers, at: now)
        return commit
    }

    /// Whom a commit lets onto boards that are not for everybody, or takes off them: a team that moves may concern anybody.
    private mutating func admissions(by changes: BatchChanges, _ directory: Directory, at now: Instant) -> [AdmissionChange] {
        guard !admissions.isEmpty else { return [] }
        if !changes.tables.teams.isEmpty { return admissions.note(directory.members.values, directory.teams.keys, directory, numbers, at: now) }
        let raised = Array(changes.tables.tierStandings.keys) + changes.tables.tierStandings.deleted
        let members = Set(changes.tables.members.keys).union(raised).compactMap { directory.members[$0] }
        return members.isEmpty ? [] : admissions.note(members, [], directory, numbers, at: now)
    }

    /// The rows of teams and members that are new or were changed, in order of id.
    private mutating func rows(of teams: [Team], _ members: [Member], _ directory: Directory, at now: Instant) -> BoardCommit {
        var commit = BoardCommit()
        commit.at = now.milliseconds
        commit.teams = numbers.rows(teams.sorted { $0.id < $1.id }, languages: directory.programme.company.languages)
        commit.members = members.sorted { $0.id < $1.id }.map { numbers.row($0, at: now) }
        for member in members { scheduled.note(member, after: now) }
        return commit
    }

    private mutating func moveSums(_ moves: SumMoves, through last: Int64, _ commit: inout BoardCommit) {
        // A list of its own: going through the dictionary itself would keep it shared, and each change would copy a board.
        for key in Array(loaded.keys) {
            var told: [BoardMove] = []
            for moved in loaded[key]?.apply(moves, through: last) ?? [] {
                let command = UInt64(clamping: moved.command)
                if let basis = moved.basis { told.append(BoardMove(entrant: moved.entrant, part: .basis, value: basis, command: command, at: commit.at)) }
                told.append(BoardMove(entrant: moved.entrant, value: moved.amount, command: command, at: commit.at))
            }
            if !told.isEmpty { commit.moves.append(BoardMoves(of: key, told)) }
        }
    }

    /// Command by command: where targets are set too, which do not tell by which of them, and where a sum came back.
    private mutating func moveEach(_ committed: Committed, _ directory: Directory, _ commit: inout BoardCommit) {
        for command in committed.commands {
            for key in touched(by: command.changes, directory.programme.calendar) {
                for (owner, isBySums) in loaded[key]?.apply(command.changes, of: command.number) ?? [:] {
                    move(owner, key, command.number, isBySums: isBySums, &commit)
                }
            }
        }
    }

    /// The boards in memory that a command's sums, or targets, move. O(days touched · boards of the measure).
    private func touched(by changes: Changes, _ calendar: CompanyCalendar) -> Set<BoardKey> {
        var keys: Set<BoardKey> = []
        for cell in changes.moves.cells where cell.key.owner.isEntrant {
            for source in sources.values where source.owns(cell.key.owner) && source.measures.contains(cell.key.measure) {
                guard let period = source.definition.period(containing: cell.day, calendar) else { continue }
                keys.insert(BoardKey(board: source.definition.id, period: period.key))
                if source.basis == .before, let next = calendar.next(after: period) {
                    keys.insert(BoardKey(board: source.definition.id, period: next.key))
                }
            }
        }
        for key in changes.tables.targets.keys {
            for source in sources.values where source.basis == .target(metric: key.metric) {
                keys.insert(BoardKey(board: source.definition.id, period: key.period))
            }
        }
        return keys
    }

    /// - Parameter isBySums: otherwise by what it is measured by alone, which leaves when the amount was reached.
    private func move(_ owner: Owner, _ key: BoardKey, _ command: Int64, isBySums: Bool, _ commit: inout BoardCommit) {
        guard let board = loaded[key], let entrant = numbers[owner] else { return }
        let command = UInt64(clamping: command)
        var told: [BoardMove] = []
        if let basis = board.basis(of: owner) { told.append(BoardMove(entrant: entrant, part: .basis, value: basis, command: command, at: commit.at)) }
        if isBySums { told.append(BoardMove(entrant: entrant, value: board.amount(of: owner), command: command, at: commit.at)) }
        if !told.isEmpty { commit.moves.append(BoardMoves(of: key, told)) }
    }

    /// Who joins, moves or leaves changes the heads of the teams around them, and so does what is credited to members; a team that
    /// moves changes those of everybody.
    ///
    /// - Parameter before: the last command that was in each board before this commit.
    private mutating func moveHeads(
        _ committed: Committed, _ credits: [(head: HeadCredit, day: Day, by: Int64)], _ directory: Directory, after before: [BoardKey: Int64],
        _ commit: inout BoardCommit
    ) {
        let changes = committed.changes
        guard !credits.isEmpty || !changes.tables.members.isEmpty || !changes.tables.teams.isEmpty else { return }
        for key in Array(heads.keys) {
            guard let through = loaded[key]?.through else { continue }
            var moved: [TeamID: Int] = [:]
            // What was read of a board ends with a commit, so that it has all of this one or nothing.
            if committed.commands.last?.number ?? 0 > before[key] ?? 0 { moved = heads[key]?.take(credits, directory) ?? [:] }
            if changes.tables.teams.isEmpty {
                for member in changes.tables.members.values { moved.merge(heads[key]?.note(member, directory) ?? [:]) { $1 } }
            } else {
                moved.merge(heads[key]?.recount(directory) ?? [:]) { $1 }
            }
            guard !moved.isEmpty else { continue }
            loaded[key]?.count(moved)
            for team in moved.keys.sorted() { move(.team(team), key, through, isBySums: false, &commit) }
        }
    }
}
