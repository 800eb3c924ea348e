import Synchronization

/// How long a writer's commits took on their way into a log; read on any thread.
package final class LogTimes: Sendable {
    package struct Numbers: Hashable, Sendable {
        /// Commits that went in, and were not in doubt.
        package var appends = 0
        /// From the first byte that was sent to the answer.
        package var appending = Duration.zero
        /// Of that, what the writer did nothing else in: the rest it wrote its own copy in.
        package var waiting = Duration.zero
    }

    private let numbers = Mutex(Numbers())

    package init() {}

    package var now: Numbers { numbers.withLock { $0 } }

    fileprivate func add(_ appending: Duration, _ waiting: Duration) {
        numbers.withLock { numbers in
            numbers.appends += 1
            numbers.appending += appending
            numbers.waiting += waiting
        }
    }
}

/// A log whose commits are measured.
package final class TimedLog: SharedLog {
    private let log: any SharedLog
    private let times: LogTimes
    private var began = ContinuousClock.now

    package init(_ log: any SharedLog, _ times: LogTimes) {
        self.log = log
        self.times = times
    }

    package func begin(_ commit: LogCommit) throws(LogError) {
        began = .now
        try log.begin(commit)
    }

    package func finish() throws(LogError) {
        let sent = ContinuousClock.now
        try log.finish()
        times.add(began.duration(to: .now), sent.duration(to: .now))
    }

    package func lease() throws(LogError) -> Lease { try log.lease() }
    package func take() throws(LogError) -> Lease? { try log.take() }
    package func release() throws(LogError) { try log.release() }
    package func beat() throws(LogError) { try log.beat() }
    package func read(after position: LogPosition, limit: Int) throws(LogError) -> [LogRecord] { try log.read(after: position, limit: limit) }
    package func waitForMore(than position: LogPosition, atMost: Duration) throws(LogError) { try log.waitForMore(than: position, atMost: atMost) }
}
