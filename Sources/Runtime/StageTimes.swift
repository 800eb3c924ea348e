import Store
import Synchronization

/// How much processor the stages of batches have taken so far.
package final class StageTimes: Sendable {
    private let seconds = Mutex([Double](repeating: 0, count: StageClock.Stage.allCases.count))

    package init() {}

    package subscript(stage: StageClock.Stage) -> Double { seconds.withLock { $0[stage.rawValue] } }

    /// For `Runtime.Configuration`.
    package var clock: StageClock { StageClock { [self] stage, spent in seconds.withLock { $0[stage.rawValue] += spent } } }
}
