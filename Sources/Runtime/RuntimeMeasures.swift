import Measures
import Periods
import Synchronization

/// What the writer has measured of itself since the start, for other threads to read.
package final class RuntimeMeasures: Sendable {
    package struct Numbers: Sendable {
        /// From the end of a batch's deciding to its answers.
        package var commitSeconds = Histogram.seconds
        package var commitCommands = Histogram.batch
        /// Rows that were written, of every table.
        package var rows = 0
        package var checkpointSeconds = Histogram.seconds
        /// When the oldest work is due that is not done; nil: none is known of.
        package var due: Instant?
    }

    private let numbers = Mutex(Numbers())

    package var now: Numbers { numbers.withLock { $0 } }

    func change(_ body: (inout Numbers) -> Void) { numbers.withLock { body(&$0) } }
}

/// Where the time of one commit went.
package struct CommitTimes: Sendable {
    package let commands: Int
    package let rows: Int
    /// Waiting for the rows to be on disk; deciding the next batch goes on meanwhile.
    package let writing: Duration
    /// Memory, boards and feeds, and the answers.
    package let telling: Duration

    package var all: Duration { writing + telling }
}

extension Duration {
    package var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
    package var microseconds: Int { Int(components.seconds) * 1_000_000 + Int(components.attoseconds / 1_000_000_000_000) }
}
