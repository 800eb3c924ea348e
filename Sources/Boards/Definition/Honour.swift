import Identity

/// What a place is worth when a period of a board is locked (boards.md).
package struct Honour: Hashable, Sendable {
    /// The place, from 1; each place once a board.
    package var rank: Int
    package var title: LocalizedText?
    /// The prize in points, 0 for none. Boards of teams give titles only.
    package var points: Points

    package init(rank: Int, title: LocalizedText? = nil, points: Points = 0) {
        self.rank = rank
        self.title = title
        self.points = points
    }
}

/// An honour that an entrant is given.
package struct HonourGrant: Hashable, Sendable {
    /// The entrant's number: of a member, or of a team on a board of teams.
    package var entrant: Int32
    package var rank: Int
    package var title: LocalizedText?
    package var points: Points

    package init(entrant: Int32, rank: Int, title: LocalizedText?, points: Points) {
        self.entrant = entrant
        self.rank = rank
        self.title = title
        self.points = points
    }
}

extension BoardDefinition {
    /// Who is given what when these standings, which are all in order, are locked. Honours go to values above 0 only.
    ///
    /// The tied share the prizes of the places they occupy equally, fractions are dropped (in `dense` they occupy one place);
    /// all of them get the title, which is that of the first place among theirs that has one. A grant may hold neither
    /// title nor points (a prize of one among two). O(places with honours + those tied at the last of them).
    package func honourGrants(_ standings: some Collection<Standing>) -> [HonourGrant] {
        if case .shared? = goal { return sharedGrants(standings) }
        guard let last = honours.map(\.rank).max() else { return [] }
        var grants: [HonourGrant] = []
        var rest = standings[...]
        while let first = rest.first, first.rank <= last, first.value > .points(0) {
            let tied = rest.prefix { $0.rank == first.rank }
            rest = rest[tied.endIndex...]
            let places = first.rank..<first.rank + (ties == .dense ? 1 : tied.count)
            let won = honours.filter { places.contains($0.rank) }.sorted { $0.rank < $1.rank }
            guard !won.isEmpty else { continue }
            let prize = entrants != .members ? 0 : won.reduce(0) { $0 + $1.points } / Points(tied.count)
            let title = won.lazy.compactMap(\.title).first
            grants += tied.map { HonourGrant(entrant: $0.entrant, rank: first.rank, title: title, points: prize) }
        }
        return grants
    }

    /// What all have reached together, all have: each the whole prize.
    private func sharedGrants(_ standings: some Collection<Standing>) -> [HonourGrant] {
        guard let honour = honours.first(where: { $0.rank == 1 }) else { return [] }
        return standings.prefix { $0.value > .points(0) }.map {
            HonourGrant(entrant: $0.entrant, rank: 1, title: honour.title, points: entrants != .members ? 0 : honour.points)
        }
    }
}
