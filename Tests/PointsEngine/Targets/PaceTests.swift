import JSON
import Periods
import PointsEngine
import Testing

@Suite("The pace of a target")
struct PaceTests {
    private let calendar: CompanyCalendar

    init() throws { calendar = CompanyCalendar(zone: try #require(Zone(offset: "+08:00"))) }

    private func pace(on day: String, of key: String = "2026-06", holidays: [Day] = []) throws -> Pace {
        let now = try #require(Instant(rfc3339: "\(day)T12:00:00+08:00"))
        return Pace(of: try #require(calendar.period(key: key)), calendar, WorkingDays(holidays: holidays), at: now)
    }

    /// June 2026 has 22 working days and begins on a Monday.
    @Test(arguments: [
        ("2026-05-31", Decimal(0)), ("2026-06-01", 0.0454), ("2026-06-05", 0.2272), ("2026-06-07", 0.2272), ("2026-06-30", 1), ("2026-08-01", 1),
    ])
    func `is the share of the working days that are gone, today among them`(day: String, share: Decimal) throws {
        #expect(try pace(on: day).share == share)
    }

    @Test func `knows holidays`() throws {
        let festival = try #require(Day(year: 2026, month: 6, day: 19))
        #expect(try pace(on: "2026-06-30", holidays: [festival]).share == 1)
        #expect(try pace(on: "2026-06-01", holidays: [festival]).share == 0.0476)
    }

    @Test(arguments: [
        (Decimal(1), Pace.State.onTrack), (0.9999, .watch), (0.9, .watch), (0.8999, .behind), (0, .behind), (2, .onTrack),
    ])
    func `is on track from all of it, watch from nine tenths, behind below`(attainment: Decimal, state: Pace.State) throws {
        #expect(try pace(on: "2026-06-30").state(of: attainment) == state)
    }

    @Test func `asks for nothing before the period begins`() throws {
        #expect(try pace(on: "2026-05-01").state(of: 0) == .onTrack)
    }
}
