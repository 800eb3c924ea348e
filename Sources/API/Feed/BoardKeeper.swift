import Boards
import Identity
import JSON
import Journal
import Live
import Periods
import PointsEngine
import RuleEngine
import Runtime
import Store

/// Translates commits into what boards and feeds understand, and reads boards from the store. On the web thread.
///
/// It keeps the amounts of every board that is in memory, because a commit tells days and boards show periods.
final class BoardKeeper {
    private unowned var site: Site!
    private var sources: [String: BoardSource] = [:]
    private var loaded: [BoardKey: LoadedBoard] = [:]
    /// The heads by which boards in memory divide.
    private var heads: [BoardKey: TeamHeads] = [:]
    /// Commits that came while a board was read.
    private var reading: [BoardKey: [Committed]] = [:]
    private(set) var numbers: EntrantNumbers
    private var scheduled = ScheduledMemberChanges()
    /// Tells what a reader found for this keeper from what it found for one before.
    let generation: Int
    private let definitions: [BoardDefinition]

    private static let mostCommitsWhileReading = 2_000

    init(_ programme: Programme, generation: Int) {
        self.generation = generation
        definitions = programme.boards
        numbers = EntrantNumbers(languages: programme.company.languages)
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

    /// Tells the feed who there is, and reads the boards that are running.
    func start(on site: Site) {
        self.site = site
        var commit = BoardCommit()
        let now = site.services.clock(), directory = site.directory
        commit.teams = numbers.rows(directory.teams.values.sorted { $0.id < $1.id }, languages: directory.programme.company.languages)
        commit.members = directory.members.values.sorted { $0.id < $1.id }.map { numbers.row($0, at: now) }
        for member in directory.members.values { scheduled.note(member, after: now) }
        site.live.feed.commit(commit, now: Int64(site.loop.now))
        open(Set(PeriodKind.allCases), at: now)
    }

    /// Reads the boards of the periods that run at `now`. A new one is not always empty: what was dated into it before it
    /// began counts, growth is measured by the period before, and heads are counted anew.
    func open(_ kinds: Set<PeriodKind>, at now: Instant) {
        for (id, source) in sources where kinds.contains(source.definition.period) {
            let period = site.directory.programme.calendar.period(source.definition.period, containing: now)
            let key = BoardKey(board: id, period: period.key)
            site.live.feed.expect(key)
            load(key)
        }
    }

    // MARK: Reading a board

    /// Reads a board on a reader's thread; the feed hears of it.
    func load(_ key: BoardKey) {
        let calendar = site.directory.programme.calendar
        guard let source = sources[key.board], let period = calendar.period(key: key.period) else { return site.live.failed(key, .unknownPeriod) }
        let before = calendar.previous(before: period), today = calendar.day(of: site.services.clock())
        let startOfDay = period.days.contains(today) && period.days.start < today ? today : nil
        reading[key] = []
        let services = site.services, generation = generation
        services.runtime.readers.read { reader in
            let result = Result {
                let reader = try reader.get()
                return try reader.snapshot { try StoredBoard.read(source, period, before, today: startOfDay, reader) }
            }
            services.onWeb { site in
                guard site.live.boards.generation == generation else { return }
                switch result {
                case .success(let reading): site.live.boards.install(reading, key, source, period, before)
                case .failure(let error):
                    Log.error("board \(key.board) \(key.period) cannot be read: \(error)")
                    site.live.boards.gaveUp(key)
                    site.live.failed(key, .overloaded)
                }
            }
        }
    }

    /// Whoever asks for the board next has it read again, with the commits from then on.
    private func gaveUp(_ key: BoardKey) { reading[key] = nil }

    private func install(_ read: StoredBoard, _ key: BoardKey, _ source: BoardSource, _ period: Period, _ before: Period?) {
        guard let missed = reading.removeValue(forKey: key) else { return }
        guard missed.count < Self.mostCommitsWhileReading else { return load(key) }
        if let archive = read.archive { return install(archive, key, source, through: read.through) }
        if source.basis == .heads { heads[key] = TeamHeads(in: period, site.directory, credits: read.credits) }
        var board = LoadedBoard(source, period, before: before, read, heads: heads[key]?.counts ?? [:])
        let startOfDay = read.today.map { today in
            board.owners.compactMap { owner in
                numbers[owner].map {
                    BoardFill.Line(
                        entrant: $0, amount: board.amount(of: owner, without: today[owner]), basis: board.basis(of: owner), command: UInt64(read.changed[owner] ?? 0))
                }
            }
        }
        var reached = read.changed
        for command in missed.flatMap(\.commands) {
            if command.number > read.through { board.count(heads[key]?.take(command.changes, site.directory) ?? [:]) }
            for owner in board.apply(command.changes, of: command.number) { reached[owner] = command.number }
        }
        loaded[key] = board
        let lines = board.owners.compactMap { owner in
            numbers[owner].map {
                BoardFill.Line(entrant: $0, amount: board.amount(of: owner), basis: board.basis(of: owner), command: UInt64(reached[owner] ?? 0))
            }
        }
        let now = site.services.clock()
        site.live.install(
            BoardFill(
                board: key, phase: period.end > now ? .open : .closed, kind: source.kind, lines: lines, startOfDay: startOfDay, through: UInt64(board.through), at: now.milliseconds))
    }

    private func install(_ archive: Archive, _ key: BoardKey, _ source: BoardSource, through: Int64) {
        let lines = archive.rows.compactMap { row in
            numbers[row.owner].map { BoardFill.Line(entrant: $0, amount: row.value, command: UInt64(row.reached)) }
        }
        let kind = archive.rows.first?.value.kind ?? source.kind
        site.live.install(BoardFill(board: key, phase: .locked, kind: kind, lines: lines, through: UInt64(through), at: archive.at.milliseconds))
    }

    // MARK: Commits

    /// What a commit means to those who watch. The directory has it already.
    func commit(_ committed: Committed, _ directory: Directory) -> BoardCommit {
        for key in reading.keys where (reading[key]?.count ?? 0) < Self.mostCommitsWhileReading { reading[key]?.append(committed) }
        var commit = BoardCommit()
        let at = committed.at.milliseconds
        commit.at = at
        let teams = committed.changes.teams.values.values.sorted { $0.id < $1.id }
        commit.teams = numbers.rows(teams, languages: directory.programme.company.languages)
        commit.members = committed.changes.members.values.values.sorted { $0.id < $1.id }.map { numbers.row($0, at: committed.at) }
        for member in committed.changes.members.values.values { scheduled.note(member, after: committed.at) }
        let through = heads.isEmpty ? [:] : loaded.mapValues(\.through)
        let sums = SumMoves(committed.changes, numbers)
        if committed.changes.targets.isEmpty, sums.isWhole {
            moveSums(sums, through: committed.commands.last?.number ?? 0, at, &commit)
        } else {
            moveEach(committed, directory, at, &commit)
        }
        // Hardly ever: nothing is looked through for it.
        if sums.hasHeadCredits || !committed.changes.members.isEmpty || !committed.changes.teams.isEmpty {
            moveHeads(committed, directory, after: through, at, &commit)
        }
        for archive in committed.changes.archives.ordered {
            let key = BoardKey(board: archive.board, period: archive.period)
            (loaded[key], heads[key]) = (nil, nil)
            commit.phases.append((key, .locked))
        }
        NoticeMaker.add(committed, to: &commit, directory, numbers)
        return commit
    }

    /// Those whose leaving or move was told ahead, and has come; nil: nobody's.
    func whatHasCome(at now: Instant) -> BoardCommit? {
        let members = scheduled.take(until: now).compactMap { site.directory.members[$0] }
        guard !members.isEmpty else { return nil }
        var commit = BoardCommit()
        commit.at = now.milliseconds
        commit.members = members.map { numbers.row($0, at: now) }
        for member in members { scheduled.note(member, after: now) }
        return commit
    }

    private func moveSums(_ moves: SumMoves, through last: Int64, _ at: Int64, _ commit: inout BoardCommit) {
        // A list of its own: going through the dictionary itself would keep it shared, and each change would copy a board.
        for key in Array(loaded.keys) {
            for moved in loaded[key]?.apply(moves, through: last) ?? [] {
                let command = UInt64(clamping: moved.command)
                if let basis = moved.basis {
                    commit.moves.append(BoardMove(board: key, entrant: moved.entrant, part: .basis, value: basis, command: command, at: at))
                }
                commit.moves.append(BoardMove(board: key, entrant: moved.entrant, value: moved.amount, command: command, at: at))
            }
        }
    }

    /// Command by command: where targets are set too, which do not tell by which of them, and where a sum came back.
    private func moveEach(_ committed: Committed, _ directory: Directory, _ at: Int64, _ commit: inout BoardCommit) {
        for command in committed.commands {
            for key in touched(by: command.changes, directory) {
                for owner in loaded[key]?.apply(command.changes, of: command.number) ?? [] { move(owner, key, command.number, at, &commit) }
            }
        }
    }

    /// The boards in memory that a command's sums, or targets, move. O(days touched · boards of the measure).
    private func touched(by changes: Changes, _ directory: Directory) -> Set<BoardKey> {
        var keys: Set<BoardKey> = []
        let calendar = directory.programme.calendar
        for cell in changes.moves.cells where cell.key.owner.isEntrant {
            let tally = cell.key
            for source in sources.values where source.owns(tally.owner) && (source.top == tally.measure || source.bottom == tally.measure) {
                let period = calendar.period(source.definition.period, containing: cell.day)
                keys.insert(BoardKey(board: source.definition.id, period: period.key))
                if source.basis == .before, let next = calendar.next(after: period) {
                    keys.insert(BoardKey(board: source.definition.id, period: next.key))
                }
            }
        }
        for key in changes.targets.values.keys {
            for source in sources.values where source.basis == .target(metric: key.metric) {
                keys.insert(BoardKey(board: source.definition.id, period: key.period))
            }
        }
        return keys
    }

    private func move(_ owner: Owner, _ key: BoardKey, _ command: Int64, _ at: Int64, _ commit: inout BoardCommit) {
        guard let board = loaded[key], let entrant = numbers[owner] else { return }
        let command = UInt64(clamping: command)
        if let basis = board.basis(of: owner) {
            commit.moves.append(BoardMove(board: key, entrant: entrant, part: .basis, value: basis, command: command, at: at))
        }
        commit.moves.append(BoardMove(board: key, entrant: entrant, value: board.amount(of: owner), command: command, at: at))
    }

    /// Who joins, moves or leaves changes the heads of the teams around them, and so does what is credited to members; a
    /// team that moves changes those of everybody.
    ///
    /// - Parameter before: the last command that was in each board before this commit.
    private func moveHeads(_ committed: Committed, _ directory: Directory, after before: [BoardKey: Int64], _ at: Int64, _ commit: inout BoardCommit) {
        let changes = committed.changes
        for key in Array(heads.keys) {
            guard let through = loaded[key]?.through else { continue }
            var moved: [TeamID: Int] = [:]
            for command in committed.commands where command.number > before[key] ?? 0 { moved.merge(heads[key]?.take(command.changes, directory) ?? [:]) { $1 } }
            if changes.teams.isEmpty {
                for member in changes.members.values.values { moved.merge(heads[key]?.note(member, directory) ?? [:]) { $1 } }
            } else {
                moved.merge(heads[key]?.recount(directory) ?? [:]) { $1 }
            }
            guard !moved.isEmpty else { continue }
            loaded[key]?.count(moved)
            for team in moved.keys.sorted() { move(.team(team), key, through, at, &commit) }
        }
    }
}
