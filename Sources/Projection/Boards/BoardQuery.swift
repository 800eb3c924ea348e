import Boards
import Identity
import Periods
import PointsEngine
import RuleEngine
import Store

/// Which board is to be read from the store, and what of it. It goes to a reader's thread and comes back with the answer.
package struct BoardQuery: Hashable, Sendable {
    package let key: BoardKey
    /// Tells an answer for these boards from one for the boards before the last publication.
    let generation: Int
    let source: BoardSource
    let period: Period
    /// The period before it, with which growth compares.
    let before: Period?
    /// The day whose beginning is of interest: today, in a period that began earlier.
    let today: Day?

    /// Reads everything from one snapshot. O(entrants).
    package func read(_ reader: Reader) throws -> StoredBoard {
        try reader.snapshot {
            var board = StoredBoard()
            board.through = try reader.lastCommand()
            if let archive = try reader.archive(board: key.board, period: period.key) {
                board.archive = archive
                return board
            }
            try readAmounts(reader, &board)
            try readGoals(reader, &board)
            if let today { board.today = try amounts(of: today, reader) }
            try readBases(reader, &board)
            return board
        }
    }

    private func readAmounts(_ reader: Reader, _ board: inout StoredBoard) throws {
        for measure in source.measures {
            for (owner, tally) in try reader.tallies(of: measure, over: period.days) where source.owns(owner) {
                board.amounts[owner, default: BoardAmount()].add(tally.sum, measure, source)
                board.note(tally.changed, of: owner)
            }
        }
    }

    private func readGoals(_ reader: Reader, _ board: inout StoredBoard) throws {
        guard let finish = source.finish else { return }
        let goals = try reader.goals(board: key.board, period: period.key)
        for (owner, amount) in board.amounts where amount.value(source) >= finish { board.arrive(owner, by: goals[owner]?.number ?? 0) }
    }

    private func readBases(_ reader: Reader, _ board: inout StoredBoard) throws {
        switch source.basis {
        case .none: break
        case .heads:
            for (owner, tally) in try reader.tallies(of: .credited, over: period.days) { HeadCredit(owner).map { board.credits[$0] = tally.sum.int64 ?? 0 } }
        case .target(let metric):
            for (key, target) in try reader.targets(of: metric, period: period.key) { board.bases[Owner(key.owner)] = BoardAmount(top: target.value) }
        case .before:
            guard let before else { break }
            for measure in source.measures {
                for (owner, tally) in try reader.tallies(of: measure, over: before.days) where source.owns(owner) {
                    board.bases[owner, default: BoardAmount()].add(tally.sum, measure, source)
                    board.note(tally.changed, of: owner)
                }
            }
        }
    }

    private func amounts(of day: Day, _ reader: Reader) throws -> [Owner: BoardAmount] {
        var amounts: [Owner: BoardAmount] = [:]
        for measure in source.measures {
            for (owner, tally) in try reader.tallies(of: measure, over: DayRange(day)) where source.owns(owner) {
                amounts[owner, default: BoardAmount()].add(tally.sum, measure, source)
            }
        }
        return amounts
    }
}
