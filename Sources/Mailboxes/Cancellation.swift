import Synchronization

/// Whether somebody still waits for what was asked: ended when the answer is out, when it came too late, or when who asked is gone.
/// Work that nobody waits for any more is not begun.
package final class Cancellation: Sendable {
    private let isOver = Atomic(false)

    package init() {}

    package var isWanted: Bool { !isOver.load(ordering: .relaxed) }

    package func cancel() { isOver.store(true, ordering: .relaxed) }
}
