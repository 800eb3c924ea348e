import Identity
import PointsEngine
import RuleEngine

/// What a reader found of a board.
package struct StoredBoard: Sendable {
    /// The record of a period that is locked; what follows is empty then.
    var archive: Archive?
    var amounts: [Owner: BoardAmount] = [:]
    var bases: [Owner: BoardAmount] = [:]
    /// What of the amounts came today; nil where it was not asked for.
    var today: [Owner: BoardAmount]?
    /// Activities that were credited to members in teams; for heads.
    var credits: [HeadCredit: Int64] = [:]
    /// The command that last changed each amount.
    private(set) var changed: [Owner: Int64] = [:]
    /// The last command that is in it.
    var through: Int64 = 0

    /// Those who are at the goal of a race came there by this command; 0: before it was announced.
    mutating func arrive(_ owner: Owner, by command: Int64) { changed[owner] = command }

    mutating func note(_ command: Int64, of owner: Owner) { changed[owner] = max(changed[owner] ?? 0, command) }
}
