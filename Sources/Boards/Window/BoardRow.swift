/// A line of a window, as it is shown.
package struct BoardRow: Sendable, Hashable {
    /// The entrant's number; it is not shown.
    package var entrant: Int32
    /// The id of the member or team.
    package var id: String
    package var name: String
    /// The id of a member's team.
    package var team: String?
    package var value: BoardValue
    package var rank: Int
    /// The place in the list, from 1: it orders those who share a rank.
    package var place: Int
    /// The rank at the start of the company's today, where it is known.
    package var before: Int?
    /// The path of a member's photograph.
    package var picture: String?

    package init(entrant: Int32, id: String, name: String, team: String?, value: BoardValue, rank: Int, place: Int) {
        self.entrant = entrant
        self.id = id
        self.name = name
        self.team = team
        self.value = value
        self.rank = rank
        self.place = place
    }
}

/// The next place that an entrant can reach: all that a quiet board tells of others.
package struct NextPlace: Sendable, Hashable {
    package var rank: Int
    package var value: BoardValue

    package init(rank: Int, value: BoardValue) {
        self.rank = rank
        self.value = value
    }
}
