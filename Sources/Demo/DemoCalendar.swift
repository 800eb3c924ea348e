import Periods

/// When people buy: by weekday, season and the end of quarters.
enum DemoCalendar {
    static func busyness(_ day: Day) -> Double {
        let week: Double = switch day.weekday {
        case .monday: 0.9
        case .tuesday, .wednesday: 1
        case .thursday: 1.1
        case .friday: 1.2
        case .saturday: 0.15
        case .sunday: 0.06
        }
        let civil = day.civil
        // Spring Festival empties February; June and November are the great sales.
        let season = [0.85, 0.55, 1.05, 1.0, 1.0, 1.25, 0.9, 0.9, 1.1, 0.8, 1.3, 1.2][civil.month - 1]
        let isQuarterEnd = civil.month % 3 == 0 && civil.day > 20
        return week * season * (isQuarterEnd ? 1.25 : 1)
    }

    /// A time of the working day: from 8:40 to 18:40.
    static func time(on day: Day, _ zone: Zone, _ random: inout DemoRandom) -> Instant {
        let second = 31_200 + random.whole(0...36_000)
        return zone.instant(of: day, microsecondOfDay: Int64(second) * 1_000_000)
    }

    static func hour(_ hour: Int, _ minute: Int = 0, on day: Day, _ zone: Zone) -> Instant {
        zone.instant(of: day, microsecondOfDay: Int64(hour * 3_600 + minute * 60) * 1_000_000)
    }
}
