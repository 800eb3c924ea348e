import Foundation
import Periods
import Synchronization

/// A clock that is set by hand.
package final class TestClock: Sendable {
    private let instant: Mutex<Instant>

    package init(_ now: Instant) { instant = Mutex(now) }

    package var now: Instant {
        get { instant.withLock { $0 } }
        set { instant.withLock { $0 = newValue } }
    }
}

/// A folder of one test, gone with it.
package final class TestFolder {
    package let path = NSTemporaryDirectory() + "laurel-server-" + UUID().uuidString

    package init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
