import Identity
import Periods
import PointsEngine
import RuleEngine
import Store

/// What a reader found of a board.
struct StoredBoard: Sendable {
    var archive: Archive?
    var amounts: [Owner: BoardAmount] = [:]
    var bases: [Owner: BoardAmount] = [:]
    /// What of the amounts came today; nil where it was not asked for.
    var today: [Owner: BoardAmount]?
    /// Activities that were credited to members in teams; for heads.
    var credits: [HeadCredit: Int64] = [:]
    /// The command that last changed each amount.
    var changed: [Owner: Int64] = [:]
    var through: Int64 = 0

    /// - Parameter today: the day whose beginning is of interest: of a period that runs, and began earlier.
    static func read(_ source: BoardSource, _ period: Period, _ before: Period?, today: Day?, _ reader: Reader) throws -> StoredBoard {
        var reading = StoredBoard()
        reading.through = try reader.lastCommand()
        if let archive = try reader.archive(board: source.definition.id, period: period.key) {
            reading.archive = archive
            return reading
        }
        for (owner, tally) in try reader.tallies(of: source.top, over: period.days) where source.owns(owner) {
            reading.amounts[owner, default: BoardAmount()].top = tally.sum
            reading.changed[owner] = tally.changed
        }
        if let bottom = source.bottom {
            for (owner, tally) in try reader.tallies(of: bottom, over: period.days) where source.owns(owner) {
                reading.amounts[owner, default: BoardAmount()].bottom = tally.sum
                reading.changed[owner] = max(reading.changed[owner] ?? 0, tally.changed)
            }
        }
        if let today { reading.today = try Self.today(source, today, reader) }
        switch source.basis {
        case .none: break
        case .heads:
            for (owner, tally) in try reader.tallies(of: .credited, over: period.days) { HeadCredit(owner).map { reading.credits[$0] = tally.sum.int64 ?? 0 } }
        case .target(let metric):
            for (key, target) in try reader.targets(of: metric, period: period.key) { reading.bases[Owner(key.owner)] = BoardAmount(top: target.value) }
        case .before:
            guard let before else { break }
            for (owner, tally) in try reader.tallies(of: source.top, over: before.days) where source.owns(owner) {
                reading.bases[owner, default: BoardAmount()].top = tally.sum
                reading.changed[owner] = max(reading.changed[owner] ?? 0, tally.changed)
            }
        }
        return reading
    }

    private static func today(_ source: BoardSource, _ day: Day, _ reader: Reader) throws -> [Owner: BoardAmount] {
        var amounts: [Owner: BoardAmount] = [:]
        for measure in [source.top, source.bottom].compactMap({ $0 }) {
            for (owner, tally) in try reader.tallies(of: measure, over: DayRange(day)) where source.owns(owner) {
                amounts[owner, default: BoardAmount()].add(tally.sum, measure, source)
            }
        }
        return amounts
    }
}
