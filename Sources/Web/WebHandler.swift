/// What a server is for. Lives on the web thread and never leaves it; every call is made there, one at a time.
///
/// No call may block: what takes long goes to another thread, and comes back by a mailbox that wakes the loop (`wake`).
package protocol WebHandler: AnyObject {
    /// The longest body that this request may have, in bytes; asked before the body is read. Beyond it the client hears 413.
    func bodyLimit(_ head: RequestHead) -> Int

    /// A request announces a body longer than `WebConfiguration.unaskedBody`; it stands here without it. Either `WebLoop.admit` lets the
    /// body come, or `WebLoop.answer` refuses it unread and ends the connection: now, or later.
    func admit(_ request: HTTPRequest, _ token: ReplyToken)

    /// A request is complete. It is answered by `WebLoop.answer` with this token, once: now (the fast way), or later.
    /// A request that waits longer than `WebConfiguration.answerDeadline` is answered with 503.
    func request(_ request: HTTPRequest, _ token: ReplyToken)

    /// Whether the client came by TLS: to us, or to a proxy that is trusted. It is told to come that way again (RFC 6797).
    func isSecure(_ request: HTTPRequest) -> Bool

    /// A client asks for a WebSocket; the form of the request has been checked. Path, origin and credentials have not.
    func upgrade(_ request: HTTPRequest, subprotocols: [String]) -> UpgradeDecision

    /// A WebSocket is open. `connection` is the one of the request to `upgrade`.
    func opened(_ connection: ConnectionID)

    /// A whole text message, valid UTF-8.
    func received(_ text: [UInt8], from connection: ConnectionID)

    /// The connection takes more, after `WebLoop.requestWritable`.
    func writable(_ connection: ConnectionID)

    /// The WebSocket is gone: closed by the peer with this code, by us, or cut off (1006). Nothing can be sent any more.
    func closed(_ connection: ConnectionID, code: UInt16)

    /// The loop was woken, or nothing in particular happened: look into the mailboxes.
    func wake()

    /// The server is about to stop. Open WebSockets are closed after this call.
    func stopping()

    /// How a request that the server itself refuses is answered.
    func response(to refusal: HTTPRefusal) -> Response
}

package enum UpgradeDecision: Sendable {
    /// With the subprotocol that is spoken: one of those offered, or nil.
    case accept(subprotocol: String?)
    case refuse(Response)
}

extension WebHandler {
    package func bodyLimit(_ head: RequestHead) -> Int { 4 << 20 }
    package func isSecure(_ request: HTTPRequest) -> Bool { request.peer.usesTLS }
    package func upgrade(_ request: HTTPRequest, subprotocols: [String]) -> UpgradeDecision { .refuse(Response(status: 404)) }
    package func opened(_ connection: ConnectionID) {}
    package func received(_ text: [UInt8], from connection: ConnectionID) {}
    package func writable(_ connection: ConnectionID) {}
    package func closed(_ connection: ConnectionID, code: UInt16) {}
    package func wake() {}
    package func stopping() {}
    package func response(to refusal: HTTPRefusal) -> Response { refusal.response }
}
