/// How much of everything (boards.md, "Live feed"). Times are milliseconds of a clock that only goes forward.
package struct LiveLimits: Sendable {
    /// Between two changes of a topic, `live.interval`.
    package var interval: Int64 = 100
    /// Bytes of a write, and of a WebSocket frame with its header.
    package var write = 16 * 1024
    /// Bytes of a message from a client.
    package var message = 16 * 1024
    /// Subscriptions of a connection.
    package var subscriptions = 32
    /// Bytes of private frames that wait for a connection.
    package var outbox = 8 * 1024
    /// Messages a connection may send at once, and how long it takes until it may send one more.
    package var burst: Int64 = 64
    package var perMessage: Int64 = 100
    /// How long a client may take nothing.
    package var stalled: Int64 = 30_000
    /// Messages and bytes that a topic keeps for those who are behind, and for those who come back.
    package var keptMessages = 256
    package var keptBytes = 64 * 1024
    /// How long a topic that nobody follows is kept for those who come back, and how many such topics.
    package var linger: Int64 = 60_000
    package var lingering = 256
    /// Rows of a `top` window, and neighbours to each side of an `around` window.
    package var top = 200
    package var radius = 25
    /// Items a feed takes in an interval; celebrations beyond are lost.
    package var items = 20
    /// Between two notices that one was overtaken, and between two celebrations of the same place won by the same member.
    package var overtaken: Int64 = 60_000
    /// Boards that are read at a time because somebody opened them.
    package var loads = 16

    package init() {}
}
