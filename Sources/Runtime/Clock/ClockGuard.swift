import Periods

/// Decides whether the wall clock is believed: a pure state machine over readings of the machine's clocks.
///
/// A clock that jumps ahead would expire points, lock periods and give honours that nobody can take back. So the wall clock
/// is compared with the time since the machine started, which nobody can set: where it has run more than ten minutes ahead
/// of that, it is doubted until the kernel says that it is synchronised, or it is back, or an administrator accepts it. At
/// the start there is nothing to compare with but the last command; an unsynchronised clock more than a day after it is
/// doubted in the same way. Meanwhile time goes on from the last reading that was believed, so that sessions and pages work.
///
/// ```
/// wall      09:00  09:01  2027, 09:01:30  09:02
/// believed  09:00  09:01        09:01:30  09:02
/// ```
package struct ClockGuard: Sendable {
    /// The reading that later ones are compared with.
    private var anchor: ClockReading
    private var reason: ClockDoubt.Reason
    /// Why the last reading was not believed; nil: it was.
    package private(set) var doubt: ClockDoubt?

    /// - Parameters:
    ///   - lastCommand: when the database was last written; nil: it is new, and any clock is right.
    ///   - isSynchronised: asks the kernel; called only where the answer matters.
    package init(at reading: ClockReading, lastCommand: Instant?, isSynchronised: () -> Bool) {
        anchor = ClockReading(wall: lastCommand ?? reading.wall, sinceBoot: reading.sinceBoot)
        reason = lastCommand == nil ? .jumped : .longAfterLastCommand
        _ = time(at: reading, isSynchronised: isSynchronised)
    }

    /// The time that is believed at a reading. Never ahead of the wall clock.
    package mutating func time(at reading: ClockReading, isSynchronised: () -> Bool) -> Instant {
        let believed = anchor.wall.adding(microseconds: reading.sinceBoot - anchor.sinceBoot)
        let ahead = reading.wall.microseconds(since: believed)
        if ahead > reason.tolerance, !isSynchronised() {
            doubt = ClockDoubt(reason: reason, wall: reading.wall, believed: believed)
            return believed
        }
        doubt = nil
        // A clock that was set back stays comparable with what it was, unless the kernel vouches for it.
        let isSetBack = reason == .jumped && ahead < -reason.tolerance && !isSynchronised()
        let isDifferent = reason == .longAfterLastCommand || ahead.magnitude > reason.tolerance
        // Small steps of a clock that is corrected by hand do not add up over months.
        let isOld = reading.sinceBoot - anchor.sinceBoot > Self.longestComparison
        if !isSetBack, isDifferent || isOld { accept(reading) }
        return reading.wall
    }

    /// Microseconds.
    private static let longestComparison: Int64 = 24 * 60 * 60 * 1_000_000

    /// Believes the wall clock as it stands.
    package mutating func accept(_ reading: ClockReading) {
        anchor = reading
        reason = .jumped
        doubt = nil
    }
}

/// What a machine's clocks show at one moment.
package struct ClockReading: Hashable, Sendable {
    package let wall: Instant
    /// Microseconds since the machine started, those asleep too.
    package let sinceBoot: Int64

    package init(wall: Instant, sinceBoot: Int64) {
        self.wall = wall
        self.sinceBoot = sinceBoot
    }
}

/// Why the wall clock is not believed, and what is taken for the time meanwhile.
package struct ClockDoubt: Hashable, Sendable {
    package enum Reason: String, CaseIterable, Hashable, Sendable {
        /// It ran ahead while the server was running.
        case jumped
        /// The server started, and the last command is long ago.
        case longAfterLastCommand = "long-after-last-command"

        /// Microseconds that the wall clock may be ahead.
        var tolerance: Int64 {
            switch self {
            case .jumped: 10 * 60 * 1_000_000
            case .longAfterLastCommand: 24 * 60 * 60 * 1_000_000
            }
        }
    }

    package let reason: Reason
    package let wall: Instant
    package let believed: Instant
}
