import Periods
import Synchronization

/// The last errors and warnings, kept for the page of the system: what was wrong lately can be read without a log.
package enum LastErrors {
    package struct Line: Sendable {
        package let at: Instant
        package let level: Log.Level
        package let message: String
        /// How often the same was said, one after the other.
        package var count = 1
    }

    private static let most = 20
    private static let longest = 500
    private static let lines = Mutex<[Line]>([])

    /// Newest first.
    package static var all: [Line] { lines.withLock { $0.reversed() } }

    static func note(_ level: Log.Level, _ message: String) {
        let message = String(message.prefix(longest)), now = Log.wall()
        lines.withLock { lines in
            if let last = lines.last, last.message == message {
                lines[lines.count - 1] = Line(at: now, level: level, message: message, count: last.count + 1)
                return
            }
            lines.append(Line(at: now, level: level, message: message))
            if lines.count > most { lines.removeFirst() }
        }
    }
}
