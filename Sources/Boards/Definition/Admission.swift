import Expressions
import Identity

/// Who may stand on a board: everybody, or those of some teams, or of teams those of one level, or whom a condition over `member` lets in. It is asked of each member as
/// they are now; the lock freezes what it said.
package struct Admission: Hashable, Sendable {
    /// Of teams inside teams, which compete: a region that stands beside its own teams would win with their points.
    package enum Level: String, CaseIterable, Sendable {
        case all
        /// Those that hold no other team.
        case innermost
        /// Those that are in no other team for which the board is.
        case outermost
    }

    /// The teams, and those inside them; nil: all.
    package var teams: [TeamID]?
    /// Of boards of members.
    package var condition: Expression?
    /// Of boards of teams.
    package var level = Level.all

    package init(teams: [TeamID]? = nil, condition: Expression? = nil) {
        self.teams = teams
        self.condition = condition
    }

    package var isOpenToAll: Bool { teams == nil && condition == nil && level == .all }

    /// - Parameter lineage: the team and those around it.
    package func admits(_ lineage: [TeamID]) -> Bool { teams.map { $0.contains(where: lineage.contains) } ?? true }

    /// Whether a team may stand.
    /// - Parameters:
    ///   - lineage: the team and those around it.
    ///   - holders: the teams that hold others.
    package func admits(team lineage: [TeamID], holders: Set<TeamID>) -> Bool {
        guard let team = lineage.first, admits(lineage) else { return false }
        return switch level {
        case .all: true
        case .innermost: !holders.contains(team)
        case .outermost: lineage.count == 1 || !admits(Array(lineage.dropFirst()))
        }
    }

    package static func == (a: Self, b: Self) -> Bool { a.teams == b.teams && a.level == b.level && a.condition?.source == b.condition?.source }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(teams)
        hasher.combine(level)
        hasher.combine(condition?.source)
    }
}
