import Periods
import Seeds
import Testing

@Suite("Instants")
struct InstantTests {
    @Test(arguments: [
        ("2027-11-30T16:00:00Z", "2027-11-30T16:00:00Z"),
        ("2027-12-01T00:00:00+08:00", "2027-11-30T16:00:00Z"),
        ("2026-01-01t00:00:00.5z", "2026-01-01T00:00:00.5Z"),
        ("2026-01-01T00:00:00.123456789Z", "2026-01-01T00:00:00.123456Z"),
        ("2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00Z"),
        ("2026-01-01T00:00:00.0000009Z", "2026-01-01T00:00:00Z"),
        ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
        ("2024-02-29T12:00:00-00:00", "2024-02-29T12:00:00Z"),
        ("2026-01-01T00:00:00+23:59", "2025-12-31T00:01:00Z"),
        // Leap seconds end the day that they belong to.
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999999Z"),
        ("2017-01-01T07:59:60.25+08:00", "2016-12-31T23:59:59.999999Z"),
    ])
    func `RFC 3339 is read, and written in UTC`(text: String, utc: String) throws {
        let instant = try #require(Instant(rfc3339: text))
        #expect(instant.rfc3339 == utc)
        #expect(Instant(rfc3339: utc) == instant)
    }

    @Test(arguments: [
        "", "2026-01-01", "2026-01-01T00:00:00", "2026-01-01 00:00:00Z", "2026-01-01T00:00Z", "2026-1-1T00:00:00Z",
        "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00,5Z", "2026-01-01T00:00:00+0800", "2026-01-01T00:00:00+08",
        "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+08:60", "2026-01-01T00:00:00Z ", " 2026-01-01T00:00:00Z",
        "+2026-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
        "2026-01-01T00:00:60Z", "2016-12-30T23:59:60Z", "2016-12-31T23:59:61Z", "２０２６-01-01T00:00:00Z",
    ])
    func `What is not quite RFC 3339 is refused`(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test
    func `Any instant in range survives its text`() {
        var generator = Seeded()
        for _ in 0..<5_000 {
            let range = Instant.earliest.microseconds...Instant.latest.microseconds
            let instant = Instant(microseconds: Int64.random(in: range, using: &generator))
            #expect(Instant(rfc3339: instant.rfc3339) == instant, "\(generator)")
        }
    }

    @Test
    func `Milliseconds round towards the past, and never trap`() {
        #expect(Instant(microseconds: 1_999).milliseconds == 1)
        #expect(Instant(microseconds: -1).milliseconds == -1)
        #expect(Instant(milliseconds: 1_790_000_000_123).rfc3339 == "2026-09-21T14:13:20.123Z")
        #expect(Instant(milliseconds: .max) > .latest)
        #expect(Instant(milliseconds: .min) < .earliest)
        #expect(Instant(microseconds: .max).adding(seconds: 1) == Instant(microseconds: .max))
    }
}
