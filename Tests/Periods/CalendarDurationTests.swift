import Periods
import Testing

@Suite("Durations")
struct CalendarDurationTests {
    static let shanghai = try? CompanyCalendar(zone: Zones.named("Asia/Shanghai"))

    @Test(arguments: [
        ("PT24H", CalendarDuration.exact(86_400_000_000)), ("PT0.1S", .exact(100_000)), ("PT1H30M5S", .exact(5_405_000_000)),
        ("P1Y2M", .calendar(months: 14, days: 0)), ("P3W", .calendar(months: 0, days: 21)), ("P14D", .calendar(months: 0, days: 14)),
        ("P1Y1M1W1D", .calendar(months: 13, days: 8)), ("P0D", .zero),
    ])
    func `ISO 8601 is read: exact, or in units of the calendar`(text: String, duration: CalendarDuration) {
        #expect(CalendarDuration(text) == duration)
        #expect(CalendarDuration(duration.description) == duration)
    }

    @Test(arguments: [
        "", "P", "PT", "P1DT1H", "P1Y1", "1D", "p1d", "P-1D", "+P1D", "P1D1M", "P1D1D", "P1.5D", "PT1.5H", "PT1S1M", "PT1.S", "P 1D", "P1H", "PT1D",
        "P100000D", "PT1H ", "P1M1Y",
    ])
    func `Anything else is refused`(text: String) {
        #expect(CalendarDuration(text) == nil)
    }

    @Test(arguments: [
        ("2026-01-31T09:00:00+08:00", "P1M", "2026-02-28T16:00:00Z"),
        ("2026-01-05T23:59:59+08:00", "P14D", "2026-01-19T16:00:00Z"),
        ("2026-01-05T09:00:00+08:00", "PT24H", "2026-01-06T01:00:00Z"),
        ("2026-01-05T09:00:00+08:00", "P0D", "2026-01-05T16:00:00Z"),
    ])
    func `From what happened on a day, it is good through the date plus the duration`(happened: String, duration: String, end: String) throws {
        let calendar = try #require(Self.shanghai)
        let start = DurationStart.happened(try #require(Instant(rfc3339: happened)))
        #expect(calendar.end(of: try #require(CalendarDuration(duration)), from: start).rfc3339 == end)
    }

    @Test(arguments: [
        ("2026-04-01T00:00:00+08:00", "P3D", "2026-04-03T16:00:00Z"),
        ("2026-04-01T00:00:00+08:00", "P0D", "2026-03-31T16:00:00Z"),
        ("2026-01-31T00:00:00+08:00", "P1M", "2026-02-27T16:00:00Z"),
        ("2026-04-01T09:30:00+08:00", "P1D", "2026-04-02T01:30:00Z"),
        ("2026-04-01T00:00:00+08:00", "PT6H", "2026-03-31T22:00:00Z"),
    ])
    func `From a boundary, it is the boundary plus the duration`(boundary: String, duration: String, end: String) throws {
        let calendar = try #require(Self.shanghai)
        let start = DurationStart.boundary(try #require(Instant(rfc3339: boundary)))
        #expect(calendar.end(of: try #require(CalendarDuration(duration)), from: start).rfc3339 == end)
    }

    @Test
    func `A boundary at a missing midnight leads from and to the first instant of the day`() throws {
        let calendar = CompanyCalendar(zone: try Zones.named("America/Santiago"))
        let gap = try #require(Day("2026-09-06"))
        let start = calendar.zone.firstInstant(of: gap.adding(days: -2))
        let day = CalendarDuration.calendar(months: 0, days: 2)
        #expect(calendar.fromBoundary(start, day) == calendar.zone.firstInstant(of: gap))
        #expect(calendar.fromBoundary(calendar.zone.firstInstant(of: gap), day) == calendar.zone.firstInstant(of: gap.adding(days: 2)))
    }

    @Test(arguments: [
        ("P1M", PeriodEnd.quarter, "2026-03-31T16:00:00Z"), ("P1M", .month, "2026-02-28T16:00:00Z"), ("P1M", .year, "2026-12-31T16:00:00Z"),
        (nil, .month, "2026-01-31T16:00:00Z"), (nil, .quarter, "2026-03-31T16:00:00Z"), (nil, .year, "2026-12-31T16:00:00Z"),
    ] as [(String?, PeriodEnd, String)])
    func `Expiry rounds up to the end of a month, quarter or year`(after: String?, until: PeriodEnd, end: String) throws {
        let calendar = try #require(Self.shanghai)
        let earned = DurationStart.happened(try #require(Instant(rfc3339: "2026-01-31T09:00:00+08:00")))
        #expect(calendar.expiry(from: earned, after: after.flatMap(CalendarDuration.init), until: until)?.rfc3339 == end)
        #expect(calendar.expiry(from: earned, after: nil, until: nil) == nil)
    }

    @Test
    func `An end that is a boundary already stays`() throws {
        let calendar = try #require(Self.shanghai)
        let end = try #require(Instant(rfc3339: "2026-04-01T00:00:00+08:00"))
        #expect(calendar.roundedUp(end, to: .quarter) == end)
        #expect(calendar.roundedUp(end.adding(microseconds: 1), to: .quarter).rfc3339 == "2026-06-30T16:00:00Z")
    }

    @Test
    func `In a cooldown a day is 24 hours, and months are not exact`() {
        #expect(CalendarDuration("P2D")?.exactMicroseconds == 172_800_000_000)
        #expect(CalendarDuration("PT1H")?.exactMicroseconds == 3_600_000_000)
        #expect(CalendarDuration("P1M")?.exactMicroseconds == nil)
    }
}
