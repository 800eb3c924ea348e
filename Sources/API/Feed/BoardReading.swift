import Identity
import Periods
import PointsEngine
import RuleEngine
import Store

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
                reading.changed[owner] = max(reading.changed[owner] ?? 0, tally.changed)
            }
        }
        return reading
    }
}
