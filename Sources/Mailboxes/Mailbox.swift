import Synchronization

/// Hands messages from any thread to the one that takes them, in order, all at once.
///
/// The taker is woken once when the box turns non-empty, not for every message; it then takes everything that came
/// meanwhile. `limit` bounds the box: a sender that is told `full` must say so to whoever asked it.
package final class Mailbox<Message: Sendable>: Sendable {
    package enum Delivery: Equatable, Sendable {
        case delivered
        /// The taker is behind by `limit` messages. Nothing was kept.
        case full
        /// The taker is gone.
        case closed
    }

    private struct Contents {
        var messages: [Message] = []
        var isClosed = false
    }

    package let limit: Int
    private let contents = Mutex(Contents())
    private let wake: @Sendable () -> Void

    /// - Parameter wake: called by the sender that made the box non-empty, outside the lock. It must not block.
    package init(limit: Int, wake: @escaping @Sendable () -> Void) {
        self.limit = limit
        self.wake = wake
    }

    package func send(_ message: Message) -> Delivery {
        let (delivery, first) = contents.withLock { contents -> (Delivery, Bool) in
            if contents.isClosed { return (.closed, false) }
            if contents.messages.count >= limit { return (.full, false) }
            contents.messages.append(message)
            return (.delivered, contents.messages.count == 1)
        }
        if first { wake() }
        return delivery
    }

    /// Everything that was sent since the last call, oldest first.
    package func takeAll() -> [Message] {
        contents.withLock { contents in
            var taken: [Message] = []
            swap(&taken, &contents.messages)
            return taken
        }
    }

    /// Refuses what is sent from now on, and gives what was not taken.
    package func close() -> [Message] {
        contents.withLock { contents in
            contents.isClosed = true
            defer { contents.messages = [] }
            return contents.messages
        }
    }

    package var count: Int { contents.withLock { $0.messages.count } }
}
