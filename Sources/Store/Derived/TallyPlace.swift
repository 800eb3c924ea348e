import Periods

/// Where one day of a tally stands in its table: measure, day and owner in one integer, in this order, so that what a day
/// moves stands together and is found by number.
///
/// From the top: 15 bits of measure, 22 of the day since 2^20 days before 1970, 26 of the owner.
struct TallyPlace {
    let number: Int64

    private static let ownerBits: Int64 = 26, dayBits: Int64 = 22, measureBits: Int64 = 15
    private static let firstDay: Int64 = 1 << 20

    /// - Throws: `StoreError.full` beyond 67 million owners or 32,768 measures.
    init(measure: Int64, day: Day, owner: Int64) throws(StoreError) {
        guard owner < 1 << Self.ownerBits, measure < 1 << Self.measureBits else { throw StoreError.full("tallies") }
        number = Self.start(measure, day) | owner
    }

    init(number: Int64) { self.number = number }

    var day: Day { Day(number: Int32(truncatingIfNeeded: number >> Self.ownerBits & (1 << Self.dayBits - 1) - Self.firstDay)) }

    /// The places of a measure's days.
    static func range(of measure: Int64, over days: DayRange) -> (from: Int64, until: Int64) {
        (start(measure, days.start), start(measure, days.end))
    }

    /// Measure and day of a row, for queries.
    static let measure = "(tally.place >> \(ownerBits + dayBits))"
    static let day = "((tally.place >> \(ownerBits) & \(1 << dayBits - 1)) - \(firstDay))"

    private static func start(_ measure: Int64, _ day: Day) -> Int64 {
        (measure << dayBits | (Int64(day.number) + firstDay)) << ownerBits
    }
}
