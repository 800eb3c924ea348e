import Synchronization

/// A value that one thread gives and another waits for, once.
package final class Handover<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let signal = Signal()

    package init() {}

    package func give(_ given: Value) {
        value.withLock { $0 = given }
        signal.raise()
    }

    package func take() -> Value {
        while true {
            if let given = value.withLock({ $0 }) { return given }
            signal.wait()
        }
    }
}
