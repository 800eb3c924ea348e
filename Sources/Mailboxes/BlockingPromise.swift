import Synchronization

/// A value that one thread gives and another waits for, once.
package final class BlockingPromise<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let signal = Signal()

    package init() {}

    package func fulfil(_ given: Value) {
        value.withLock { $0 = given }
        signal.raise()
    }

    /// Whether `wait` would return at once.
    package var isFulfilled: Bool { value.withLock { $0 != nil } }

    package func wait() -> Value {
        while true {
            if let given = value.withLock({ $0 }) { return given }
            signal.wait()
        }
    }
}
