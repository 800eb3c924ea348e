import Periods
import Seeds
import Testing

@Suite("Days")
struct DayTests {
    @Test
    func `Every day of nine centuries follows the one before it`() throws {
        var (year, month, date) = (1_599, 12, 31)
        let first = try #require(Day("1600-01-01"))
        for number in first.number..<first.number + 330_000 {
            date += 1
            if date > Day.daysIn(month: month, of: year) { (month, date) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
            let civil = Day(number: number).civil
            guard civil == Day(year: year, month: month, day: date)?.civil, civil.year == year, civil.month == month, civil.day == date
            else {
                Issue.record("\(number) is \(civil), not \(year)-\(month)-\(date)")
                return
            }
        }
    }

    @Test(arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-01-31", 3, "2026-04-30"),
        ("2026-03-31", -1, "2026-02-28"), ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"),
        ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -1, "2025-12-15"), ("9999-12-31", 1, "10000-01-01"),
        ("0001-01-31", -1, "0001-01-01"), ("2026-01-01", Int.max, "10000-01-01"), ("2026-01-01", Int.min, "0001-01-01"),
    ])
    func `Months are added from the anchor and clamped to the month's end`(start: String, months: Int, expected: String) throws {
        #expect(try #require(Day(start)).adding(months: months).text == expected)
    }

    @Test(arguments: [
        ("2026-11-21", Weekday.saturday, 2026, 47), ("2027-01-01", .friday, 2026, 53), ("2027-01-04", .monday, 2027, 1),
        ("2024-12-30", .monday, 2025, 1), ("2021-01-03", .sunday, 2020, 53), ("1970-01-01", .thursday, 1970, 1),
    ])
    func `Weekdays and ISO weeks`(text: String, weekday: Weekday, year: Int, week: Int) throws {
        let day = try #require(Day(text))
        #expect(day.weekday == weekday)
        #expect(day.isoWeek == (year, week))
        #expect(Day(thursdayOfWeek: week, of: year)?.last(.monday) == day.last(.monday))
    }

    @Test(arguments: [
        "", "2026-2-01", "2026-02-29", "2026-00-10", "2026-01-00", "2026-01-32", "0000-01-01", "20260101", "2026-01-01 ", "2026-01-01T",
        "-026-01-01", "2026/01/01",
    ])
    func `What is no date is refused`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test
    func `Working days leave out weekends and holidays`() throws {
        let november = DayRange(try #require(Day("2026-11-01")), until: try #require(Day("2026-12-01")))
        #expect(WorkingDays().count(in: november) == 21)
        let holidays = try ["2026-11-02", "2026-11-01", "2026-11-02", "2026-12-01"].map { try #require(Day($0)) }
        let working = WorkingDays(holidays: holidays)
        #expect(working.count(in: november) == 20)
        #expect(november.eachDay.filter(working.contains).count == 20)
    }

    @Test
    func `Working days are counted as one by one`() {
        var generator = Seeded()
        for _ in 0..<500 {
            let start = Day(number: Int32.random(in: -3_000...3_000, using: &generator))
            let days = DayRange(start, until: start.adding(days: Int.random(in: 0...60, using: &generator)))
            let week = Set(Weekday.allCases.filter { _ in Bool.random(using: &generator) })
            let off = (0..<20).map { _ in Day(number: Int32.random(in: -3_000...3_000, using: &generator)) }
            let extra = (0..<20).map { _ in Day(number: Int32.random(in: -3_000...3_000, using: &generator)) }
            let working = WorkingDays(week: week, holidays: off, workdays: extra)
            let count = days.eachDay.count { extra.contains($0) || week.contains($0.weekday) && !off.contains($0) }
            #expect(working.count(in: days) == count, "\(days) \(generator)")
        }
    }
}
