/// Names a connection for as long as the server runs: a slot in its table, and how often the slot was given out before.
/// A message to a connection that is gone finds another generation there, and falls on the floor.
package struct ConnectionID: Hashable, Sendable {
    package let slot: UInt32
    package let generation: UInt32

    package init(slot: UInt32, generation: UInt32) {
        self.slot = slot
        self.generation = generation
    }

    /// Never 0, because generations begin at 1.
    package var bits: UInt64 { UInt64(generation) << 32 | UInt64(slot) }

    package init(bits: UInt64) {
        self.init(slot: UInt32(truncatingIfNeeded: bits), generation: UInt32(truncatingIfNeeded: bits >> 32))
    }
}

/// The request that an answer is for. Given to the handler with the request; it may be answered at once or later, once.
package struct ReplyToken: Hashable, Sendable {
    package let connection: ConnectionID
    let request: UInt32

    init(connection: ConnectionID, request: UInt32) {
        self.connection = connection
        self.request = request
    }

    /// Answers nothing: for a request that nobody sent.
    package init(of request: HTTPRequest) { self.init(connection: request.connection, request: .max) }
}
