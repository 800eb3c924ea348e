import Identity

/// Of whom rights are asked: people, and the teams around a team. The engine looks into its facts, the pages into their
/// directory.
package protocol PeopleLookup {
    associatedtype Failure: Error

    func member(_ id: MemberID) throws(Failure) -> Member?
    /// The team and the teams around it, from the inside out.
    func lineage(of team: TeamID?) throws(Failure) -> [TeamID]
    /// Managers and those above them, in no order; also who has left. O(leaders).
    func leaders() throws(Failure) -> [Member]
}
