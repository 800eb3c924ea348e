/// What teams have, summed up the tree: a region's value includes the teams inside it (points.md, the small print).
package struct TeamTotals: Sendable {
    package let tree: TeamTree
    private let kind: BoardValue.Kind
    private var direct: [Int32: BoardValue] = [:]
    private var totals: [Int32: BoardValue] = [:]

    package init(_ tree: TeamTree, of kind: BoardValue.Kind) {
        self.tree = tree
        self.kind = kind
    }

    /// What was credited to a team itself. Answers the teams whose total may have changed: it and those around it. O(depth).
    package mutating func set(_ value: BoardValue, of team: Int32) -> [Int32] {
        let difference = value + -(direct[team] ?? .nothing(kind))
        direct[team] = value
        let path = tree.path(from: team)
        for team in path { totals[team] = total(of: team) + difference }
        return path
    }

    /// What a team and the teams inside it have.
    package func total(of team: Int32) -> BoardValue { totals[team] ?? .nothing(kind) }

    /// The totals of all teams that have any.
    package var all: [Int32: BoardValue] { totals }

    /// The same credits under another tree. O(teams · depth).
    package func moved(to tree: TeamTree) -> TeamTotals {
        var totals = TeamTotals(tree, of: kind)
        for (team, value) in direct { _ = totals.set(value, of: team) }
        return totals
    }
}
