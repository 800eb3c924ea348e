import Foundation
import Periods
import Runtime
import Synchronization

/// A clock that is set by hand.
package final class TestClock: Sendable {
    private let state: Mutex<(now: Instant, step: Int64)>

    package init(_ now: Instant) { state = Mutex((now, 0)) }

    package var now: Instant {
        get {
            state.withLock { state in
                state.now = state.now.adding(microseconds: state.step)
                return state.now
            }
        }
        set { state.withLock { $0.now = newValue } }
    }

    /// From now on it moves by so much each time it is read, as real ones do.
    package func run(by microseconds: Int64) { state.withLock { $0.step = microseconds } }

    /// Of a machine on which no time passes: whatever the clock is set ahead by is doubted.
    var timekeeper: Timekeeper {
        Timekeeper(MachineClock(reading: { ClockReading(wall: self.now, sinceBoot: 0) }, isSynchronised: { false }))
    }
}

/// A folder of one test, gone with it.
package final class TestFolder: Sendable {
    package let path = NSTemporaryDirectory() + "laurel-server-" + UUID().uuidString

    package init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, with the folders that it stands in.
    package func write(_ name: String, _ text: String) throws {
        let file = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}
