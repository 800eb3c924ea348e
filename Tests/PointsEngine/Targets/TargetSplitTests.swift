import JSON
import Periods
import PointsEngine
import Testing

@Suite("A target is split")
struct TargetSplitTests {
    private let calendar: CompanyCalendar

    init() throws { calendar = CompanyCalendar(zone: try #require(Zone(offset: "+08:00"))) }

    @Test(arguments: [1, 2, 3, 7, 12, 52, 53] as [Int])
    func `into parts that sum to the whole`(count: Int) throws {
        for value in [Decimal(1), 100, 1_000_000, 0.0001, 999_999.9999] {
            let parts = try TargetSplit.parts(of: value, by: TargetSplit.even(count))
            #expect(parts.count == count)
            #expect(try Decimal.sum(parts) == value)
            #expect(parts.allSatisfy { $0.fixed4 != nil && $0 >= .zero })
        }
    }

    @Test
    func `evenly, the largest remainder first and ties in order`() throws {
        #expect(try TargetSplit.parts(of: 100, by: TargetSplit.even(3)) == [33.3334, 33.3333, 33.3333])
        #expect(try TargetSplit.parts(of: 0.0002, by: TargetSplit.even(3)) == [0.0001, 0.0001, 0])
    }

    @Test
    func `by weights; those below zero count as none, and without any the parts are even`() throws {
        #expect(try TargetSplit.parts(of: 1_000, by: [1, 2, 1]) == [250, 500, 250])
        #expect(try TargetSplit.parts(of: 10, by: [0.5, 0, -3, 0.5]) == [5, 0, 0, 5])
        #expect(try TargetSplit.parts(of: 9, by: [0, 0, 0]) == [3, 3, 3])
        #expect(try TargetSplit.parts(of: 9, by: []).isEmpty)
    }

    @Test
    func `after the shape of last year; the last part stands for one that it did not have`() throws {
        #expect(TargetSplit.shape([10, 20], count: 3) == [10, 20, 20])
        #expect(TargetSplit.shape([], count: 2) == [1, 1])
        #expect(try TargetSplit.parts(of: 500, by: TargetSplit.shape([10, 20], count: 3)) == [100, 200, 200])
    }

    @Test(arguments: [
        ("2026", PeriodKind.quarter, 4, "2026-Q1", "2026-Q4"), ("2026", .month, 12, "2026-01", "2026-12"), ("2026", .week, 53, "2026-W01", "2026-W53"),
        ("2025", .week, 52, "2025-W01", "2025-W52"), ("2026-Q1", .week, 13, "2026-W01", "2026-W13"), ("2026-02", .day, 28, "2026-02-01", "2026-02-28"),
    ])
    func `into the periods of the calendar, each week in the year of its Thursday`(whole: String, kind: PeriodKind, count: Int, first: String, last: String) throws {
        let parts = calendar.periods(kind, in: try #require(calendar.period(key: whole)))
        #expect(parts.count == count)
        #expect(parts.first?.key == first)
        #expect(parts.last?.key == last)
    }

    @Test func `never into longer periods`() throws {
        #expect(calendar.periods(.year, in: try #require(calendar.period(key: "2026-01"))).isEmpty)
        #expect(calendar.periods(.day, in: try #require(calendar.period(key: "all"))).isEmpty)
    }
}
