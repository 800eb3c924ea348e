/// A WebSocket client for tests: sends what it is told, also what is not allowed, and reads frame by frame.
package final class WebSocketClient {
    package struct Frame: Equatable, Sendable {
        package let isFinal: Bool
        package let opcode: UInt8
        package let payload: [UInt8]

        package init(isFinal: Bool = true, opcode: UInt8, payload: [UInt8]) {
            self.isFinal = isFinal
            self.opcode = opcode
            self.payload = payload
        }

        package var text: String { String(decoding: payload, as: UTF8.self) }
        /// The code of a close frame.
        package var code: UInt16? { opcode == 8 && payload.count >= 2 ? UInt16(payload[0]) << 8 | UInt16(payload[1]) : nil }
    }

    package enum Failure: Error {
        case refused(HTTPClient.Response)
    }

    package let handshake: HTTPClient.Response
    private let client: HTTPClient
    package var socket: Socket { client.socket }

    /// The key of RFC 6455, 1.3.
    package static let key = "dGhlIHNhbXBsZSBub25jZQ=="

    /// Opens; `headers` replace or join what a browser would send, `early` follows before the answer has come.
    /// Throws `refused` where the answer is not 101.
    package init(_ socket: Socket, _ path: String, subprotocol: String? = nil, headers: [String: String] = [:], early: [UInt8] = []) throws {
        client = HTTPClient(socket)
        var all = ["Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": Self.key]
        if let subprotocol { all["Sec-WebSocket-Protocol"] = subprotocol }
        try client.send("GET", path, headers: all.merging(headers) { _, mine in mine }, after: early)
        handshake = try client.response()
        if handshake.status != 101 { throw Failure.refused(handshake) }
    }

    package convenience init(port: UInt16, _ path: String, subprotocol: String? = nil, headers: [String: String] = [:]) throws {
        try self.init(Socket(port: port), path, subprotocol: subprotocol, headers: headers)
    }

    package func send(text: String) throws { try socket.send(Self.frame(1, Array(text.utf8))) }

    package func send(opcode: UInt8, _ payload: [UInt8] = [], isFinal: Bool = true) throws {
        try socket.send(Self.frame(opcode, payload, isFinal: isFinal))
    }

    package func sendClose(_ code: UInt16?) throws {
        try send(opcode: 8, code.map { [UInt8($0 >> 8), UInt8($0 & 255)] } ?? [])
    }

    /// The bytes of a frame; `masked` false and `reserved` make wrong ones.
    package static func frame(_ opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true, masked: Bool = true, reserved: UInt8 = 0) -> [UInt8] {
        var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | reserved << 4 | opcode]
        let flag: UInt8 = masked ? 0x80 : 0
        switch payload.count {
        case ..<126: bytes.append(flag | UInt8(payload.count))
        case ..<65536: bytes += [flag | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        default:
            bytes.append(flag | 127)
            for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: payload.count >> shift)) }
        }
        guard masked else { return bytes + payload }
        let mask: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
        return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 & 3] }
    }

    /// The next frame, whatever it is.
    package func frame() throws -> Frame {
        let head = try client.take(2)
        var count = Int(head[1] & 0x7F)
        if count == 126 { count = try client.take(2).reduce(0) { $0 << 8 | Int($1) } }
        else if count == 127 { count = try client.take(8).reduce(0) { $0 << 8 | Int($1) } }
        return Frame(isFinal: head[0] & 0x80 != 0, opcode: head[0] & 0x0F, payload: try client.take(count))
    }

    /// The next text message. Pings on the way are answered, pongs skipped.
    package func text() throws -> String {
        while true {
            let frame = try frame()
            switch frame.opcode {
            case 1: return frame.text
            case 9: try send(opcode: 10, frame.payload)
            case 10: continue
            default: throw Socket.Failure.ended(frame.payload)
            }
        }
    }

    /// Whether the server ends the connection now.
    package func isClosedByServer() throws -> Bool { try client.isClosedByServer() }
}
