import Boards
import Periods

/// The ranks of a board at the start of the company's today: what its arrows compare with.
///
/// Four bytes an entrant, made once a day; boards with more entrants than `mostEntrants` go without, because walking through
/// a million lines would hold up everybody at midnight.
struct StartOfDayRanks: Sendable {
    /// By entrant; 0 for who did not stand.
    private var ranks: [Int32] = []

    static let mostEntrants = 100_000

    /// O(n).
    init?(_ index: StandingIndex) {
        guard index.count <= Self.mostEntrants else { return nil }
        for offset in stride(from: 0, to: index.count, by: 1_000) {
            for line in index.page(offset: offset, limit: 1_000) {
                while ranks.count <= Int(line.entrant) { ranks.append(0) }
                ranks[Int(line.entrant)] = Int32(line.rank)
            }
        }
    }

    subscript(entrant: Int32) -> Int? {
        ranks.indices.contains(Int(entrant)) && ranks[Int(entrant)] > 0 ? Int(ranks[Int(entrant)]) : nil
    }
}

extension LiveBoards {
    /// A day begins: the boards that go on keep their ranks of now, those that begin with it have none.
    mutating func keepRanks(turned: Set<PeriodKind>) {
        startOfDayRanks = [:]
        for kind in current.keys where !turned.contains(kind) {
            for definition in entries.values.map(\.definition) where definition.period == kind {
                guard let period = running(definition) else { continue }
                let key = BoardKey(board: definition.id, period: period.key)
                startOfDayRanks[key] = boards[key].flatMap { StartOfDayRanks($0.index) }
            }
        }
    }

    /// A board that was read in the course of the day brings what it was made of when the day began.
    mutating func keepRanks(of fill: BoardFill, _ definition: BoardDefinition, name: (Int32) -> UInt64, isAway: (Int32) -> Bool) {
        startOfDayRanks[fill.board] = nil
        guard let lines = fill.startOfDay, lines.count <= StartOfDayRanks.mostEntrants, isCurrent(fill.board) else { return }
        let began = BoardFill(board: fill.board, phase: fill.phase, kind: fill.kind, lines: lines, through: fill.through, at: fill.at)
        startOfDayRanks[fill.board] = StartOfDayRanks(Board(definition, began, name: name, isAway: isAway).index)
    }
}
