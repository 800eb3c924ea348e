import CommitLog
import Store
import Synchronization

/// What other threads may know of the writer.
final class SharedState: Sendable {
    let measures = RuntimeMeasures()
    /// Of a node among others.
    let place = NodePlace()
    private let contents = Mutex<(state: RuntimeState, head: Head)>((.starting, .none))

    var state: RuntimeState {
        get { contents.withLock { $0.state } }
        set { contents.withLock { $0.state = newValue } }
    }

    var head: Head {
        get { contents.withLock { $0.head } }
        set { contents.withLock { $0.head = newValue } }
    }
}
