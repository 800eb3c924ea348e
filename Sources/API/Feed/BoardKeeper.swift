import Boards
import Identity
import JSON
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
    /// A period of a board whose amounts are known.
    private struct Loaded {
        let source: BoardSource
        let period: Period
        let before: Period?
        var amounts: [Owner: BoardAmount]
        var bases: [Owner: BoardAmount]
        /// The last command that is in them.
        var through: Int64
    }

    private unowned var site: Site!
    private var sources: [String: BoardSource] = [:]
    private var loaded: [BoardKey: Loaded] = [:]
    /// Commits that came while a board was read.
    private var reading: [BoardKey: [Committed]] = [:]
    private var numbers: [MemberID: Int32] = [:]
    private var teams: [TeamID: Int32] = [:]
    private var order: NameOrder

    private static let mostCommitsWhileReading = 2_000

    init(_ programme: Programme) {
        order = NameOrder(language: programme.company.languages.first ?? "en")
        configure(programme)
    }

    static func entries(_ programme: Programme, at now: Instant) -> [LiveBoards.Entry] {
        let set = programme.book.set(at: now)
        return programme.boards.map { LiveBoards.Entry($0, BoardSource($0, set).kind) }
    }

    private func configure(_ programme: Programme) {
        let set = programme.book.versions.last?.set ?? programme.book.set(at: .latest)
        sources = Dictionary(programme.boards.map { ($0.id, BoardSource($0, set)) }) { $1 }
    }

    /// Tells the feed who there is, and reads the boards that are running.
    func start(on site: Site) {
        self.site = site
        var commit = BoardCommit()
        let now = site.services.clock()
        commit.teams = teamRows(Array(site.directory.teams.values).sorted { $0.id < $1.id }, site.directory)
        commit.members = site.directory.members.values.sorted { $0.id < $1.id }.map { memberRow($0, at: now) }
        site.live.feed.commit(commit, now: Int64(site.loop.now))
        for (id, source) in sources {
            let period = site.directory.programme.calendar.period(source.definition.period, containing: now)
            let key = BoardKey(board: id, period: period.key)
            site.live.feed.expect(key)
            load(key)
        }
    }

    func number(of member: MemberID) -> Int32? { numbers[member] }
    func number(of team: TeamID) -> Int32? { teams[team] }

    // MARK: Reading a board

    /// Reads a board on a reader's thread; the feed hears of it.
    func load(_ key: BoardKey) {
        let programme = site.directory.programme
        guard let source = sources[key.board], let period = programme.calendar.period(key: key.period) else { return site.live.failed(key) }
        let before = programme.calendar.previous(before: period)
        reading[key] = []
        let services = site.services
        let isTaken = services.runtime.readers.read { reader in
            let result = Result { try reader.snapshot { try BoardReading.read(source, period, before, reader) } }
            services.onWeb { site in
                switch result {
                case .success(let reading): site.live.boards.install(reading, key, source, period, before)
                case .failure(let error):
                    Log.error("board \(key.board) \(key.period) cannot be read: \(error)")
                    site.live.failed(key)
                }
            }
        }
        if !isTaken { site.live.failed(key) }
    }

    private func install(_ read: BoardReading, _ key: BoardKey, _ source: BoardSource, _ period: Period, _ before: Period?) {
        guard let missed = reading.removeValue(forKey: key) else { return }
        guard missed.count < Self.mostCommitsWhileReading else { return load(key) }
        if let archive = read.archive {
            let lines = archive.rows.compactMap { row in entrant(row.owner).map { BoardFill.Line(entrant: $0, amount: row.value, command: UInt64(row.reached)) } }
            return site.live.install(
                BoardFill(board: key, phase: .locked, kind: archive.rows.first?.value.kind ?? source.kind, lines: lines, through: UInt64(read.through), at: archive.at.milliseconds))
        }
        var board = Loaded(source: source, period: period, before: before, amounts: read.amounts, bases: bases(source, period, read), through: read.through)
        var changed = read.changed
        for committed in missed {
            for command in committed.commands where command.number > board.through {
                for owner in move(&board, command.changes) { changed[owner] = command.number }
                board.through = command.number
            }
        }
        loaded[key] = board
        let lines = Set(board.amounts.keys).union(board.bases.keys).compactMap { owner -> BoardFill.Line? in
            guard let number = entrant(owner) else { return nil }
            let amount = (board.amounts[owner] ?? BoardAmount()).value(source)
            return BoardFill.Line(entrant: number, amount: amount, basis: basis(of: owner, board), command: UInt64(changed[owner] ?? 0))
        }
        let phase: BoardPhase = period.end > site.services.clock() ? .open : .closed
        site.live.install(
            BoardFill(board: key, phase: phase, kind: source.kind, lines: lines, through: UInt64(board.through), at: site.services.clock().milliseconds))
    }

    private func bases(_ source: BoardSource, _ period: Period, _ read: BoardReading) -> [Owner: BoardAmount] {
        source.basis == .heads ? heads(in: period) : read.bases
    }

    private func basis(of owner: Owner, _ board: Loaded) -> BoardValue? {
        guard let basis = board.bases[owner] else { return nil }
        switch board.source.basis {
        case .none: return nil
        case .heads: return .points(basis.top.int64 ?? 0)
        case .target: return BoardValue(basis.top)
        case .before: return basis.value(board.source)
        }
    }

    private func heads(in period: Period) -> [Owner: BoardAmount] {
        let directory = site.directory
        var heads: [Owner: BoardAmount] = [:]
        for id in directory.teams.keys {
            let count = directory.members.values.count { member in
                let inside = Set(member.stays.compactMap(\.team).filter { directory.lineage(of: $0).contains(id) })
                return member.was(in: inside, during: period.start, period.end)
            }
            heads[.team(id)] = BoardAmount(top: Decimal(count))
        }
        return heads
    }

    // MARK: Commits

    /// What a commit means to those who watch. The directory has it already.
    func commit(_ committed: Committed, _ directory: Directory) -> BoardCommit {
        for key in reading.keys where (reading[key]?.count ?? 0) < Self.mostCommitsWhileReading { reading[key]?.append(committed) }
        var commit = BoardCommit()
        let at = committed.at.milliseconds
        if !committed.changes.teams.isEmpty {
            commit.teams = teamRows(committed.changes.teams.values.sorted { $0.id < $1.id }, directory)
        }
        commit.members = committed.changes.members.values.sorted { $0.id < $1.id }.map { memberRow($0, at: committed.at) }
        for command in committed.commands {
            for key in touched(by: command.changes, directory) {
                guard var board = loaded[key], command.number > board.through else { continue }
                let owners = move(&board, command.changes)
                board.through = command.number
                loaded[key] = board
                for owner in owners { commit.moves += moves(of: owner, key, board, command.number, at) }
            }
        }
        if !committed.changes.members.isEmpty { moveHeads(&commit, at) }
        for archive in committed.changes.archives {
            let key = BoardKey(board: archive.board, period: archive.period)
            loaded[key] = nil
            commit.phases.append((key, .locked))
        }
        NoticeMaker(directory: directory, keeper: self).add(to: &commit, committed)
        return commit
    }

    /// The boards in memory that a command's sums, or targets, move. O(days touched · boards of the measure).
    private func touched(by changes: Changes, _ directory: Directory) -> Set<BoardKey> {
        var keys: Set<BoardKey> = []
        let calendar = directory.programme.calendar
        for (tally, cells) in changes.tallies where tally.owner.isEntrant {
            for source in sources.values where source.owns(tally.owner) && (source.top == tally.measure || source.bottom == tally.measure) {
                for cell in cells {
                    let period = calendar.period(source.definition.period, containing: cell.day)
                    keys.insert(BoardKey(board: source.definition.id, period: period.key))
                    if source.basis == .before, let next = calendar.next(after: period) {
                        keys.insert(BoardKey(board: source.definition.id, period: next.key))
                    }
                }
            }
        }
        for key in changes.targets.keys {
            for source in sources.values where source.basis == .target(metric: key.metric) {
                keys.insert(BoardKey(board: source.definition.id, period: key.period))
            }
        }
        return keys
    }

    /// Adds what a command changed; answers whose amount or basis moved.
    private func move(_ board: inout Loaded, _ changes: Changes) -> Set<Owner> {
        var moved: Set<Owner> = []
        let source = board.source
        for (tally, cells) in changes.tallies where source.owns(tally.owner) {
            for cell in cells where source.top == tally.measure || source.bottom == tally.measure {
                guard let by = try? cell.now.sum.subtracting(cell.before.sum) else { continue }
                if board.period.days.contains(cell.day) {
                    board.amounts[tally.owner, default: BoardAmount()].add(by, tally.measure, source)
                    moved.insert(tally.owner)
                } else if source.basis == .before, board.before?.days.contains(cell.day) ?? false {
                    board.bases[tally.owner, default: BoardAmount()].add(by, tally.measure, source)
                    moved.insert(tally.owner)
                }
            }
        }
        for (key, target) in changes.targets where source.basis == .target(metric: key.metric) && key.period == board.period.key {
            let owner = Owner(key.owner)
            guard source.owns(owner) else { continue }
            board.bases[owner] = BoardAmount(top: target.value)
            moved.insert(owner)
        }
        return moved
    }

    private func moves(of owner: Owner, _ key: BoardKey, _ board: Loaded, _ number: Int64, _ at: Int64) -> [BoardMove] {
        guard let entrant = entrant(owner) else { return [] }
        var moves: [BoardMove] = []
        if let basis = basis(of: owner, board) {
            moves.append(BoardMove(board: key, entrant: entrant, part: .basis, value: basis, command: UInt64(number), at: at))
        }
        let amount = (board.amounts[owner] ?? BoardAmount()).value(board.source)
        moves.append(BoardMove(board: key, entrant: entrant, value: amount, command: UInt64(number), at: at))
        return moves
    }

    /// Who joins, moves or leaves changes the heads of teams.
    private func moveHeads(_ commit: inout BoardCommit, _ at: Int64) {
        for (key, board) in loaded where board.source.basis == .heads {
            let heads = heads(in: board.period)
            for (owner, head) in heads where head.top != board.bases[owner]?.top {
                loaded[key]?.bases[owner] = head
                guard let entrant = entrant(owner) else { continue }
                commit.moves.append(
                    BoardMove(board: key, entrant: entrant, part: .basis, value: .points(head.top.int64 ?? 0), command: UInt64(board.through), at: at))
            }
        }
    }

    // MARK: Names

    func entrant(_ owner: Owner) -> Int32? {
        switch owner {
        case .member(let id): numbers[id]
        case .team(let id): teams[id]
        case .company, .key: nil
        }
    }

    private func memberRow(_ member: Member, at now: Instant) -> (number: Int32, row: MemberRow) {
        let number = numbers[member.id] ?? Int32(numbers.count)
        numbers[member.id] = number
        let team = member.team(at: now).flatMap { teams[$0] }
        return (number, MemberRow(id: member.id.text, name: member.name, team: team, collation: order.place(of: member.name), left: !member.isThere(at: now)))
    }

    private func teamRows(_ changed: [Team], _ directory: Directory) -> [(number: Int32, row: TeamRow)] {
        for team in changed where teams[team.id] == nil { teams[team.id] = Int32(teams.count) }
        let languages = directory.programme.company.languages
        return changed.map { team in
            let name = team.name.text(in: languages)
            return (teams[team.id] ?? 0, TeamRow(id: team.id.text, name: name, parent: team.parent.flatMap { teams[$0] }, collation: order.place(of: name)))
        }
    }
}

extension BoardAmount {
    fileprivate mutating func add(_ by: Decimal, _ measure: Measure, _ source: BoardSource) {
        if measure == source.top { top = (try? top.adding(by)) ?? top }
        if measure == source.bottom { bottom = (try? bottom.adding(by)) ?? bottom }
    }
}

extension Owner {
    fileprivate init(_ owner: TargetKey.Owner) {
        switch owner {
        case .member(let id): self = .member(id)
        case .team(let id): self = .team(id)
        }
    }
}

/// What a reader found of a board.
struct BoardReading: Sendable {
    var archive: Archive?
    var amounts: [Owner: BoardAmount] = [:]
    var bases: [Owner: BoardAmount] = [:]
    /// The command that last changed each amount.
    var changed: [Owner: Int64] = [:]
    var through: Int64 = 0

    static func read(_ source: BoardSource, _ period: Period, _ before: Period?, _ reader: Reader) throws -> BoardReading {
        var reading = BoardReading()
        reading.through = try reader.lastCommand()
        if let archive = try reader.archive(board: source.definition.id, period: period.key) {
            reading.archive = archive
            return reading
        }
        for (owner, tally) in try reader.standings(of: source.top, over: period.days) where source.owns(owner) {
            reading.amounts[owner, default: BoardAmount()].top = tally.sum
            reading.changed[owner] = tally.changed
        }
        if let bottom = source.bottom {
            for (owner, tally) in try reader.standings(of: bottom, over: period.days) where source.owns(owner) {
                reading.amounts[owner, default: BoardAmount()].bottom = tally.sum
                reading.changed[owner] = max(reading.changed[owner] ?? 0, tally.changed)
            }
        }
        switch source.basis {
        case .none, .heads: break
        case .target(let metric):
            for (key, target) in try reader.targets(of: metric, period: period.key) { reading.bases[Owner(key.owner)] = BoardAmount(top: target.value) }
        case .before:
            guard let before else { break }
            for (owner, tally) in try reader.standings(of: source.top, over: before.days) where source.owns(owner) {
                reading.bases[owner, default: BoardAmount()].top = tally.sum
            }
        }
        return reading
    }
}
