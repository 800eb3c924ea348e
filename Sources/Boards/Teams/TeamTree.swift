/// Teams inside teams, by number.
package struct TeamTree: Sendable, Equatable {
    /// The number of the team around each team, or nil for one that is in none.
    private let parents: [Int32?]

    package static let empty = TeamTree(parents: [])

    /// Nil where a team is inside itself, or in one that does not exist. O(n · depth).
    package init?(_ parents: [Int32?]) {
        for start in parents.indices {
            var (team, steps) = (parents[start], 0)
            while let around = team {
                guard parents.indices.contains(Int(around)), steps < parents.count else { return nil }
                team = parents[Int(around)]
                steps += 1
            }
        }
        self.parents = parents
    }

    private init(parents: [Int32?]) { self.parents = parents }

    package var count: Int { parents.count }

    /// The team, then those around it, the innermost first; nothing for a team that does not exist.
    package func path(from team: Int32) -> [Int32] {
        guard parents.indices.contains(Int(team)) else { return [] }
        var path = [team]
        while let around = parents[Int(path[path.count - 1])] { path.append(around) }
        return path
    }

    /// Whether a team is another or inside it.
    package func isInside(_ team: Int32, _ other: Int32) -> Bool { path(from: team).contains(other) }
}
