import Expressions
import Identity

/// Who may stand on a board: everybody, or those of some teams, or whom a condition over `member` lets in. It is asked of each member as
/// they are now; the lock freezes what it said.
package struct Admission: Hashable, Sendable {
    /// The teams, and those inside them; nil: all.
    package var teams: [TeamID]?
    /// Of boards of members.
    package var condition: Expression?

    package init(teams: [TeamID]? = nil, condition: Expression? = nil) {
        self.teams = teams
        self.condition = condition
    }

    package var isOpenToAll: Bool { teams == nil && condition == nil }

    /// - Parameter lineage: the team and those around it.
    package func admits(_ lineage: [TeamID]) -> Bool { teams.map { $0.contains(where: lineage.contains) } ?? true }

    package static func == (a: Self, b: Self) -> Bool { a.teams == b.teams && a.condition?.source == b.condition?.source }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(teams)
        hasher.combine(condition?.source)
    }
}
