import CLibwebsockets

/// SHA-1 from libwebsockets: what the WebSocket handshake asks for, and good enough to tell two versions of our own files apart.
enum SHA1 {
    static func digest(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 20) { buffer, count in
            _ = lws_SHA1(bytes, bytes.count, buffer.baseAddress)
            count = 20
        }
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
