import CLibwebsockets
import Synchronization

/// Wakes the web thread from any other: `lws_cancel_service` is the one call of libwebsockets made for that.
///
/// The context stands behind a lock as a number and is taken away before it is destroyed, so no call reaches one that is gone;
/// a wake that comes before there is a context is kept.
package final class Waker: Sendable {
    private struct State {
        var context: UInt = 0
        var isOwed = false
    }

    private let state = Mutex(State())

    package init() {}

    /// From any thread. The handler's `wake` follows on the web thread; several calls may count as one.
    package func wake() {
        state.withLock { state in
            guard let context = OpaquePointer(bitPattern: state.context) else {
                state.isOwed = true
                return
            }
            lws_cancel_service(context)
        }
    }

    func arm(_ context: OpaquePointer) {
        let bits = UInt(bitPattern: context)
        let isOwed = state.withLock { state in
            state.context = bits
            return state.isOwed
        }
        if isOwed { wake() }
    }

    func disarm() {
        state.withLock { $0 = State() }
    }
}
