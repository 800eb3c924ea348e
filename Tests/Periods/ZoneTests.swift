import Foundation
import Periods
import Seeds
import Testing

@Suite("Zones")
struct ZoneTests {
    @Test(arguments: [
        ("America/New_York", "2499-07-01T00:00:00Z", -4), ("America/New_York", "2499-12-01T00:00:00Z", -5),
        ("Europe/Dublin", "2499-07-01T00:00:00Z", 1), ("Europe/Dublin", "2499-12-01T00:00:00Z", 0),
        // The last Sunday of October 2040 is the fourth one.
        ("Europe/London", "2040-10-28T00:59:59Z", 1), ("Europe/London", "2040-10-28T01:00:00Z", 0),
        ("Asia/Shanghai", "2499-07-01T00:00:00Z", 8), ("America/Santiago", "2499-01-01T00:00:00Z", -3),
    ])
    func `Offsets far beyond the table follow the footer`(name: String, at: String, hours: Int) throws {
        #expect(try Zones.named(name).offset(at: #require(Instant(rfc3339: at))) == hours * 3_600)
    }

    @Test(arguments: Zones.unusual)
    func `Offsets agree with those of Foundation`(name: String) throws {
        let zone = try Zones.named(name)
        let reference = try #require(TimeZone(identifier: name))
        var generator = Seeded()
        for _ in 0..<500 {
            // Foundation carries rules of its own, which may be older: compared is what has been settled for long (2000 to 2019).
            let seconds = Int64.random(in: 946_684_800...1_546_300_000, using: &generator)
            let expected = reference.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
            #expect(zone.offset(at: Instant(seconds: seconds)) == expected, "\(name) \(seconds) \(generator)")
        }
    }

    @Test
    func `A day set back over midnight goes on: in St John's, clocks went from 00:01 to 23:01`() throws {
        let zone = try Zones.named("America/St_Johns")
        let day = try #require(Day("2008-11-02"))
        #expect(zone.firstInstant(of: day).rfc3339 == "2008-11-02T02:30:00Z")
        #expect(zone.day(of: try #require(Instant(rfc3339: "2008-11-02T02:45:00Z"))) == day)
    }

    @Test
    func `A day that was left out begins with the next one`() throws {
        let calendar = CompanyCalendar(zone: try Zones.named("Pacific/Apia"))
        let skipped = try #require(Day("2011-12-30"))
        #expect(calendar.zone.firstInstant(of: skipped) == calendar.zone.firstInstant(of: skipped.adding(days: 1)))
        let before = calendar.period(.day, containing: skipped.adding(days: -1))
        #expect(calendar.next(after: before)?.key == "2011-12-31")
    }

    @Test(arguments: [("+08:00", 28_800), ("-05:30", -19_800), ("02:00", 7_200), ("-00:00", 0)])
    func `Fixed offsets`(text: String, seconds: Int) {
        #expect(Zone(offset: text)?.offset(at: Instant(seconds: 0)) == seconds)
    }

    @Test(arguments: [
        "", "../../etc/passwd", "/etc/localtime", "Asia//Shanghai", "Asia/", "Asia/..", "Asia/Shanghai\0", "Asia\\Shanghai", "Europe/Atlantis",
        "+8:00", "+24:00", String(repeating: "a", count: 65),
    ])
    func `Names that could leave the folder, and zones that are not there, are refused`(name: String) {
        #expect(Zones.database.zone(named: name) == nil)
    }

    @Test
    func `A damaged file gives no zone, and never a trap`() throws {
        let bytes = [UInt8](try #require(FileManager.default.contents(atPath: "/usr/share/zoneinfo/America/New_York")))
        for length in 0..<bytes.count {
            #expect(Zone(name: "cut", tzif: Array(bytes[..<length])) == nil)
        }
        var generator = Seeded()
        for _ in 0..<500 {
            var damaged = bytes
            for _ in 0..<3 { damaged[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator) }
            guard let zone = Zone(name: "damaged", tzif: damaged) else { continue }
            for _ in 0..<20 {
                let day = Day(number: Int32.random(in: -700_000...2_900_000, using: &generator))
                _ = zone.day(of: zone.firstInstant(of: day))
            }
        }
    }
}
