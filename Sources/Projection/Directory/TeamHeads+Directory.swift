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
        var credits: [(head: HeadCredit, day: Day, by: Int64)] = []
        for cell in changes.moves.cells where cell.key.measure == .credited {
            if let head = HeadCredit(cell.key.owner) { credits.append((head, cell.day, cell.now.count)) }
        }
        return take(credits, directory)
    }

    /// Takes how many activities more were credited to members.
    mutating func take(_ credits: [(head: HeadCredit, day: Day, by: Int64)], _ directory: Directory) -> [TeamID: Int] {
        var changed: [TeamID: Int] = [:]
        for (head, day, count) in credits where credit(head, by: count, on: day) {
            if let member = directory.members[head.member] { changed.merge(note(member, directory)) { $1 } }
        }
        return changed
    }
}
