import Boards
import Periods

/// The boards in memory, and what is known of their entrants: the projection that the web thread keeps.
///
/// Every definition has the boards of its current period, and of earlier ones that somebody opened or that are not locked.
/// What is not here is asked for (`LiveBoards.Found.absent`) and comes as a `BoardFill`.
package struct LiveBoards {
    /// A definition, and of what kind the numbers behind it are: points and counts `points`, sums `decimal`, ratios `ratio`.
    package struct Entry: Sendable {
        package var definition: BoardDefinition
        package var kind: BoardValue.Kind

        package init(_ definition: BoardDefinition, _ kind: BoardValue.Kind) {
            self.definition = definition
            self.kind = kind
        }
    }

    /// A board, or the part of it that a team sees.
    package struct PartKey: Hashable, Sendable {
        package var board: BoardKey
        package var team: Int32?

        package init(_ board: BoardKey, team: Int32?) {
            self.board = board
            self.team = team
        }
    }

    /// Parts for teams kept at a time, and boards of earlier periods. Beyond, the one that was not looked at for longest goes,
    /// of those that nobody watches.
    package static let mostParts = 1024, mostEarlier = 32
    /// Moves that wait for the board they move, while it is read.
    static let mostWaiting = 10_000

    package let calendar: CompanyCalendar
    package private(set) var entries: [String: Entry] = [:]
    /// The board of people's points that the company looks at most: the first over a month, else the first there is.
    private let main: BoardDefinition?
    package internal(set) var roster: Roster
    /// The periods that are running, by kind.
    package internal(set) var current: [PeriodKind: Period] = [:]
    package internal(set) var boards: [BoardKey: Board] = [:]

    /// Who may not stand, on boards that are not for everybody.
    var excluded: [String: Set<Int32>] = [:]
    var parts: [PartKey: BoardPart] = [:]
    /// The ranks of today's beginning, of the boards that are running.
    var startOfDayRanks: [BoardKey: StartOfDayRanks] = [:]
    /// Boards that are being read.
    var reading: [BoardKey: Waiting] = [:]

    /// The moves that came while a board was read; `tooMany` when some were dropped, so that it must be read again.
    struct Waiting: Sendable {
        private(set) var moves: [BoardMove] = []
        private(set) var tooMany = false

        mutating func add(_ more: [BoardMove]) {
            let room = LiveBoards.mostWaiting - moves.count
            moves += more.prefix(room)
            if more.count > room { tooMany = true }
        }
    }

    /// When a part or a board of an earlier period was last looked at, by a count of looks.
    var looked: [PartKey: Int] = [:]
    /// How many topics show a part or a board: what is watched stays.
    var watched: [PartKey: Int] = [:]
    private var looks = 0

    /// Empty boards for the periods that run at `now`, over those who are known already: a roster that is filled before costs
    /// far less than as many rows in a commit, each of which looks at every board.
    package init(_ entries: [Entry], roster: Roster = Roster(), calendar: CompanyCalendar, now: Instant) {
        self.calendar = calendar
        self.roster = roster
        let ofPoints: [BoardDefinition] = entries.map(\.definition).filter(\.isOfPoints).filter { $0.scope == .company }
        main = ofPoints.first { $0.period == .month } ?? ofPoints.first
        self.entries = Dictionary(entries.map { ($0.definition.id, $0) }) { _, last in last }
        _ = turn(at: now)
    }

    /// What is running of the board that the company looks at most.
    package var mainBoard: BoardKey? {
        main.flatMap { main in running(main).map { BoardKey(board: main.id, period: $0.key) } }
    }

    package func definition(_ id: String) -> BoardDefinition? { entries[id]?.definition }

    /// The first instant at which a current period ends.
    package var nextTurn: Instant? { current.values.filter { $0.kind != .all }.map(\.end).min() }

    /// The period that a board shows as the current one; a span always is.
    package func running(_ definition: BoardDefinition) -> Period? { definition.span.map(calendar.span) ?? current[definition.period] }

    /// Whether an entrant does not stand on an open board, whatever they have.
    func isAway(_ entrant: Int32, _ definition: BoardDefinition) -> Bool {
        if definition.entrants == .members, roster.member(entrant)?.left ?? false { return true }
        return excluded[definition.id]?.contains(entrant) ?? false
    }

    /// Looks for a board of a period: a key, or `current`.
    package enum Found: Sendable {
        /// In memory, or being read.
        case here(BoardKey)
        /// Not in memory: it has to be read. A fill answers.
        case absent(BoardKey)
        case unknownBoard
        case unknownPeriod
    }

    package func find(_ board: String, period: String) -> Found {
        guard let definition = definition(board), let running = running(definition) else { return .unknownBoard }
        let key = BoardKey(board: board, period: period == "current" ? running.key : period)
        if boards[key] != nil || reading[key] != nil { return .here(key) }
        guard let asked = definition.period(key: key.period, calendar), asked.start < running.end else { return .unknownPeriod }
        return .absent(key)
    }

    /// The standings of a board, or of the part of it that a team sees; nil where the board is not in memory. The first
    /// look at a team's part costs O(members · log members).
    package mutating func standings(_ key: PartKey) -> (any Standings)? {
        guard let board = boards[key.board] else { return nil }
        looks += 1
        guard let team = key.team else {
            if !isCurrent(key.board) { looked[key] = looks }
            return board.index
        }
        looked[key] = looks
        if let part = parts[key] { return part }
        if parts.count >= Self.mostParts { dropOldest { $0.team != nil } }
        let part = BoardPart(of: board, members: roster.members(inside: team))
        parts[key] = part
        return part
    }

    /// What a viewer sees of a board now; nil where the board is not in memory.
    package mutating func window(_ key: PartKey, _ window: BoardWindow, viewer: BoardViewer) -> WindowState? {
        look(key, window, viewer: viewer)?.state
    }

    /// The same, with the values that it depends on.
    mutating func look(_ key: PartKey, _ window: BoardWindow, viewer: BoardViewer) -> WindowLook? {
        guard let definition = definition(key.board.board), let standings = standings(key) else { return nil }
        let roster = roster
        // Among the members of a team alone a rank is another one.
        let startOfDay = key.team == nil ? startOfDayRanks[key.board] : nil
        return standings.look(window, reveal: definition.reveal, ties: definition.ties, viewer: viewer) {
            roster.row($0, definition.entrants, before: startOfDay?[$0.entrant])
        }
    }

    /// Notes that one topic more (or, with -1, one fewer) shows this.
    package mutating func watch(_ key: PartKey, by difference: Int) {
        let count = watched[key, default: 0] + difference
        watched[key] = count > 0 ? count : nil
    }

    func isCurrent(_ key: BoardKey) -> Bool {
        definition(key.board).map { running($0)?.key == key.period } ?? false
    }

    /// Makes room for one more board of an earlier period.
    mutating func keepEarlier(_ key: BoardKey) {
        looked[PartKey(key, team: nil)] = looked[PartKey(key, team: nil)] ?? 0
        let earlier = looked.keys.count { $0.team == nil }
        if earlier > Self.mostEarlier { dropOldest { $0.team == nil && $0.board != key } }
    }

    private mutating func dropOldest(where isOld: (PartKey) -> Bool) {
        let dropped = looked.filter { key, _ in isOld(key) && watched[key] == nil && (key.team != nil || !isWatched(key.board)) }
        guard let oldest = dropped.min(by: { $0.value < $1.value })?.key else { return }
        looked[oldest] = nil
        parts[oldest] = nil
        if oldest.team == nil {
            boards[oldest.board] = nil
            for key in parts.keys where key.board == oldest.board { (parts[key], looked[key]) = (nil, nil) }
        }
    }

    private func isWatched(_ key: BoardKey) -> Bool { watched.keys.contains { $0.board == key } }
}

extension BoardDefinition {
    /// Compares people's points.
    var isOfPoints: Bool { entrants == .members && value == .points }
}
