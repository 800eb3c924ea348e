import Periods
import Runtime
import Synchronization

/// A machine whose wall clock, kernel and running time a test sets.
final class MachineInTest: Sendable {
    private struct Clocks {
        var wall: Instant
        var sinceBoot: Int64 = 3_600_000_000
        var isSynchronised = false
    }

    private let clocks: Mutex<Clocks>

    init(_ wall: Instant) { clocks = Mutex(Clocks(wall: wall)) }

    var clock: MachineClock {
        MachineClock(
            reading: { self.clocks.withLock { ClockReading(wall: $0.wall, sinceBoot: $0.sinceBoot) } },
            isSynchronised: { self.clocks.withLock { $0.isSynchronised } })
    }

    /// Time passes, and all clocks see it.
    func pass(seconds: Int64) {
        clocks.withLock {
            $0.wall = $0.wall.adding(seconds: seconds)
            $0.sinceBoot += seconds * 1_000_000
        }
    }

    /// Somebody sets the wall clock: back where it is below zero.
    func jump(seconds: Int64) { clocks.withLock { $0.wall = $0.wall.adding(seconds: seconds) } }

    func synchronise(_ isSynchronised: Bool = true) { clocks.withLock { $0.isSynchronised = isSynchronised } }
}
