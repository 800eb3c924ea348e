import Periods
import Seeds
import Testing

@Suite("Periods")
struct PeriodTests {
    @Test(arguments: Zones.unusual)
    func `tile the time line, and their keys lead back to them`(name: String) throws {
        let zone = try Zones.named(name)
        var generator = Seeded()
        for _ in 0..<300 {
            let calendar = CompanyCalendar(
                zone: zone, weekStart: Weekday.allCases.randomElement(using: &generator) ?? .monday,
                fiscalYearStart: Int.random(in: 1...12, using: &generator), fiscalYearNamed: Bool.random(using: &generator) ? .start : .end)
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

    @Test
    func `of a fiscal year are named by the calendar year in which it starts, or ends`() throws {
        let zone = try #require(Zone(offset: "+00:00")), day = try #require(Day("2026-02-01"))
        func keys(_ month: Int, _ named: CompanyCalendar.FiscalYearName) -> [String] {
            let calendar = CompanyCalendar(zone: zone, fiscalYearStart: month, fiscalYearNamed: named)
            return [PeriodKind.year, .quarter].map { calendar.period($0, containing: day).key }
        }
        #expect(keys(7, .start) == ["FY2025", "FY2025-Q3"])
        #expect(keys(7, .end) == ["FY2026", "FY2026-Q3"])
        // A year from January to December is named by itself.
        #expect(keys(1, .end) == ["2026", "2026-Q1"])
    }

    @Test(arguments: ["F2026", "F2026-01-29", "F2026-Q1", "FY2026-01", "FY2026-01-29", "FY2026-W05", "Y2026", "fy2026", "2026-Q5", "2026-W54", "2026-1", "2026-13", "2026-02-30", "", "FY", "ALL"])
    func `have one spelling`(text: String) throws {
        let zone = try #require(Zone(offset: "+00:00"))
        for month in [1, 4] { #expect(CompanyCalendar(zone: zone, fiscalYearStart: month).period(key: text) == nil) }
    }
}
