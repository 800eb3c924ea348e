import Boards
import JSON

/// Who moves ahead by a commit on the board that the company looks at most: first place and the top three are celebrated,
/// and who was overtaken is told. Looked at before the boards move, and again after it.
struct RankMilestones {
    private struct Climb {
        let entrant: Int32
        /// Nil: did not stand.
        let from: BoardValue?
        let rank: Int?
        let to: BoardValue
    }

    private let key: BoardKey
    private let definition: BoardDefinition
    private let climbs: [Climb]
    /// How many stood before.
    private let had: Int
    private let at: Int64
    /// Who may have been overtaken, with their rank before.
    private let rivals: [(member: Int32, rank: Int)]

    /// The places that are celebrated.
    static let celebratedRanks = 3
    /// Who is told of being overtaken by one commit, at most.
    private static let mostRivals = 200

    /// Nil where nobody climbs.
    ///
    /// - Parameter watching: members who would be told; asked for only where somebody climbs. O(moves · log moves + watching).
    init?(_ commit: BoardCommit, _ boards: LiveBoards, watching: () -> [Int32]) {
        guard let key = boards.mainBoard, let definition = boards.definition(key.board), let board = boards.boards[key], board.phase == .open else { return nil }
        var last: [Int32: BoardValue] = [:]
        for moves in commit.moves where moves.board == key {
            for move in moves.moves where move.part == .amount { last[move.entrant] = move.value }
        }
        climbs = last.compactMap { entrant, value in
            let before = board.index.value(of: entrant)
            return before.map { $0 < value } ?? true ? Climb(entrant: entrant, from: before, rank: board.index.rank(of: entrant), to: value) : nil
        }
        guard !climbs.isEmpty else { return nil }
        (self.key, self.definition, had, at) = (key, definition, board.index.count, commit.moves.last?.moves.last?.at ?? 0)
        let overtaken = OvertakenRanges(climbs.map { ($0.from, $0.to) })
        rivals = watching().lazy.filter { last[$0] == nil && board.index.value(of: $0).map(overtaken.contains) ?? false }
            .prefix(Self.mostRivals).compactMap { rival in board.index.rank(of: rival).map { (rival, $0) } }
    }

    /// What is celebrated, once the boards have moved: who came to first place or into the top three past somebody else.
    /// - Parameter celebrations: what the same commit tells of who climbed.
    func milestones(_ boards: LiveBoards, of celebrations: [Celebration]) -> [Celebration] {
        guard let index = boards.boards[key]?.index else { return [] }
        return climbs.compactMap { climb -> (rank: Int, Celebration)? in
            guard let rank = index.rank(of: climb.entrant), let place = index.position(of: climb.entrant).map({ $0 + 1 }),
                let kind = kind(rank, was: climb.rank, total: index.count)
            else { return nil }
            let cause = celebrations.last { $0.member == climb.entrant }
            let more: JSONObject = ["board": .string(key.board), "period": .string(key.period), "rank": .number(Decimal(rank))]
            let isHidden = !definition.reveal.allows(place: place, ownPlace: nil, seesAll: false)
            var celebration = Celebration(kind: kind, member: climb.entrant, points: cause?.points, title: cause?.title ?? .null, at: at, more: more)
            celebration.isReserved = isHidden
            return (rank, celebration)
        }.sorted { ($0.rank, $0.1.member) < ($1.rank, $1.1.member) }.map(\.1)
    }

    /// A place is won where somebody else had it: the first sale of a month makes no champion.
    private func kind(_ rank: Int, was: Int?, total: Int) -> String? {
        if rank == 1, was != 1, had > 0 { return "first" }
        return rank <= Self.celebratedRanks && was ?? .max > Self.celebratedRanks && total > Self.celebratedRanks ? "top-three" : nil
    }

    /// What those hear who fell behind somebody: both ranks, and who it was where they may see that row.
    func overtaken(_ boards: LiveBoards) -> [PersonalNotice] {
        guard let index = boards.boards[key]?.index else { return [] }
        return rivals.compactMap { rival, was in
            guard let rank = index.rank(of: rival), rank > was, let own = index.value(of: rival), let place = index.position(of: rival) else { return nil }
            var more: JSONObject = [
                "board": .string(key.board), "period": .string(key.period), "rank": .number(Decimal(rank)), "was": .number(Decimal(was)),
            ]
            // Of several, the one who is nearest now.
            let ahead = climbs.filter { $0.to > own && ($0.from.map { $0 <= own } ?? true) }.min { $0.to < $1.to }
            if let ahead, let theirs = index.position(of: ahead.entrant), let row = boards.roster.member(ahead.entrant),
                definition.reveal.allows(place: theirs + 1, ownPlace: place + 1, seesAll: false) {
                more["member"] = .string(row.id)
                more["name"] = .string(row.name)
                more["team"] = row.team.flatMap { boards.roster.team($0) }.map { .string($0.id) }
                more["ahead"] = index.rank(of: ahead.entrant).map { .number(Decimal($0)) }
            }
            return PersonalNotice(kind: "overtaken", member: rival, points: nil, title: .null, at: at, more: more, isKept: true)
        }
    }
}

/// The values that somebody went past: stretches that do not touch, in order.
private struct OvertakenRanges {
    private var stretches: [(from: BoardValue?, to: BoardValue)] = []

    init(_ climbs: [(from: BoardValue?, to: BoardValue)]) {
        let sorted = climbs.sorted { a, b in a.from.map { from in b.from.map { from < $0 } ?? false } ?? (b.from != nil) }
        for climb in sorted {
            guard let last = stretches.last, climb.from.map({ $0 <= last.to }) ?? true else {
                stretches.append(climb)
                continue
            }
            stretches[stretches.count - 1].to = max(last.to, climb.to)
        }
    }

    /// O(log stretches).
    func contains(_ value: BoardValue) -> Bool {
        var low = 0, high = stretches.count
        while low < high {
            let middle = (low + high) / 2
            if stretches[middle].to > value { high = middle } else { low = middle + 1 }
        }
        return low < stretches.count && stretches[low].from.map { $0 <= value } ?? true
    }
}
