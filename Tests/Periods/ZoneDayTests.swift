import Periods
import Seeds
import Testing

@Suite("Days of a zone")
struct ZoneDayTests {
    @Test(arguments: Zones.unusual)
    func `The first instant of a day is in it, and the instant before is not`(name: String) throws {
        let zone = try Zones.named(name)
        var generator = Seeded()
        for _ in 0..<2_000 {
            let day = Day(number: Int32.random(in: -40_000...60_000, using: &generator))
            let start = zone.firstInstant(of: day)
            guard start < zone.firstInstant(of: day.adding(days: 1)) else { continue }
            #expect(zone.day(of: start) == day, "\(name) \(day) \(generator)")
            #expect(zone.day(of: start.adding(microseconds: -1)) < day, "\(name) \(day) \(generator)")
        }
    }

    @Test(arguments: Zones.unusual)
    func `Days never go back`(name: String) throws {
        let zone = try Zones.named(name)
        var generator = Seeded()
        for _ in 0..<2_000 {
            let instant = Instant(seconds: Int64.random(in: -3_000_000_000...5_000_000_000, using: &generator))
            let later = instant.adding(seconds: Int64.random(in: 0...200_000, using: &generator))
            #expect(zone.day(of: instant) <= zone.day(of: later), "\(name) \(instant) \(later) \(generator)")
        }
    }
}
