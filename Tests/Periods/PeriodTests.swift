import Periods
import Seeds
import Testing

@Suite("Periods")
struct PeriodTests {
    @Test("tile the time line, and their keys lead back to them", arguments: Zones.unusual)
    func tile(name: String) throws {
        let zone = try Zones.named(name)
        var generator = Seeded()
        for _ in 0..<300 {
            let calendar = CompanyCalendar(
                zone: zone, weekStart: Weekday.allCases.randomElement(using: &generator) ?? .monday,
                fiscalYearStart: Int.random(in: 1...12, using: &generator))
            let instant = Instant(seconds: Int64.random(in: -3_000_000_000...5_000_000_000, using: &generator))
            for kind in PeriodKind.allCases {
                let period = calendar.period(kind, containing: instant)
                let place: Comment = "\(name) \(instant) \(period) \(calendar.weekStart) \(calendar.fiscalYearStart) \(generator)"
                #expect(period.contains(instant), place)
                #expect(calendar.period(key: period.key) == period, place)
                guard kind != .all else { continue }
                let next = try #require(calendar.next(after: period), place)
                #expect(next.start == period.end, place)
                #expect(calendar.previous(before: next) == period, place)
            }
        }
    }
}
