/// WebSocket frames as a server sends them (RFC 6455, 5.2): not masked, text, in fragments where a message is long.
///
/// Every frame fits into one write, so that a write never ends within a frame: the library beneath may put a control frame
/// between two writes, and between the fragments of a message it is allowed (5.4), within a frame it would be garbage.
enum LiveFrames {
    /// The longest header without a mask for payloads up to 64 KiB.
    static let header = 4

    /// Appends a message as one frame, or as fragments of exactly `limit` bytes and a last one of at most that.
    static func append(_ message: some RandomAccessCollection<UInt8>, limit: Int, to bytes: inout [UInt8]) {
        let most = limit - header
        var rest = message[...]
        var first = true
        repeat {
            let part = rest.prefix(most)
            rest = rest.dropFirst(part.count)
            // FIN on the last one; opcode text on the first, continuation on the others.
            bytes.append((rest.isEmpty ? 0x80 : 0) | (first ? 0x1 : 0x0))
            if part.count < 126 {
                bytes.append(UInt8(part.count))
            } else {
                bytes.append(126)
                bytes.append(UInt8(part.count >> 8))
                bytes.append(UInt8(part.count & 0xFF))
            }
            bytes.append(contentsOf: part)
            first = false
        } while !rest.isEmpty
    }

    /// Of the frames of one message, how many bytes are whole frames within `room`. Fragments but the last are `limit` long.
    static func whole(_ bytes: Int, within room: Int, limit: Int) -> Int { bytes <= room ? bytes : room / limit * limit }
}
