import Mailboxes

/// A complete request, as a handler sees it.
@dynamicMemberLookup
package struct HTTPRequest: Sendable {
    package let head: RequestHead
    package let body: [UInt8]
    package let peer: Peer
    package let connection: ConnectionID
    package let id: RequestTag
    /// Whether the answer is waited for still; to be given to whatever works on it.
    package let cancellation: Cancellation
    /// The body's share of the budget, as long as there is a copy of the request; nil without a body.
    private let share: BodyBudget.Share?

    init(head: RequestHead, body: [UInt8] = [], of connection: ClientConnection, _ cancellation: Cancellation, share: BodyBudget.Share? = nil) {
        self.head = head
        self.body = body
        peer = connection.peer
        self.connection = connection.id
        id = connection.requestTag
        self.cancellation = cancellation
        self.share = share
    }

    /// The same client's request for something else, to be read; nil where the target is none.
    package func reading(_ target: String) -> HTTPRequest? {
        guard let head = head.reading(target) else { return nil }
        return HTTPRequest(self, head: head)
    }

    private init(_ other: HTTPRequest, head: RequestHead) {
        self.head = head
        body = []
        (peer, connection, id, cancellation, share) = (other.peer, other.connection, other.id, other.cancellation, nil)
    }

    /// The request of somebody else that this one passes on: with these headers, from there.
    package func passingOn(_ headers: [(name: String, value: String)], of peer: Peer) -> HTTPRequest {
        HTTPRequest(self, head: head.with(headers), body: body, peer: peer)
    }

    private init(_ other: HTTPRequest, head: RequestHead, body: [UInt8], peer: Peer) {
        (self.head, self.body, self.peer) = (head, body, peer)
        (connection, id, cancellation, share) = (other.connection, other.id, other.cancellation, other.share)
    }

    /// Who is at the other end.
    package struct Peer: Sendable {
        /// The numeric address; empty on the Unix socket.
        package let address: String
        package let usesTLS: Bool
        /// The user at the other end of the Unix socket, as the kernel tells (SO_PEERCRED); nil on every other listener.
        package let localUser: UInt32?
        /// Whether it came to the listener of other servers of the same company.
        package var isNode = false

        /// As another server tells of a client of its own.
        package init(address: String, usesTLS: Bool, localUser: UInt32?, isNode: Bool = false) {
            self.address = address
            self.usesTLS = usesTLS
            self.localUser = localUser
            self.isNode = isNode
        }

        package var isLocal: Bool { localUser != nil }
    }

    package subscript<Value>(dynamicMember member: KeyPath<RequestHead, Value>) -> Value { head[keyPath: member] }

    package func header(_ name: String) -> String? { head.header(name) }
    package func argument(_ name: String) -> String? { head.argument(name) }
    package func cookie(_ name: String) -> String? { head.cookie(name) }
}
