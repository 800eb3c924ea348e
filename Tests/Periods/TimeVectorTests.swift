import JSON
import Periods
import Testing

@Suite("Time vectors", .enabled(if: TimeVectors.isThere, "the shared vectors are missing: \(TimeVectors.file.path())"))
struct TimeVectorTests {
    @Test(arguments: TimeVectors.section("periods"))
    func `The period around an instant has these days, these instants and this key`(_ vector: TimeVectors.Vector) throws {
        let kinds: [String: PeriodKind] = [
            "day": .day, "isoweek": .week, "month": .month, "quarter": .quarter, "year": .year,
            "fiscal_quarter": .quarter, "fiscal_year": .year,
        ]
        let kind = try #require(kinds[vector.text("kind")])
        let fiscal = try vector.text("kind").hasPrefix("fiscal")
        let month = fiscal ? vector.json["fiscal_start_month"]?.int64 : 1
        let calendar = CompanyCalendar(zone: try vector.zone(), fiscalYearStart: Int(try #require(month)))
        let period = calendar.period(kind, containing: try vector.instant("instant"))
        #expect(try period.days == DayRange(vector.day("local_start"), until: vector.day("local_end_exclusive")))
        #expect(try period.start == vector.instant("start"))
        #expect(try period.end == vector.instant("end"))
        #expect(try period.key == vector.text("key"))
        #expect(try calendar.period(key: vector.text("key")) == period)
        let hours = try #require(vector.json["hours"]?.number)
        #expect(hours.double * 3_600_000_000 == Double(period.end.microseconds(since: period.start)))
    }

    @Test(arguments: TimeVectors.section("periods"))
    func `A local time is read off the clock of the zone`(_ vector: TimeVectors.Vector) throws {
        let instant = try vector.instant("instant")
        let zone = try vector.zone()
        let local = try vector.text("local")
        #expect(try vector.instant("local") == instant)
        let (day, microsecond) = zone.wallClock(at: instant)
        #expect("\(day)" == local.prefix(10))
        let readings = [Zone.Fold.earlierOffset, .laterOffset].map { zone.instant(of: day, microsecondOfDay: microsecond, fold: $0) }
        #expect(readings.contains(instant))
        #expect(try #require(Zone(offset: String(local.suffix(6)))).offset(at: instant) == zone.offset(at: instant))
    }

    @Test(arguments: TimeVectors.section("expiry"))
    func `Points are good through a date, and gone at the next midnight`(_ vector: TimeVectors.Vector) throws {
        let calendar = CompanyCalendar(zone: try vector.zone())
        let earned = try vector.instant("earned_at")
        let words = try vector.text("rule").split(separator: " ")
        let unit = try #require(["day": "D", "month": "M", "year": "Y"][words[2]])
        let duration = try #require(CalendarDuration("P\(words[1])\(unit)"))
        #expect(try calendar.day(of: earned) == vector.day("local_date"))
        let end = calendar.goodThrough(duration, from: earned)
        #expect(try end == vector.instant("expires_at"))
        #expect(try calendar.day(of: end.adding(microseconds: -1)) == vector.day("last_valid_date"))
        let rounded = calendar.expiry(from: .happened(earned), after: duration, until: .month)
        #expect(try rounded == vector.instant("also_end_of_month_policy"))
    }

    @Test(arguments: TimeVectors.section("anchored_month_sequence"))
    func `Months count from the anchor`(_ vector: TimeVectors.Vector) throws {
        let start = try vector.day("start")
        let dates = try #require(vector.json["dates"]?.array).compactMap(\.string)
        #expect(dates.indices.map { start.adding(months: $0).text } == dates)
    }

    @Test(arguments: TimeVectors.section("local_to_utc"))
    func `A local time that is missing or there twice is read by either offset`(_ vector: TimeVectors.Vector) throws {
        let zone = try vector.zone()
        let local = try #require(Instant(rfc3339: vector.text("local") + "Z"))
        let (day, microsecond) = Zone.utc.wallClock(at: local)
        #expect(try zone.instant(of: day, microsecondOfDay: microsecond) == vector.instant("utc_fold0"))
        #expect(try zone.instant(of: day, microsecondOfDay: microsecond, fold: .laterOffset) == vector.instant("utc_fold1"))
    }
}
