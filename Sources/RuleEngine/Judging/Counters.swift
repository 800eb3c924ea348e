import Identity
import JSON
import Periods

/// What judging reads and moves: sums by day, and claims. Reading sees what the same judgement has moved before.
///
/// An object, because judging hands it around: a copy of what it counts for each of its steps would be dear.
package protocol Counters: AnyObject {
    func tally(_ key: TallyKey, over days: DayRange) throws -> Tally
    func holders(of claim: ClaimKey) throws -> [ClaimHolder]
    /// The value of a target, or nil.
    func target(_ metric: String, of member: MemberID, period: Period) throws -> Decimal?

    func move(_ key: TallyKey, on day: Day, by sum: Decimal, count: Int64) throws
    func claim(_ key: ClaimKey, by holder: ClaimHolder) throws
    func release(_ key: ClaimKey, by activity: ActivityKey) throws
}
