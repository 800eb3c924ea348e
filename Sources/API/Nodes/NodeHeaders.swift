import CSodium
import Identity
import Web

/// What nodes say to each other beside a request. They count on the nodes' listener alone; from anybody else they are taken away.
package enum NodeHeaders {
    /// The client's address.
    static let client = "Laurel-For"
    /// Whether it came by TLS: `https`.
    static let scheme = "Laurel-Proto"
    /// The user at the other end of the owner's socket.
    static let owner = "Laurel-Owner"
    /// The client's own `Authorization`, in whose place the node's stands.
    static let authorization = "Laurel-Authorization"
    /// In an answer: where the log stood behind it, as seal and changesets behind that.
    static let position = "Laurel-Position"
    /// In an answer: nothing of the request was done, for this node does not lead, or does not know who asks by the token of before its start.
    static let notLeader = "Laurel-Not-Leader"

    /// Of one connection, or told by us in another way.
    private static let dropped: Set<String> = [
        "connection", "keep-alive", "proxy-connection", "transfer-encoding", "te", "trailer", "upgrade", "content-length", "expect", "authorization", "forwarded",
        "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-real-ip", "via",
    ]

    /// The headers of a client's request as they are passed on.
    static func passedOn(_ request: HTTPRequest, from address: String, isSecure: Bool) -> [(name: String, value: String)] {
        var headers = request.head.headers.filter { !dropped.contains($0.name.lowercased()) && !$0.name.lowercased().hasPrefix("laurel-") }
        if let authorization = request.header("Authorization") { headers.append((NodeHeaders.authorization, authorization)) }
        headers.append((client, address))
        headers.append((scheme, isSecure ? "https" : "http"))
        if let owner = request.peer.localUser { headers.append((self.owner, "\(owner)")) }
        // Whoever asks from the node's own machine does not ask from the leader's.
        headers.append(("Via", "1.1 laurel"))
        return headers
    }

    /// The request of its client, as another node passed it on.
    static func original(_ request: HTTPRequest) -> HTTPRequest {
        var headers = request.head.headers.filter { $0.name.lowercased() != "authorization" && !$0.name.lowercased().hasPrefix("laurel-") }
        if let authorization = request.header(NodeHeaders.authorization) { headers.append(("Authorization", authorization)) }
        let peer = HTTPRequest.Peer(
            address: request.header(client) ?? "", usesTLS: request.header(scheme) == "https", localUser: request.header(owner).flatMap { UInt32($0) }, isNode: true)
        return request.passingOn(headers, of: peer)
    }

    /// `Authorization` of a call to a node that has this token.
    package static func authorization(_ token: [UInt8]?) -> (name: String, value: String) { ("Authorization", prefix + Base64URL.encode(token ?? [])) }

    private static let prefix = "Laurel-Node "

    /// Whether somebody says to be a node.
    static func isOfSomeNode(_ request: HTTPRequest) -> Bool { request.header("Authorization")?.hasPrefix(prefix) ?? false }

    /// Whether a node of ours says that it is one.
    static func isFromNode(_ request: HTTPRequest, token: [UInt8]?) -> Bool {
        guard let token, isOfSomeNode(request), let header = request.header("Authorization"), let given = Base64URL.decode(String(header.dropFirst(prefix.count))),
            given.count == token.count
        else { return false }
        return sodium_memcmp(given, token, token.count) == 0
    }
}
