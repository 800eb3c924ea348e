import Identity
import JSON
import Periods
import RuleEngine

/// A draft as judging sees and moves it. Whoever lends it takes it back when the judgement is done, or drops both.
final class DraftCounters: Counters {
    private(set) var draft: Draft

    init(_ draft: Draft) { self.draft = draft }

    func tally(_ key: TallyKey, over days: DayRange) throws -> Tally { try draft.overlay.tally(key, over: days) }
    func holders(of claim: ClaimKey) throws -> [ClaimHolder] { try draft.overlay.holders(of: claim) }

    func target(_ metric: String, of member: MemberID, period: Period) throws -> Decimal? {
        try draft.overlay.target(TargetKey(owner: .member(member), metric: metric, period: period.key))?.value
    }

    func move(_ key: TallyKey, on day: Day, by sum: Decimal, count: Int64) throws { try draft.move(key, on: day, by: sum, count: count) }
    func claim(_ key: ClaimKey, by holder: ClaimHolder) throws { try draft.claim(key, by: holder) }
    func release(_ key: ClaimKey, by activity: ActivityKey) throws { try draft.release(key, by: activity) }
}
