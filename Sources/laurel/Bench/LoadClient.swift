/// An HTTP client that does as little as it can: one connection, requests that stand ready as bytes.
final class LoadClient {
    let socket: LoadSocket
    private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    private var filled = 0

    struct Answer {
        let status: Int
        let body: [UInt8]
    }

    init(port: UInt16) throws { socket = try LoadSocket(port: port) }

    deinit { buffer.deallocate() }

    /// A request as bytes.
    static func request(_ method: String, _ target: String, _ headers: [String: String] = [:], body: [UInt8]? = nil) -> [UInt8] {
        var text = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n"
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) { text += "\(name): \(value)\r\n" }
        if let body { text += "Content-Length: \(body.count)\r\n" }
        return Array((text + "\r\n").utf8) + (body ?? [])
    }

    func exchange(_ request: [UInt8]) throws -> Answer {
        try socket.send(request)
        let (status, head, length) = try receiveHead()
        var body = Array(buffer[head..<min(filled, head + length)])
        body.reserveCapacity(length)
        while body.count < length {
            let count = try socket.receive(into: buffer)
            body += buffer[..<count]
        }
        filled = 0
        return Answer(status: status, body: body)
    }

    /// Waits for the answer to a request that was sent, which fits into the buffer; its status.
    func skipAnswer() throws -> Int {
        let (status, head, length) = try receiveHead()
        while filled < head + length { filled += try socket.receive(into: room()) }
        filled = 0
        return status
    }

    /// The status, where the body begins, and its length.
    private func receiveHead() throws -> (status: Int, head: Int, length: Int) {
        while true {
            filled += try socket.receive(into: room())
            if let head = Self.end(of: buffer[..<filled]) { return (Self.number(buffer[9..<12]), head, Self.contentLength(buffer[..<head])) }
        }
    }

    private func room() throws -> UnsafeMutableRawBufferPointer {
        guard filled < buffer.count else { throw CLIError("an answer is longer than the client's buffer") }
        return UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
    }

    private static func end(of bytes: Slice<UnsafeMutableRawBufferPointer>) -> Int? {
        guard bytes.count > 15 else { return nil }
        for index in 12..<(bytes.count - 3) where bytes[index] == 13 && bytes[index + 2] == 13 && bytes[index + 3] == 10 { return index + 4 }
        return nil
    }

    private static let lengthName = Array("\ncontent-length:".utf8)

    private static func contentLength(_ head: Slice<UnsafeMutableRawBufferPointer>) -> Int {
        guard head.count > 12 + lengthName.count else { return 0 }
        for start in 12..<(head.count - lengthName.count) where head[start] == lengthName[0] {
            // Letters differ from their capitals in one bit, which ':' and '-' have too.
            guard (1..<lengthName.count).allSatisfy({ head[start + $0] | 0x20 == lengthName[$0] }) else { continue }
            return number(head[(start + lengthName.count)...].drop { $0 == 32 })
        }
        return 0
    }

    private static func number(_ bytes: Slice<UnsafeMutableRawBufferPointer>) -> Int {
        bytes.prefix { 48...57 ~= $0 }.reduce(0) { $0 * 10 + Int($1 & 15) }
    }
}
