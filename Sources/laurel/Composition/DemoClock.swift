import Periods
import Synchronization

/// The clock of a demonstration: set by hand while the history is played, then that of this machine.
final class DemoClock: Sendable {
    private let played = Mutex<Instant?>(nil)

    var now: Instant { played.withLock { $0 } ?? SystemClock.now() }

    func set(_ instant: Instant) { played.withLock { $0 = instant } }

    /// From here on it goes by itself.
    func release() { played.withLock { $0 = nil } }
}
