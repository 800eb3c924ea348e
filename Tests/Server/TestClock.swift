import Foundation
import Periods
import Synchronization

/// A clock that is set by hand.
final class TestClock: Sendable {
    private let instant: Mutex<Instant>

    init(_ now: Instant) { instant = Mutex(now) }

    var now: Instant {
        get { instant.withLock { $0 } }
        set { instant.withLock { $0 = newValue } }
    }
}

/// A folder of one test, gone with it.
final class TestFolder {
    let path = NSTemporaryDirectory() + "laurel-server-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
