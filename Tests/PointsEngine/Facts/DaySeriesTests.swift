import JSON
import Periods
import PointsEngine
import RuleEngine
import Seeds
import Testing

/// Against a dictionary by day.
@Suite struct DaySeriesTests {
    private static func day(_ number: Int) -> Day { Day(number: Int32(20_000 + number)) }

    /// Few days, so that the last, one before it and none at all are set and asked for again and again.
    @Test(arguments: [1, 2, 4, 30])
    func `days have what was set last, and any range their sum`(days: Int) throws {
        var random = Seeded()
        var series = DaySeries(), plain: [Day: Tally] = [:]
        for number in Int64(1)...400 {
            let day = Self.day(random.pick(0...days))
            let tally = Tally(sum: Decimal(Int64(random.pick(-50...50))), count: Int64(random.pick(0...9)), changed: number)
            try series.set(day, to: tally)
            plain[day] = tally
            #expect(series.days == plain.keys.sorted() && !series.isEmpty, "\(random)")
            let start = random.pick(-1...(days + 1)), range = DayRange(Self.day(start), until: Self.day(start + random.pick(0...(days + 2))))
            #expect(try series.sum(over: range) == plain.filter { range.contains($0.key) }.values.reduce(.zero) { try $0.adding($1) }, "\(range) \(random)")
            #expect(try series.sum(over: .all) == plain.values.reduce(.zero) { try $0.adding($1) }, "\(random)")
            for day in (-1...(days + 2)).map(Self.day) { #expect(series[day] == plain[day] ?? .zero, "\(day) \(random)") }
        }
    }
}
