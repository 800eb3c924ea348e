import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// The state that deciding reads. Synchronous; what is absent is nil; it throws only where the storage fails.
///
/// Implemented by memory, by memory with a store behind it, and by an `Overlay` on either. One contract suite runs on
/// all of them.
package protocol Facts {
    func member(_ id: MemberID) throws -> Member?
    func team(_ id: TeamID) throws -> Team?
    /// The open lots and the debt; an empty wallet for who never had one.
    func wallet(_ id: MemberID) throws -> Wallet
    /// Any lot, open or closed.
    func lot(_ id: LotID) throws -> Lot?
    /// What a chain of lots or a deduction asks of other points; nil: it never did.
    func demand(_ id: LotID) throws -> Demand?
    func entry(_ number: Int64) throws -> Entry?
    func standing(_ id: MemberID) throws -> TierStanding?
    func recorded(_ key: ActivityKey) throws -> Recorded?
    /// The activities that were recorded by commands after `number`, in the order of their numbers, at most `limit` of them.
    func activities(after number: Int64, limit: Int) throws -> [Recorded]
    /// The sum over days; `.zero` where nothing was counted.
    func tally(_ key: TallyKey, over days: DayRange) throws -> Tally
    func holders(of claim: ClaimKey) throws -> [ClaimHolder]
    func request(_ id: RequestID) throws -> Request?
    func target(_ key: TargetKey) throws -> Target?
    /// Whether anything was ever aimed at for an owner, in any period.
    func hasTargets(_ owner: TargetKey.Owner) throws -> Bool
    func reward(_ id: String) throws -> Reward?
    /// By threshold, then by id.
    func tiers() throws -> [Tier]
    /// The end of the last period of a board that is locked; nil: none is.
    func lockedThrough(board: String) throws -> Instant?

    /// The end of the last locked period of any board: what happens after it is too late nowhere.
    func lastLock() throws -> Instant?

    /// The sums of every owner of a measure that is a member or a team (of `credited`, of every owner), for a closing period. O(owners).
    func standings(of measure: Measure, over days: DayRange) throws -> [(owner: Owner, tally: Tally)]
    /// Everyone, for the heads of a team. O(members).
    func everyone() throws -> [Member]

    /// The number that the next entry gets; from 1.
    func nextEntry() throws -> Int64
    /// The number that the next command gets; from 1.
    func nextCommand() throws -> Int64
}

extension Facts {
    /// The team and the teams around it, from the inside out.
    package func lineage(of team: TeamID?) throws -> [TeamID] {
        var lineage: [TeamID] = []
        var next = team
        while let id = next, lineage.count < Team.maximumDepth, !lineage.contains(id) {
            lineage.append(id)
            next = try self.team(id)?.parent
        }
        return lineage
    }
}
