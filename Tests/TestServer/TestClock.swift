import Foundation
import Periods
import Runtime
import Synchronization

/// A clock that is set by hand.
package final class TestClock: Sendable {
    private let instant: Mutex<Instant>

    package init(_ now: Instant) { instant = Mutex(now) }

    package var now: Instant {
        get { instant.withLock { $0 } }
        set { instant.withLock { $0 = newValue } }
    }

    /// Of a machine on which no time passes: whatever the clock is set ahead by is doubted.
    var timekeeper: Timekeeper {
        Timekeeper(MachineClock(reading: { ClockReading(wall: self.now, sinceBoot: 0) }, isSynchronised: { false }))
    }
}

/// A folder of one test, gone with it.
package final class TestFolder {
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
