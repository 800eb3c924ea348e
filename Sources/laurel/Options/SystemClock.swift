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
            // A kernel that is not allowed to say it (a service's filter of system calls) has not said it.
            var state = timex()
            let answer = adjtimex(&state)
            return answer >= 0 && answer != TIME_ERROR && state.status & STA_UNSYNC == 0
        })

    private static func wall(_ clock: clockid_t) -> Instant {
        var time = timespec()
        clock_gettime(clock, &time)
        return Instant(seconds: Int64(time.tv_sec)).adding(microseconds: Int64(time.tv_nsec / 1_000))
    }
}
