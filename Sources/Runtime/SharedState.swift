import Store
import Synchronization

/// What other threads may know of the writer.
final class SharedState: Sendable {
    let measures = RuntimeMeasures()
    private let contents = Mutex<(state: RuntimeState, head: Head)>((.starting, .none))

    private let turn = Mutex(ContinuousClock.now)

    /// When the writer's loop last turned.
    var lastTurn: ContinuousClock.Instant {
        get { turn.withLock { $0 } }
        set { turn.withLock { $0 = newValue } }
    }

    var state: RuntimeState {
        get { contents.withLock { $0.state } }
        set { contents.withLock { $0.state = newValue } }
    }

    var head: Head {
        get { contents.withLock { $0.head } }
        set { contents.withLock { $0.head = newValue } }
    }
}
