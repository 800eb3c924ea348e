import Identity
import Periods
import PointsEngine
import RuleEngine

/// The heads of a board on screen, by the people and teams of the directory.
extension TeamHeads {
    /// O(members · stays).
    package init(in period: Period, _ directory: Directory, credits: [HeadCredit: Int64] = [:]) {
        self.init(in: period, directory.members.values, credits: credits) { directory.lineage(of: $0) }
    }

    mutating func note(_ member: Member, _ directory: Directory) -> [TeamID: Int] {
        note(member) { directory.lineage(of: $0) }
    }

    mutating func recount(_ directory: Directory) -> [TeamID: Int] {
        recount(directory.members.values) { directory.lineage(of: $0) }
    }

    /// Takes what a command credited to members.
    mutating func take(_ changes: Changes, _ directory: Directory) -> [TeamID: Int] {
        var changed: [TeamID: Int] = [:]
        for cell in changes.moves.cells where cell.key.measure == .credited {
            guard let head = HeadCredit(cell.key.owner), let member = directory.members[head.member], let count = cell.now.sum.int64 else { continue }
            changed.merge(credit(head, by: count, on: cell.day, member) { directory.lineage(of: $0) }) { $1 }
        }
        return changed
    }
}
