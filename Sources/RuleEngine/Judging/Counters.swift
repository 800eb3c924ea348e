import Identity
import JSON
import Periods

/// What judging reads and moves: sums by day, and claims. Reading sees what the same judgement has moved before.
package protocol Counters {
    func tally(_ key: TallyKey, over days: DayRange) throws -> Tally
    func holders(of claim: ClaimKey) throws -> [ClaimHolder]
    /// The value of a target, or nil.
    func target(_ metric: String, of member: MemberID, period: Period) throws -> Decimal?

    mutating func move(_ key: TallyKey, on day: Day, by sum: Decimal, count: Int64) throws
    mutating func claim(_ key: ClaimKey, by holder: ClaimHolder) throws
    mutating func release(_ key: ClaimKey, by activity: ActivityKey) throws
}
