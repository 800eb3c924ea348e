import Testing
@testable import Live

@Suite struct FrameTests {
    @Test(arguments: [0, 1, 125, 126, 4_000, 16_379, 16_380, 16_381, 32_760, 32_761, 70_000])
    func `a message is one frame, or fragments that each fit into a write`(size: Int) {
        let message = (0..<size).map { UInt8($0 & 0xFF) }
        var (bytes, payload, kinds): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
        LiveFrames.append(message, limit: 16_384, to: &bytes)
        var rest = bytes[...]
        while let first = rest.first {
            let short = Int(rest[rest.startIndex + 1])
            let header = short == 126 ? 4 : 2
            let length = short == 126 ? Int(rest[rest.startIndex + 2]) << 8 | Int(rest[rest.startIndex + 3]) : short
            #expect(length + header <= 16_384 && (rest.count == length + header || length + header == 16_384))
            payload += rest.dropFirst(header).prefix(length)
            kinds.append(first)
            rest = rest.dropFirst(header + length)
        }
        #expect(payload == message)
        #expect(kinds == (kinds.count == 1 ? [0x81] : [0x01] + Array(repeating: 0x00, count: kinds.count - 2) + [0x80]))
    }

    @Test func `a log keeps its bounds and its order`() {
        var log = FrameLog(mostMessages: 10, mostBytes: 2_000)
        for number in 1...1_000 {
            log.append(Array(repeating: UInt8(number & 0xFF), count: number % 7 == 0 ? 500 : 100), frameLimit: 16_384)
            #expect(log.count <= 10 && log.last == UInt64(number) && log.held <= 2 * 2_000 + 504)
            let (frames, next) = log.messages(from: log.first, room: 1_000)
            #expect(frames.count <= 1_000 && next > log.first && next <= log.last + 1)
            #expect(log.messages(from: log.last + 1, room: 1_000).frames.isEmpty)
            #expect(log.message(log.last).last == UInt8(number & 0xFF))
        }
    }

    @Test func `one message beyond all bounds is still kept`() {
        var log = FrameLog(mostMessages: 10, mostBytes: 100)
        for _ in 0..<3 { log.append(Array(repeating: 1, count: 40_000), frameLimit: 16_384) }
        #expect(log.count == 1 && log.message(3).count == 40_000 + 3 * 4)
        #expect(log.messages(from: 3, room: 16_384).next == 3)
    }
}
