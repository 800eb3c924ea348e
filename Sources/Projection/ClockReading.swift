import Periods

/// One moment by two clocks.
///
/// ```swift
/// let now = ClockReading(time: Instant(rfc3339: "2026-11-21T12:00:00Z")!, ticks: 81_204)
/// ```
package struct ClockReading: Sendable {
    /// The company's time: which period runs, and who is there.
    package let time: Instant
    /// Milliseconds of a clock that only goes forward, whatever its beginning: intervals and time-outs.
    package let ticks: Int64

    package init(time: Instant, ticks: Int64) {
        self.time = time
        self.ticks = ticks
    }
}
