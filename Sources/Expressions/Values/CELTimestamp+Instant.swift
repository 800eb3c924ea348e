import Periods

extension CELTimestamp {
    /// The same point in time; the first or last one of the language beyond the years 1–9999.
    package init(_ instant: Instant) {
        let seconds = min(max(instant.seconds, Self.range.lowerBound), Self.range.upperBound)
        let micros = instant.microseconds(since: Instant(seconds: seconds))
        self = CELTimestamp(clamped: seconds, nanos: Int32(min(max(micros, 0), 999_999)) * 1000)
    }

    /// The same point in time, to the microsecond before it.
    package var instant: Instant { Instant(seconds: seconds).adding(microseconds: Int64(nanos / 1000)) }
}
