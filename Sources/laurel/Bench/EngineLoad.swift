import Identity
import Mailboxes
import Periods
import PointsEngine
import Runtime
import Synchronization

/// Activities handed to the writer in the same process, each on disk before it is answered: the engine and the disk, without
/// network and parsing.
struct EngineLoad {
    let runtime: Runtime
    let members: Int
    /// Which load of the same run it is: none hands in what another has handed in.
    var part = 0

    /// Submissions that wait together, so that the writer never waits.
    private static let threads = 2
    private static let mostPerSecond = 60_000.0
    /// Beyond the numbers that any other load of the same run has.
    private static let firstNumber = 1_000_000_000

    /// - Returns: activities a second, and how many there were.
    func run(seconds: Double) throws -> (perSecond: Double, count: Int) {
        let size = Submission.maximumCommands
        let activities = MadeUpActivities(members: members, time: SystemClock.now())
        let first = Self.firstNumber * (self.part + 1)
        let ready = try (0..<Int(Self.mostPerSecond * seconds) / size).map { part in
            try (0..<size).map { RecordActivity(try activities.activity(first + part * size + $0)) }
        }
        let next = Shared(), start = Stopwatch.now, runtime = runtime
        let threads = (0..<Self.threads).map { index in
            PlainThread("engine-load-\(index)") {
                while Stopwatch.now - start < seconds {
                    let part = next.part.add(1, ordering: .relaxed).oldValue
                    guard part < ready.count else { break }
                    for reply in runtime.carryOut(ready[part], by: .token("bench"), priority: .bulk) {
                        if case .refused(let refusal) = reply { next.refusal.withLock { $0 = refusal } }
                    }
                    next.done.add(size, ordering: .relaxed)
                }
            }
        }
        threads.forEach { $0.join() }
        if let refusal = next.refusal.withLock({ $0 }) { throw refusal }
        let count = next.done.load(ordering: .relaxed)
        return (Double(count) / (Stopwatch.now - start), count)
    }

    private final class Shared: Sendable {
        let part = Atomic(0)
        let done = Atomic(0)
        let refusal = Mutex<Refusal?>(nil)
    }
}
