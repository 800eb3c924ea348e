/// A ranked list that can be read in logarithmic time: a whole board, or the part of it that a team sees.
package protocol Standings {
    /// How many stand.
    var count: Int { get }
    /// At most `limit` lines from the `offset`th on (from 0).
    func page(offset: Int, limit: Int) -> [Standing]
    /// The entrant's line between its neighbours; empty where it does not stand.
    func around(_ entrant: Int32, radius: Int) -> [Standing]
    /// How many are listed before the entrant; nil where it does not stand.
    func position(of entrant: Int32) -> Int?
    /// The last of those ahead of the entrant's rank; nil at the first rank, and where the entrant does not stand.
    func next(ahead entrant: Int32) -> Standing?
}

extension StandingIndex: Standings {}
