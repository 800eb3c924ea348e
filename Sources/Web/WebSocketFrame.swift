/// Frames as a server sends them: unmasked and whole (RFC 6455, 5.2). Ready bytes serve every subscriber.
package enum WebSocketFrame {
    /// A text message. `text` must be UTF-8. The header takes 2, 4 or 10 bytes.
    package static func text(_ text: some Collection<UInt8>) -> [UInt8] { frame(0x1, text) }

    package static func text(_ text: String) -> [UInt8] { frame(0x1, text.utf8) }

    static func ping() -> [UInt8] { frame(0x9, EmptyCollection()) }

    static func pong(_ payload: some Collection<UInt8>) -> [UInt8] { frame(0xA, payload) }

    /// Code nil: a close frame without a body. The reason is cut to what fits, at a character.
    static func close(_ code: UInt16?, _ reason: String = "") -> [UInt8] {
        guard let code else { return frame(0x8, EmptyCollection()) }
        var text = reason[...]
        while text.utf8.count > 123 { text.removeLast() }
        return frame(0x8, [UInt8(code >> 8), UInt8(code & 0xFF)] + text.utf8)
    }

    private static func frame(_ opcode: UInt8, _ payload: some Collection<UInt8>) -> [UInt8] {
        let count = payload.count
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 10)
        bytes.append(0x80 | opcode)
        switch count {
        case ..<126:
            bytes.append(UInt8(count))
        case ..<65536:
            bytes.append(126)
            bytes.append(UInt8(count >> 8))
            bytes.append(UInt8(count & 0xFF))
        default:
            bytes.append(127)
            for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: count >> shift)) }
        }
        bytes += payload
        return bytes
    }
}
