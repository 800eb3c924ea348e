import Periods
import Testing

@testable import Runtime

@Suite struct ClockGuardTests {
    private static let noon = Instant(rfc3339: "2026-11-30T12:00:00Z") ?? .earliest
    private static let minute: Int64 = 60, day: Int64 = 86_400, year: Int64 = 365 * 86_400

    /// The wall clock and the time since the machine started, in seconds from noon.
    private static func reading(_ wall: Int64, _ sinceBoot: Int64) -> ClockReading {
        ClockReading(wall: noon.adding(seconds: wall), sinceBoot: (1_000 + sinceBoot) * 1_000_000)
    }

    /// What is seen at a reading: the believed time in seconds from noon, or nil where the clock is believed.
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        var lastCommand: Int64? = 0
        /// wall, since boot, synchronised, believed or nil.
        let readings: [(Int64, Int64, Bool, Int64?)]
    }

    @Test(arguments: [
        Case(testDescription: "it goes as time goes", readings: [(0, 0, false, nil), (60, 60, false, nil), (7_200, 7_200, false, nil)]),
        Case(testDescription: "ten minutes ahead are believed, more are not", readings: [(0, 0, false, nil), (660, 60, false, nil), (721, 120, false, 120)]),
        Case(testDescription: "a year ahead, and back", readings: [(0, 0, false, nil), (year, 5, false, 5), (year + 3, 8, false, 8), (10, 10, false, nil)]),
        Case(testDescription: "a year ahead, until the kernel vouches for it", readings: [(0, 0, false, nil), (year, 5, false, 5), (year + 1, 6, true, nil), (year + 2, 7, false, nil)]),
        Case(testDescription: "once vouched for, the next jump is doubted again", readings: [(0, 0, false, nil), (year, 5, true, nil), (2 * year, 6, false, year + 1)]),
        Case(testDescription: "back an hour, and ahead again", readings: [(0, 0, false, nil), (-3_600, 0, false, nil), (10, 10, false, nil)]),
        Case(testDescription: "set back by a time server, a jump from there is doubted", readings: [(0, 0, false, nil), (-3_600, 0, true, nil), (10, 10, false, -3_590)]),
        Case(testDescription: "a machine that slept", readings: [(0, 0, false, nil), (9 * 3_600, 9 * 3_600, false, nil)]),
        Case(testDescription: "a minute each day does not add up", readings: (0...30).map { (Int64($0) * (day + 61), Int64($0) * (day + 1), false, nil) }),
        Case(testDescription: "a new database", lastCommand: nil, readings: [(0, 0, false, nil), (year, 5, false, 5)]),
        Case(testDescription: "started within a day of the last command", lastCommand: -day, readings: [(0, 0, false, nil), (601, 0, false, 0)]),
        Case(testDescription: "started long after the last command", lastCommand: -day - 1, readings: [(0, 0, false, -day - 1), (60, 60, false, -day + 59), (70, 70, true, nil)]),
        Case(testDescription: "started after a holiday on a synchronised machine", lastCommand: -14 * day, readings: [(0, 0, true, nil), (60, 60, false, nil)]),
        Case(testDescription: "started a year ahead, and set right", lastCommand: -60, readings: [(year, 0, false, -60), (3, 3, false, nil), (800, 3, false, 3)]),
        Case(testDescription: "started before the last command", lastCommand: year, readings: [(0, 0, false, nil), (601, 0, false, 0)]),
    ])
    func `the clock is believed or not`(_ one: Case) throws {
        let first = try #require(one.readings.first)
        var clockGuard = ClockGuard(
            at: Self.reading(first.0, first.1), lastCommand: one.lastCommand.map { Self.noon.adding(seconds: $0) }, isSynchronised: { first.2 })
        for (wall, sinceBoot, isSynchronised, believed) in one.readings {
            let time = clockGuard.time(at: Self.reading(wall, sinceBoot), isSynchronised: { isSynchronised })
            #expect(time == Self.noon.adding(seconds: believed ?? wall), "at \(wall), \(sinceBoot)")
            #expect((clockGuard.doubt != nil) == (believed != nil), "at \(wall), \(sinceBoot)")
        }
    }

    @Test func `who accepts it is believed`() {
        var clockGuard = ClockGuard(at: Self.reading(0, 0), lastCommand: Self.noon, isSynchronised: { false })
        _ = clockGuard.time(at: Self.reading(Self.year, 5), isSynchronised: { false })
        #expect(clockGuard.doubt?.reason == .jumped)
        clockGuard.accept(Self.reading(Self.year, 6))
        #expect(clockGuard.doubt == nil)
        #expect(clockGuard.time(at: Self.reading(Self.year + 1, 7), isSynchronised: { false }) == Self.noon.adding(seconds: Self.year + 1))
    }
}
