import JSON
import Periods
import RuleEngine

/// Whatever knows sums by day.
package protocol TallySource {
    /// The sum over days; `.zero` where nothing was counted.
    func tally(_ key: TallyKey, over days: DayRange) throws -> Tally
}

extension TallySource {
    /// A metric of an owner over days; a ratio as the ratio of the sums, 0 where its second metric is.
    package func value(of metric: String, _ owner: Owner, over days: DayRange, _ set: RuleSet) throws -> Decimal {
        guard case .ratio(let above, let below) = set.metric(metric)?.formula else {
            return try tally(TallyKey(owner, .metric(metric)), over: days).sum
        }
        let bottom = try tally(TallyKey(owner, .metric(below)), over: days).sum
        guard !bottom.isZero else { return .zero }
        return try tally(TallyKey(owner, .metric(above)), over: days).sum.dividing(by: bottom)
    }
}
