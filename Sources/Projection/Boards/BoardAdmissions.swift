import Boards
import Identity
import Periods
import PointsEngine

/// Who may stand on the boards that are not for everybody, as people are now.
struct BoardAdmissions {
    private let boards: [BoardDefinition]
    private var excluded: [String: Set<Int32>] = [:]

    init(_ boards: [BoardDefinition]) { self.boards = boards.filter { !$0.admits.isOpenToAll } }

    var isEmpty: Bool { boards.isEmpty }

    /// Looks again at members and teams that are new or were changed; answers what is other now, in order. O(boards · members · depth).
    mutating func note(
        _ members: some Collection<Member>, _ teams: some Collection<TeamID>, _ directory: Directory, _ numbers: EntrantNumbers, at now: Instant
    ) -> [AdmissionChange] {
        var changes: [AdmissionChange] = []
        let holders = teams.isEmpty ? [] : Set(directory.teams.values.compactMap(\.parent))
        for board in boards {
            switch board.entrants {
            case .members:
                for member in members {
                    let lineage = directory.lineage(of: member.team(at: now)), tier = directory.standings[member.id]?.tier
                    note(board, numbers[member.id], board.admits.admits(lineage, member, tier: tier), &changes)
                }
            case .teams:
                for team in teams { note(board, numbers[team], board.admits.admits(team: directory.lineage(of: team), holders: holders), &changes) }
            case .customers: continue
            }
        }
        return changes.sorted { $0.board == $1.board ? $0.entrant < $1.entrant : $0.board < $1.board }
    }

    private mutating func note(_ board: BoardDefinition, _ entrant: Int32?, _ isAdmitted: Bool, _ changes: inout [AdmissionChange]) {
        guard let entrant, isAdmitted == excluded[board.id]?.contains(entrant) ?? false else { return }
        if isAdmitted { excluded[board.id]?.remove(entrant) } else { excluded[board.id, default: []].insert(entrant) }
        changes.append(AdmissionChange(board: board.id, entrant: entrant, isAdmitted: isAdmitted))
    }
}
