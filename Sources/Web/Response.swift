/// An answer. A body may be shared: the same bytes in many responses are kept once.
package struct Response: Sendable {
    package struct Header: Sendable, Equatable {
        package let name: String
        package let value: String
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package var status: Int
    /// Beyond those that the server adds: Content-Length, Date, Connection and the security headers. Control characters in values become spaces.
    package var headers: [Header]
    /// Content-Type; nil when there is no body.
    package var mediaType: String?
    package var body: [UInt8]
    /// Makes the rest of a long body piece by piece; `body` is the first piece. Called on the web thread whenever the connection
    /// takes more, and answered by `WebLoop.goOn`, later and once: no more than one piece is ever in memory.
    package var rest: (@Sendable (WebLoop, ReplyToken) -> Void)?

    package init(
        status: Int = 200, headers: [Header] = [], mediaType: String? = nil, body: [UInt8] = [], rest: (@Sendable (WebLoop, ReplyToken) -> Void)? = nil
    ) {
        self.status = status
        self.headers = headers
        self.mediaType = mediaType
        self.body = body
        self.rest = rest
    }

    package static func text(_ text: String, status: Int = 200) -> Response {
        Response(status: status, mediaType: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    /// No body is sent, and no length either (RFC 9110, 8.6).
    var hasNoContent: Bool { status == 204 || status == 304 || status < 200 }
}
