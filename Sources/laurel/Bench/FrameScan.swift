/// Follows the frames that one viewer gets, without keeping them or reading their JSON: it counts messages and looks at their
/// numbers, which `LiveMessages` writes first.
struct FrameScan {
    /// What a message says of itself.
    struct Message {
        /// It begins a topic's numbering anew for this viewer: what is missing before it was replaced.
        let isSnapshot: Bool
        /// The number in the topic's name.
        let topic: Int64
        let seq: Int64
        /// Milliseconds since 1970 of the commit behind a change; 0 in a snapshot.
        let at: Int64
    }

    /// A frame that has not come whole.
    private var rest: [UInt8] = []
    private(set) var pings = 0

    /// Visits the messages that begin in frames which are whole with these bytes.
    mutating func take(_ bytes: UnsafeRawBufferPointer, _ body: (Message) -> Void) {
        guard rest.isEmpty else {
            rest += bytes
            let used = rest.withUnsafeBytes { scan($0, body) }
            rest.removeFirst(used)
            return
        }
        let used = scan(bytes, body)
        if used < bytes.count { rest = Array(bytes[used...]) }
    }

    /// How many pings have come since it was asked last.
    mutating func takePings() -> Int {
        defer { pings = 0 }
        return pings
    }

    private mutating func scan(_ bytes: UnsafeRawBufferPointer, _ body: (Message) -> Void) -> Int {
        var used = 0
        while let (header, length) = Self.header(bytes, used), used + header + length <= bytes.count {
            // A message's first frame is its only one, or begins the fragments; control frames and the other fragments say nothing.
            switch bytes[used] & 0xF {
            case 1: if let message = Self.message(UnsafeRawBufferPointer(rebasing: bytes[(used + header)..<(used + header + length)])) { body(message) }
            case 9: pings += 1
            default: break
            }
            used += header + length
        }
        return used
    }

    /// The lengths of the header and of the payload behind it; nil until the header is there.
    private static func header(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> (Int, Int)? {
        let left = bytes.count - start
        guard left >= 2 else { return nil }
        switch bytes[start + 1] {
        case ..<126: return (2, Int(bytes[start + 1]))
        case 126: return left < 4 ? nil : (4, Int(bytes[start + 2]) << 8 | Int(bytes[start + 3]))
        default: return left < 10 ? nil : (10, (2..<10).reduce(0) { $0 << 8 | Int(bytes[start + $1]) })
        }
    }

    private static func message(_ payload: UnsafeRawBufferPointer) -> Message? {
        guard let topic = number(after: #""topic":"t"#, in: payload, from: 0), let seq = number(after: #""seq":"#, in: payload, from: topic.end) else { return nil }
        // `{"sub":…` is a snapshot, `{"topic":…` what follows one.
        guard payload[2] == UInt8(ascii: "t") else { return Message(isSnapshot: true, topic: topic.value, seq: seq.value, at: 0) }
        let at = number(after: #""at":"#, in: payload, from: seq.end)?.value ?? 0
        return Message(isSnapshot: false, topic: topic.value, seq: seq.value, at: at)
    }

    /// The number behind a name, looked for in the next 256 bytes.
    private static func number(after name: StaticString, in payload: UnsafeRawBufferPointer, from start: Int) -> (value: Int64, end: Int)? {
        let length = name.utf8CodeUnitCount, last = min(payload.count, start + 256) - length
        var at = start
        while at < last {
            if payload[at] == UInt8(ascii: "\""), name.withUTF8Buffer({ $0.elementsEqual(payload[at..<(at + length)]) }) { break }
            at += 1
        }
        guard at < last else { return nil }
        var (value, end) = (Int64(0), at + length)
        while end < payload.count, case let digit = payload[end], 0x30...0x39 ~= digit {
            value = value &* 10 &+ Int64(digit - 0x30)
            end += 1
        }
        return (value, end)
    }
}
