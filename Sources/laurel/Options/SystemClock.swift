import CTimex
import Glibc
import Periods
import Runtime

/// The clocks of this machine.
enum SystemClock {
    static let now: @Sendable () -> Instant = { wall(CLOCK_REALTIME) }

    static let machine = MachineClock(
        reading: { ClockReading(wall: now(), sinceBoot: wall(CLOCK_BOOTTIME).microseconds(since: Instant(seconds: 0))) },
        isSynchronised: {
            var state = timex()
            return adjtimex(&state) != TIME_ERROR && state.status & STA_UNSYNC == 0
        })

    private static func wall(_ clock: clockid_t) -> Instant {
        var time = timespec()
        clock_gettime(clock, &time)
        return Instant(seconds: Int64(time.tv_sec)).adding(microseconds: Int64(time.tv_nsec / 1_000))
    }
}
