import Identity
import JSON
import Periods
import RuleEngine

/// A draft as judging sees and moves it.
extension Draft: Counters {
    package func tally(_ key: TallyKey, over days: DayRange) throws -> Tally { try overlay.tally(key, over: days) }
    package func holders(of claim: ClaimKey) throws -> [ClaimHolder] { try overlay.holders(of: claim) }

    package func target(_ metric: String, of member: MemberID, period: Period) throws -> Decimal? {
        try overlay.target(TargetKey(owner: .member(member), metric: metric, period: period.key))?.value
    }

    package func move(_ key: TallyKey, on day: Day, by sum: Decimal, count: Int64) throws {
        try overlay.changes.moves.move(key, on: day, by: sum, count: count)
    }

    package func claim(_ key: ClaimKey, by holder: ClaimHolder) throws {
        var holders = try overlay.holders(of: key)
        guard !holders.contains(holder) else { return }
        holders.append(holder)
        overlay.changes.claims.set(holders, of: key)
    }

    package func release(_ key: ClaimKey, by activity: ActivityKey) throws {
        overlay.changes.claims.set(try overlay.holders(of: key).filter { $0.activity != activity }, of: key)
    }
}
