import Mailboxes
import Synchronization

/// Whether the loops of this process still turn: each is asked for a sign, and gives it when its turn comes.
///
/// That a thread which only says so is alive proves nothing; what is asked here goes the way of every command and of every answer.
final class Pulse: Sendable {
    /// Asks a loop to call back on its own thread. False: it cannot be asked.
    typealias Ask = @Sendable (_ sign: @escaping @Sendable () -> Void) -> Bool

    private let loops: [(name: String, ask: Ask)]
    /// Of each loop, whether its sign is still waited for.
    private let waits: Mutex<[Bool]>

    init(_ loops: [(name: String, ask: Ask)]) {
        self.loops = loops
        waits = Mutex(loops.map { _ in false })
    }

    /// Asks every loop that has answered; to be called now and then.
    /// - Returns: those that have not given their sign since they were asked, and those that could not be asked.
    func beat() -> [String] {
        loops.indices.filter { !isHeard($0) }.map { loops[$0].name }
    }

    private func isHeard(_ index: Int) -> Bool {
        let isFree = waits.withLock { waits in
            defer { waits[index] = true }
            return !waits[index]
        }
        guard isFree else { return false }
        let isAsked = loops[index].ask { [weak self] in self?.waits.withLock { $0[index] = false } }
        if !isAsked { waits.withLock { $0[index] = false } }
        return isAsked
    }
}

/// Tells a service manager that the loops turn, for as long as they do: who is silent for its whole patience is started anew.
final class Watchdog {
    private let thread: PlainThread
    private let ended = Signal()

    /// - Parameter report: told once when a loop is silent, and once when all are heard again.
    init(_ manager: ServiceManager, every patience: Int, _ pulse: Pulse, report: @escaping @Sendable (_ silent: [String]) -> Void) {
        let ended = ended
        thread = PlainThread("watchdog") {
            var known: [String] = []
            // Three signs in one patience: one that comes late is no death.
            while !ended.wait(atMost: .milliseconds(max(1, patience / 3))) {
                let silent = pulse.beat()
                if silent.isEmpty { manager.alive() }
                if silent != known { report(silent) }
                known = silent
            }
        }
    }

    func stop() {
        ended.raise()
        thread.join()
    }
}
