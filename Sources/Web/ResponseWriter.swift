/// Turns a response into bytes. Keeps what is the same in all of them ready.
struct ResponseWriter {
    private let common: [UInt8]
    private var date: [UInt8] = []

    /// - Parameter headers: added to every response, errors included.
    init(headers: [Response.Header]) {
        var bytes: [UInt8] = []
        for header in headers { Self.append(header, to: &bytes) }
        common = bytes
    }

    /// The moment that Date tells, as RFC 9110, 5.6.7 writes it.
    mutating func setDate(_ text: String) {
        date = Array("Date: \(text)\r\n".utf8)
    }

    /// Appends status line, header fields and the empty line.
    /// - Parameter isSecure: the client came by TLS, and is told to do so again.
    func appendHead(of response: Response, keepsAlive: Bool, isSecure: Bool, takesChunks: Bool = true, id: RequestTag, to bytes: inout [UInt8]) {
        bytes += "HTTP/1.1 ".utf8
        Self.append(response.status, to: &bytes)
        bytes.append(UInt8(ascii: " "))
        bytes += Status.phrase(response.status).utf8
        bytes += "\r\n".utf8
        if let type = response.mediaType { Self.append(.init("Content-Type", type), to: &bytes) }
        if response.rest != nil {
            // Without chunks the end of the connection is the end of the body.
            if takesChunks { bytes += "Transfer-Encoding: chunked\r\n".utf8 }
        } else if !response.hasNoContent {
            bytes += "Content-Length: ".utf8
            Self.append(response.body.count, to: &bytes)
            bytes += "\r\n".utf8
        }
        for header in response.headers { Self.append(header, to: &bytes) }
        if !keepsAlive { bytes += "Connection: close\r\n".utf8 }
        bytes += "X-Request-Id: ".utf8
        bytes += id.digits
        bytes += "\r\n".utf8
        bytes += date
        bytes += common
        if isSecure { Self.append(SecurityHeaders.strictTransport, to: &bytes) }
        bytes += "\r\n".utf8
    }

    private static func append(_ header: Response.Header, to bytes: inout [UInt8]) {
        bytes += header.name.utf8
        bytes.append(UInt8(ascii: ":"))
        bytes.append(UInt8(ascii: " "))
        for byte in header.value.utf8 { bytes.append(byte < 0x20 || byte == 0x7F ? 0x20 : byte) }
        bytes.append(13)
        bytes.append(10)
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        if number >= 10 { append(number / 10, to: &bytes) }
        bytes.append(0x30 + UInt8(number % 10))
    }
}
