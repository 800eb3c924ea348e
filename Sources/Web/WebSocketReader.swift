/// Reads what a client sends on a WebSocket (RFC 6455, 5 to 7): a state machine over bytes that knows no socket.
///
/// Strict: every frame masked, no reserved bits or opcodes, control frames whole and short, text in UTF-8, messages bounded.
/// The first violation ends it: nothing is read after `failed` or `closed`.
package struct WebSocketReader {
    package enum Event: Equatable {
        case text([UInt8])
        case ping([UInt8])
        case pong
        /// The peer closes, with its code (nil: none given).
        case closed(UInt16?)
        /// The peer broke the rules; close with this code.
        case failed(UInt16)
    }

    enum Failure {
        static let violation: UInt16 = 1002
        static let unsupported: UInt16 = 1003
        static let notUTF8: UInt16 = 1007
        static let tooLarge: UInt16 = 1009
    }

    private struct Header {
        let opcode: UInt8
        let isFinal: Bool
        let length: Int
        let mask: (UInt8, UInt8, UInt8, UInt8)
        /// The bytes of the header itself.
        let size: Int
    }

    private let limit: Int
    /// Bytes that do not make a whole frame yet: at most one header and `limit` bytes.
    private var pending: [UInt8] = []
    private var message: [UInt8] = []
    private var isInMessage = false
    private var isOver = false
    /// Frames that carry next to nothing and complete no message: control frames, and fragments of less than `lightest` bytes.
    package private(set) var lightFrames = 0
    private static let lightest = 64

    /// - Parameter limit: the longest message, in bytes, over all its fragments.
    package init(limit: Int) {
        self.limit = limit
    }

    /// Takes the bytes of one read and tells what they complete. O(bytes).
    package mutating func receive(_ bytes: UnsafeRawBufferPointer) -> [Event] {
        guard !isOver else { return [] }
        pending.append(contentsOf: bytes)
        var events: [Event] = []
        var start = 0
        reading: while !isOver {
            switch nextFrame(&start) {
            case .incomplete: break reading
            case .part: continue
            case .event(let event): events.append(event)
            }
        }
        if isOver { pending = [] } else if start > 0 { pending.removeFirst(start) }
        return events
    }

    private enum Step {
        case incomplete
        /// A whole frame that completes no message yet.
        case part
        case event(Event)
    }

    private mutating func nextFrame(_ start: inout Int) -> Step {
        let header: Header
        switch readHeader(at: start) {
        case .incomplete: return .incomplete
        case .failed(let code): return fail(code)
        case .whole(let whole): header = whole
        }
        if header.opcode < 8, message.count + header.length > limit { return fail(Failure.tooLarge) }
        guard pending.count - start >= header.size + header.length else { return .incomplete }
        let payload = unmasked(pending[(start + header.size)..<(start + header.size + header.length)], header.mask)
        start += header.size + header.length
        if header.opcode >= 8 || (!header.isFinal && header.length < Self.lightest) { lightFrames += 1 }
        return header.opcode >= 8 ? control(header.opcode, payload) : data(header, payload)
    }

    private enum HeaderReading {
        case incomplete
        case failed(UInt16)
        case whole(Header)
    }

    private func readHeader(at start: Int) -> HeaderReading {
        let available = pending.count - start
        guard available >= 1 else { return .incomplete }
        let first = pending[start]
        let opcode = first & 0x0F
        let isFinal = first & 0x80 != 0
        guard first & 0x70 == 0, [0, 1, 2, 8, 9, 10].contains(opcode), isFinal || opcode < 8 else { return .failed(Failure.violation) }
        if opcode < 8, (opcode == 0) != isInMessage { return .failed(Failure.violation) }
        guard available >= 2 else { return .incomplete }
        let second = pending[start + 1]
        let short = Int(second & 0x7F)
        guard second & 0x80 != 0, opcode < 8 || short < 126 else { return .failed(Failure.violation) }
        let extra = short == 126 ? 2 : short == 127 ? 8 : 0
        guard available >= 2 + extra else { return .incomplete }
        var length = extra == 0 ? short : 0
        for index in 0..<extra { length = length << 8 | Int(pending[start + 2 + index]) }
        // The least number of bytes is to be used for a length (5.2), and the top bit is not to be set.
        guard length >= 0, extra != 2 || length >= 126, extra != 8 || length >= 65536 else { return .failed(Failure.violation) }
        guard length <= limit || opcode >= 8 else { return .failed(opcode == 2 ? Failure.unsupported : Failure.tooLarge) }
        guard available >= 6 + extra else { return .incomplete }
        let mask = start + 2 + extra
        return .whole(Header(
            opcode: opcode, isFinal: isFinal, length: length,
            mask: (pending[mask], pending[mask + 1], pending[mask + 2], pending[mask + 3]), size: 6 + extra))
    }

    private mutating func data(_ header: Header, _ payload: [UInt8]) -> Step {
        if header.opcode == 2 { return fail(Failure.unsupported) }
        if message.isEmpty { message = payload } else { message += payload }
        isInMessage = !header.isFinal
        guard header.isFinal else { return .part }
        let whole = message
        message = []
        guard isUTF8(whole[...]) else { return fail(Failure.notUTF8) }
        return .event(.text(whole))
    }

    private mutating func control(_ opcode: UInt8, _ payload: [UInt8]) -> Step {
        switch opcode {
        case 9: return .event(.ping(payload))
        case 10: return .event(.pong)
        default: break
        }
        isOver = true
        if payload.isEmpty { return .event(.closed(nil)) }
        guard payload.count >= 2 else { return fail(Failure.violation) }
        let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
        guard Self.mayBeSent(code) else { return fail(Failure.violation) }
        return isUTF8(payload[2...]) ? .event(.closed(code)) : fail(Failure.notUTF8)
    }

    /// RFC 6455, 7.4, with what IANA registered since (1012 to 1014).
    private static func mayBeSent(_ code: UInt16) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }

    private mutating func fail(_ code: UInt16) -> Step {
        isOver = true
        return .event(.failed(code))
    }

    private func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.isEmpty || String(validating: bytes, as: UTF8.self) != nil
    }

    private func unmasked(_ bytes: ArraySlice<UInt8>, _ mask: (UInt8, UInt8, UInt8, UInt8)) -> [UInt8] {
        let key = [mask.0, mask.1, mask.2, mask.3]
        return [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
            for (index, byte) in bytes.enumerated() { buffer[index] = byte ^ key[index & 3] }
            count = bytes.count
        }
    }
}
