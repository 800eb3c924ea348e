import Periods
import Synchronization

/// The clocks of a machine.
package struct MachineClock: Sendable {
    package var reading: @Sendable () -> ClockReading
    /// Whether the kernel says that the wall clock follows a time server.
    package var isSynchronised: @Sendable () -> Bool

    package init(reading: @escaping @Sendable () -> ClockReading, isSynchronised: @escaping @Sendable () -> Bool) {
        self.reading = reading
        self.isSynchronised = isSynchronised
    }
}

/// Tells every thread of a process the time that is believed (`ClockGuard`).
package final class Timekeeper: Sendable {
    private let machine: MachineClock
    private let acceptsAtStart: Bool
    /// Nil until the database is open.
    private let clockGuard = Mutex<ClockGuard?>(nil)

    /// - Parameter acceptsAtStart: believe the clock however long ago the last command was (`--accept-clock`).
    package init(_ machine: MachineClock, acceptsAtStart: Bool = false) {
        self.machine = machine
        self.acceptsAtStart = acceptsAtStart
    }

    package var now: Instant {
        clockGuard.withLock { state in
            let reading = machine.reading()
            return state?.time(at: reading, isSynchronised: machine.isSynchronised) ?? reading.wall
        }
    }

    /// Why the wall clock is not believed now; nil: it is.
    package var doubt: ClockDoubt? {
        clockGuard.withLock { state in
            _ = state?.time(at: machine.reading(), isSynchronised: machine.isSynchronised)
            return state?.doubt
        }
    }

    /// Believes the wall clock as it stands: somebody has looked at it.
    package func accept() {
        clockGuard.withLock { $0?.accept(machine.reading()) }
    }

    /// Compares from now on.
    /// - Parameter lastCommand: when the database was last written; nil: it is new.
    func begin(after lastCommand: Instant?) {
        clockGuard.withLock { state in
            state = ClockGuard(
                at: machine.reading(), lastCommand: acceptsAtStart ? nil : lastCommand, isSynchronised: machine.isSynchronised)
        }
    }
}
