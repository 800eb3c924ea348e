/// A point in time: whole microseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// Texts and numbers from outside are accepted for the years 0001 to 9999. Arithmetic saturates at the
/// ends of `Int64`, far outside those years, so that no input can trap.
package struct Instant: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z; negative before.
    package let microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// From milliseconds since 1970, as the live feed and JavaScript count them.
    package init(milliseconds: Int64) {
        microseconds = Self.saturating(milliseconds.multipliedReportingOverflow(by: 1_000), sign: milliseconds)
    }

    /// From seconds since 1970.
    package init(seconds: Int64) {
        microseconds = Self.saturating(seconds.multipliedReportingOverflow(by: Self.perSecond), sign: seconds)
    }

    /// Milliseconds since 1970, rounded towards the past.
    package var milliseconds: Int64 { microseconds.flooredQuotient(by: 1_000) }

    /// Seconds since 1970, rounded towards the past.
    package var seconds: Int64 { microseconds.flooredQuotient(by: Self.perSecond) }

    /// 0001-01-01T00:00:00Z, the first instant that can be written.
    package static let earliest = Instant(seconds: Int64(Day.earliest.number) * Day.seconds)

    /// 9999-12-31T23:59:59.999999Z, the last instant that can be written.
    package static let latest = Instant(microseconds: Instant(seconds: Int64(Day.limit.number) * Day.seconds).microseconds - 1)

    /// 1970-01-01T00:00:00Z. Nothing that Laurel counts is older: an earlier time is somebody's mistake, such as an empty field read as a date.
    package static let epoch = Instant(microseconds: 0)

    package func adding(microseconds delta: Int64) -> Instant {
        Instant(microseconds: Self.saturating(microseconds.addingReportingOverflow(delta), sign: delta))
    }

    package func adding(seconds delta: Int64) -> Instant {
        adding(microseconds: Instant(seconds: delta).microseconds)
    }

    /// Microseconds from `earlier` to this instant; negative if it is in fact later.
    package func microseconds(since earlier: Instant) -> Int64 {
        Self.saturating(microseconds.subtractingReportingOverflow(earlier.microseconds), sign: microseconds)
    }

    package static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

    static let perSecond: Int64 = 1_000_000

    private static func saturating(_ result: (partialValue: Int64, overflow: Bool), sign: Int64) -> Int64 {
        guard result.overflow else { return result.partialValue }
        return sign < 0 ? .min : .max
    }
}

extension FixedWidthInteger {
    /// The quotient rounded towards minus infinity; `divisor` is positive.
    func flooredQuotient(by divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The remainder in `0 ..< divisor`; `divisor` is positive.
    func flooredRemainder(by divisor: Self) -> Self {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
