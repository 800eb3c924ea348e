/// One line of a board: who stands where, with what.
package struct Standing: Sendable, Equatable {
    /// The entrant's number.
    package var entrant: Int32
    package var value: BoardValue
    /// From 1; shared by the tied.
    package var rank: Int
    /// The place in the list, from 1, never shared.
    package var place: Int
    /// The number of the command that last changed the value.
    package var reachedBy: UInt64

    package init(entrant: Int32, value: BoardValue, rank: Int, place: Int, reachedBy: UInt64) {
        self.entrant = entrant
        self.value = value
        self.rank = rank
        self.place = place
        self.reachedBy = reachedBy
    }

    /// Whether `next`, which is listed right after this one, shares its rank.
    func isTied(with next: Standing, under ties: TiePolicy) -> Bool {
        value == next.value && (ties != .first || reachedBy == next.reachedBy)
    }

    /// The rank of what is listed right after this one.
    func rank(ofNext next: Standing, under ties: TiePolicy) -> Int {
        if isTied(with: next, under: ties) { return rank }
        return ties == .dense ? rank + 1 : place + 1
    }
}
