import Periods
import Testing

@testable import Keeping

@Suite struct RetentionTests {
    @Test(arguments: ["", "7", "d", "7d4", "d7", "7d7d", "0d", "-1d", "7x", "7 d", "99999d", "٧d"])
    func `what is no plan is refused`(text: String) { #expect(Retention(text) == nil) }

    private func moment(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

    @Test func `the last of each day week and month stays`() throws {
        // Every six hours for a hundred days.
        let end = try moment("2026-11-30T18:00:00Z")
        let moments = (0..<400).map { end.adding(seconds: -21_600 * Int64($0)) }
        let kept = Set(moments).subtracting(try #require(Retention("7d4w12m")).unwanted(moments)).sorted(by: >).map { String($0.rfc3339.prefix(13)) }
        #expect(
            kept == [
                "2026-11-30T18", "2026-11-29T18", "2026-11-28T18", "2026-11-27T18", "2026-11-26T18", "2026-11-25T18", "2026-11-24T18",
                // Sundays, of the three weeks before the one that runs; then the ends of months.
                "2026-11-22T18", "2026-11-15T18", "2026-10-31T18", "2026-09-30T18", "2026-08-31T18",
            ])
    }

    @Test func `the newest stays whatever the plan says`() throws {
        let old = try moment("2020-02-29T23:59:59Z")
        let yearly = try #require(Retention("1y")), hourly = try #require(Retention("2h"))
        #expect(yearly.unwanted([old]) == [])
        #expect(hourly.unwanted([old, old.adding(seconds: 1)]) == [])
        #expect(hourly.unwanted([old, old.adding(seconds: -1)]) == [old.adding(seconds: -1)])
    }

    /// Whatever the times are: none beyond the plan's number stays, and what stays after one round stays after a second.
    @Test func `a second round removes nothing`() throws {
        for seed in 0..<200 {
            var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
            let moments = (0..<60).map { _ -> Instant in
                state = state &* 6_364_136_223_846_793_005 &+ 1
                return Instant(seconds: 1_700_000_000 + Int64(state >> 40) % 40_000_000)
            }
            let plan = try #require(Retention("3h4d2w5m1y")), kept = Set(moments).subtracting(plan.unwanted(moments))
            #expect(kept.count <= 15 && plan.unwanted(Array(kept)) == [], "seed \(seed)")
            #expect(kept.contains(moments.max() ?? .earliest))
        }
    }

    @Test func `only our names are backups`() {
        #expect(BackupFile(named: "laurel-20261130T144031Z.db", bytes: 1)?.made.rfc3339 == "2026-11-30T14:40:31Z")
        #expect(BackupFile(named: "laurel-20261130T144031Z.db.sealed", bytes: 1)?.isSealed == true)
        for name in ["laurel-20261330T144031Z.db", "laurel.db", "laurel-20261130T144031Z.db.partial", "x-laurel-20261130T144031Z.db", "../laurel-20261130T144031Z.db"] {
            #expect(BackupFile(named: name, bytes: 1) == nil)
        }
    }
}
