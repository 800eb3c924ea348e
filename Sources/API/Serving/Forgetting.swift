import Mailboxes
import Periods
import PointsEngine
import Runtime
import Synchronization

/// Once an hour, takes out what is kept for a while only: what people answered to the questions of rewards. Whoever reads looks at the time too, so
/// that an hour more or less is seen by nobody.
final class Forgetting: Sendable {
    private let isStopping = Atomic<Bool>(false)
    private let signal = Signal()

    func start(_ runtime: Runtime, clock: @escaping @Sendable () -> Instant) {
        _ = PlainThread("forgetting") { [self] in
            while !isStopping.load(ordering: .acquiring) {
                let now = clock()
                runtime.write(nil, by: .system, { try $0.answers.forget(at: now) }) { _ in }
                signal.wait(atMost: .seconds(3_600))
            }
        }
    }

    func stop() {
        isStopping.store(true, ordering: .releasing)
        signal.raise()
    }
}
