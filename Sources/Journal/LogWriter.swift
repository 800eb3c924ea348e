import Glibc
import Mailboxes
import Synchronization

/// Writes lines to standard error on a thread of its own: who reads them may be slow, or stand still.
final class LogWriter: Sendable {
    private struct State {
        var waiting: [UInt8] = []
        var isWriting = false
        var dropped = 0
    }

    private let state = Mutex(State())
    private let signal = Signal()
    private let written = Signal()
    private static let mostWaiting = 1 << 20

    init() {
        let thread = PlainThread("log") { [self] in work() }
        withExtendedLifetime(thread) {}
    }

    var dropped: Int { state.withLock { $0.dropped } }

    func send(_ lines: [UInt8]) {
        let isFirst = state.withLock { state in
            guard state.waiting.count + lines.count <= Self.mostWaiting else {
                state.dropped += 1
                return false
            }
            defer { state.waiting += lines }
            return state.waiting.isEmpty
        }
        if isFirst { signal.raise() }
    }

    func flush() {
        let end = ContinuousClock.now + .seconds(1)
        while state.withLock({ !$0.waiting.isEmpty || $0.isWriting }), ContinuousClock.now < end {
            written.wait(atMost: .milliseconds(100))
        }
    }

    private func work() {
        while true {
            let lines = state.withLock { state in
                let lines = state.waiting
                state.waiting = []
                state.isWriting = !lines.isEmpty
                return lines
            }
            if lines.isEmpty {
                written.raise()
                signal.wait()
            } else {
                Self.write(lines)
            }
        }
    }

    /// Whole, unless nobody is there to read.
    static func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
