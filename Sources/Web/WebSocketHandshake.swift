/// The opening of a WebSocket (RFC 6455, 4.2), when the handler has agreed.
enum WebSocketHandshake {
    private static let keySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    /// Checks what the protocol itself demands of the request.
    static func check(_ head: RequestHead) throws(HTTPRefusal) {
        guard head.header("sec-websocket-version") == "13" else { throw .badWebSocketVersion }
        guard let key = head.header("sec-websocket-key"), isKey(key) else { throw .badUpgrade }
    }

    /// The subprotocols that the client offers, in its order.
    static func offered(_ head: RequestHead) -> [String] {
        (head.header("sec-websocket-protocol") ?? "").split(separator: ",").map { offer in
            String(offer.drop { $0 == " " }.prefix { $0 != " " })
        }
    }

    static func response(to head: RequestHead, subprotocol: String?) -> Response {
        var response = Response(status: 101, headers: [.init("Upgrade", "websocket"), .init("Connection", "Upgrade")])
        response.headers.append(.init("Sec-WebSocket-Accept", accept(head.header("sec-websocket-key") ?? "")))
        if let subprotocol { response.headers.append(.init("Sec-WebSocket-Protocol", subprotocol)) }
        return response
    }

    /// 16 bytes in Base64: 22 characters and two `=`.
    private static func isKey(_ key: String) -> Bool {
        key.utf8.count == 24 && key.hasSuffix("==") && key.utf8.dropLast(2).allSatisfy {
            switch $0 {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F: true
            default: false
            }
        }
    }

    static func accept(_ key: String) -> String {
        base64(SHA1.digest(Array((key + keySuffix).utf8)))
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for index in 0..<4 {
                text.append(index <= group.count ? alphabet[(bits >> (18 - 6 * index)) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
