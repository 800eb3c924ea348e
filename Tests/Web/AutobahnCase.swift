import TestClients
import Testing

/// One case of the Autobahn test suite (its numbers, 1 to 7, 9 and 10), written anew: what a client sends, and what it must hear.
struct AutobahnCase: Sendable, CustomTestStringConvertible {
    enum Heard: Sendable, Equatable {
        case text([UInt8])
        case pong([UInt8])
        /// Nil: a close frame without a code. It is the last thing that is heard.
        case close(UInt16?)
    }

    let number: String
    let sends: [UInt8]
    /// Bytes go out in pieces of so many; nil: all at once.
    var pieces: Int?
    let hears: [Heard]

    var testDescription: String { number }

    // MARK: What is sent

    static func text(_ text: String, isFinal: Bool = true, reserved: UInt8 = 0) -> [UInt8] { frame(1, Array(text.utf8), isFinal, reserved) }
    static func more(_ text: String, isFinal: Bool = true) -> [UInt8] { frame(0, Array(text.utf8), isFinal) }
    static func ping(_ payload: [UInt8] = []) -> [UInt8] { frame(9, payload) }
    static func pong(_ payload: [UInt8] = []) -> [UInt8] { frame(10, payload) }
    static func close(_ code: UInt16, _ reason: [UInt8] = []) -> [UInt8] { frame(8, [UInt8(code >> 8), UInt8(code & 255)] + reason) }

    static func frame(_ opcode: UInt8, _ payload: [UInt8], _ isFinal: Bool = true, _ reserved: UInt8 = 0) -> [UInt8] {
        WebSocketClient.frame(opcode, payload, isFinal: isFinal, reserved: reserved)
    }

    /// A message in fragments of so many bytes.
    static func fragments(_ payload: [UInt8], of size: Int) -> [UInt8] {
        stride(from: 0, to: payload.count, by: size).flatMap { start in
            frame(start == 0 ? 1 : 0, Array(payload[start..<min(start + size, payload.count)]), start + size >= payload.count)
        }
    }
}

extension AutobahnCase {
    static let all = framing + pings + reserved + fragmentation + characters + closing + large

    private static func echo(_ text: String) -> Heard { .text(Array(text.utf8)) }
    private static func stars(_ count: Int) -> String { String(repeating: "*", count: count) }

    private static let framing = zip(1..., [0, 125, 126, 127, 128, 65_535, 65_536]).map { number, count in
        AutobahnCase(number: "1.1.\(number)", sends: text(stars(count)), hears: [echo(stars(count))])
    } + [AutobahnCase(number: "1.1.8", sends: text(stars(65_536)), pieces: 997, hears: [echo(stars(65_536))])]

    private static let hello = Array("Hello, world!".utf8), odd: [UInt8] = [0, 0xFF, 0xFE, 0xFD, 0xFC, 0xFB, 0, 0xFF]
    private static let longest = [UInt8](repeating: 0xFE, count: 125)
    private static let ten = (0..<10).map { Array("payload-\($0)".utf8) }

    private static let pings = [
        AutobahnCase(number: "2.1", sends: ping(), hears: [.pong([])]),
        AutobahnCase(number: "2.2", sends: ping(hello), hears: [.pong(hello)]),
        AutobahnCase(number: "2.3", sends: ping(odd), hears: [.pong(odd)]),
        AutobahnCase(number: "2.4", sends: ping(longest), hears: [.pong(longest)]),
        AutobahnCase(number: "2.5", sends: ping(longest + [0xFE]), hears: [.close(1002)]),
        AutobahnCase(number: "2.6", sends: ping(longest), pieces: 1, hears: [.pong(longest)]),
        AutobahnCase(number: "2.7", sends: pong(), hears: []),
        AutobahnCase(number: "2.8", sends: pong(hello), hears: []),
        AutobahnCase(number: "2.9", sends: pong(hello) + ping(odd), hears: [.pong(odd)]),
        AutobahnCase(number: "2.10", sends: ten.flatMap { ping($0) }, hears: ten.map { .pong($0) }),
        AutobahnCase(number: "2.11", sends: ten.flatMap { ping($0) }, pieces: 1, hears: ten.map { .pong($0) }),
    ]

    private static let bad = text("Hello") + text("Hello", reserved: 2) + ping()
    private static let reserved = [
        AutobahnCase(number: "3.1", sends: text("Hello", reserved: 1), hears: [.close(1002)]),
        AutobahnCase(number: "3.2", sends: bad, hears: [echo("Hello"), .close(1002)]),
        AutobahnCase(number: "3.4", sends: bad, pieces: 1, hears: [echo("Hello"), .close(1002)]),
        AutobahnCase(number: "3.5", sends: frame(2, odd, true, 5), hears: [.close(1002)]),
        AutobahnCase(number: "3.6", sends: frame(9, hello, true, 6), hears: [.close(1002)]),
        AutobahnCase(number: "3.7", sends: frame(8, [], true, 7), hears: [.close(1002)]),
    ] + (1...5).flatMap { number in
        [
            AutobahnCase(number: "4.1.\(number)", sends: text("Hi") + frame(UInt8(2 + number), hello) + ping(), hears: [echo("Hi"), .close(1002)]),
            AutobahnCase(number: "4.2.\(number)", sends: text("Hi") + frame(UInt8(10 + number), hello) + ping(), hears: [echo("Hi"), .close(1002)]),
        ]
    }

    private static let two = text("fragment1", isFinal: false) + more("fragment2")
    private static let between = text("fragment1", isFinal: false) + ping(hello) + more("fragment2")
    private static let stray = more("non-continuation payload") + text("Hello, world!")
    private static let five = text("fragment1", isFinal: false) + more("fragment2", isFinal: false) + ping(ten[1]) + more("fragment3", isFinal: false)
        + more("fragment4", isFinal: false) + ping(ten[2]) + more("fragment5")
    private static let fiveHeard: [Heard] = [.pong(ten[1]), .pong(ten[2]), echo("fragment1fragment2fragment3fragment4fragment5")]

    private static let fragmentation = [
        AutobahnCase(number: "5.1", sends: frame(9, hello, false) + more("fragment2"), hears: [.close(1002)]),
        AutobahnCase(number: "5.2", sends: frame(10, hello, false) + more("fragment2"), hears: [.close(1002)]),
        AutobahnCase(number: "5.3", sends: two, hears: [echo("fragment1fragment2")]),
        AutobahnCase(number: "5.5", sends: two, pieces: 1, hears: [echo("fragment1fragment2")]),
        AutobahnCase(number: "5.6", sends: between, hears: [.pong(hello), echo("fragment1fragment2")]),
        AutobahnCase(number: "5.8", sends: between, pieces: 1, hears: [.pong(hello), echo("fragment1fragment2")]),
        AutobahnCase(number: "5.9", sends: stray, hears: [.close(1002)]),
        AutobahnCase(number: "5.11", sends: stray, pieces: 1, hears: [.close(1002)]),
        AutobahnCase(number: "5.12", sends: more("non-continuation payload", isFinal: false) + text("Hello"), hears: [.close(1002)]),
        AutobahnCase(number: "5.15", sends: two + more("fragment3", isFinal: false) + text("fragment4"), hears: [echo("fragment1fragment2"), .close(1002)]),
        AutobahnCase(number: "5.18", sends: text("fragment1", isFinal: false) + text("fragment2"), hears: [.close(1002)]),
        AutobahnCase(number: "5.19", sends: five, hears: fiveHeard),
        AutobahnCase(number: "5.20", sends: five, pieces: 1, hears: fiveHeard),
    ]

    private static let large = [
        AutobahnCase(number: "9.1.1", sends: text(stars(65_536)), hears: [echo(stars(65_536))]),
        AutobahnCase(number: "9.3.1", sends: fragments(Array(stars(65_536).utf8), of: 64), hears: [echo(stars(65_536))]),
        AutobahnCase(number: "9.3.4", sends: fragments(Array(stars(65_536).utf8), of: 4_096), hears: [echo(stars(65_536))]),
        AutobahnCase(number: "9.5.1", sends: text(stars(65_536)), pieces: 64, hears: [echo(stars(65_536))]),
        AutobahnCase(number: "10.1.1", sends: fragments(Array(stars(65_536).utf8), of: 1_300), hears: [echo(stars(65_536))]),
    ]
}
