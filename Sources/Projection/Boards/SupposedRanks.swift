import Boards
import Identity
import Live
import PointsEngine
import RuleEngine
import Store

/// Where a member, or the nearest of their teams, stands on a board, and would stand after something that was not done.
package struct SupposedRank: Sendable {
    package struct Standing: Hashable, Sendable {
        package let rank: Int
        package let value: BoardValue
    }

    package let board: String
    package let period: String
    package let owner: Owner
    /// Nil: it does not stand there.
    package let before: Standing?
    package let after: Standing?
}

extension Projection {
    /// The ranks of a member on every running board, and on every other in memory that it moves, before and after a batch that is never
    /// written: its commits move copies of the boards as those on disk move the boards themselves.
    ///
    /// - Parameter supposed: decided on top of all that the projection has seen.
    package func ranks(of member: MemberID, for viewer: Viewer, supposing supposed: Committed, at now: ClockReading) -> [SupposedRank] {
        var directory = directory, boards = boards, after = feed.boards
        directory.apply(supposed.changes, supposed.programme)
        let commit = boards.commit(supposed, directory)
        let moved = Set(commit.moves.map(\.board))
        _ = after.apply(commit)
        let owners = [Owner.member(member)] + directory.lineage(of: directory.members[member]?.team(at: now.time)).map(Owner.team)
        let seesAll = live(viewer).seesAll
        return directory.programme.boards.flatMap { board -> [SupposedRank] in
            // How teams stand on a quiet board is nobody's to see.
            guard board.entrants == .members || seesAll || board.reveal == .all else { return [] }
            let running = after.running(board).flatMap { $0.contains(now.time) ? BoardKey(board: board.id, period: $0.key) : nil }
            let keys = Set(moved.filter { $0.board == board.id } + [running].compactMap { $0 }).sorted { $0.period < $1.period }
            return keys.compactMap { rank(of: owners, on: $0, board, after) }
        }
    }

    private func rank(of owners: [Owner], on key: BoardKey, _ board: BoardDefinition, _ after: LiveBoards) -> SupposedRank? {
        let before = feed.boards
        guard before.boards[key] != nil else { return nil }
        func standing(_ owner: Owner, _ boards: LiveBoards) -> SupposedRank.Standing? {
            guard let number = self.boards.numbers[owner], let index = boards.boards[key]?.index, let rank = index.rank(of: number),
                let value = index.value(of: number)
            else { return nil }
            return SupposedRank.Standing(rank: rank, value: value)
        }
        let fitting = owners.filter { owner in
            switch owner {
            case .member: board.entrants == .members
            case .team: board.entrants == .teams
            case .customer, .company, .key: false
            }
        }
        guard let owner = fitting.first(where: { standing($0, after) != nil || standing($0, before) != nil }) ?? fitting.first else { return nil }
        return SupposedRank(board: key.board, period: key.period, owner: owner, before: standing(owner, before), after: standing(owner, after))
    }
}
