import Glibc
import Synchronization

/// A receiver of webhooks that answers as a test wants, also badly.
package final class Receiver: Sendable {
    package struct Request: Sendable {
        package let path: String
        /// Names in lower case.
        package let headers: [String: String]
        package let body: [UInt8]

        package var text: String { String(decoding: body, as: UTF8.self) }
    }

    package enum Answer: Sendable {
        case status(Int, body: String = "", headers: [String] = [])
        /// Says nothing until it is stopped.
        case silence
        /// Closes without a word.
        case hangUp
        /// Closes in the middle of the body that it announced.
        case closeMidBody
        /// A body without an end, as fast as it is taken.
        case endless
        /// A status line and a header, byte by byte, without an end.
        case drip
        case garbage
    }

    private let requests = Mutex<[Request]>([])
    private let bytes = Mutex(0)
    private let listener: Mutex<Listener?>
    private let answering: Mutex<@Sendable (Request, Int) -> Answer>

    /// - Parameter answer: to a request, and how many came before it.
    package init(_ answer: @escaping @Sendable (Request, Int) -> Answer = { _, _ in .status(200) }) {
        answering = Mutex(answer)
        listener = Mutex(nil)
        listener.withLock { $0 = Listener { [weak self] in self?.serve($0) } }
    }

    deinit { stop() }

    package func stop() { listener.withLock { $0?.stop() } }

    package var port: UInt16 { listener.withLock { $0?.port ?? 0 } }
    package var url: String { "http://127.0.0.1:\(port)/hook" }
    package var received: [Request] { requests.withLock { $0 } }
    /// Bytes of bodies that were taken of it.
    package var bytesSent: Int { bytes.withLock { $0 } }

    package func answers(_ answer: @escaping @Sendable (Request, Int) -> Answer) { answering.withLock { $0 = answer } }

    private func serve(_ socket: Int32) {
        var line = Line(socket)
        while let request = Self.read(&line) {
            let index = requests.withLock { requests in
                requests.append(request)
                return requests.count - 1
            }
            let answer = answering.withLock { $0 }(request, index)
            guard send(answer, line) else { return }
        }
    }

    private static func read(_ line: inout Line) -> Request? {
        guard let first = line.read() else { return nil }
        var headers: [String: String] = [:]
        while let header = line.read(), !header.isEmpty {
            guard let colon = header.firstIndex(of: ":") else { continue }
            headers[header[..<colon].lowercased()] = header[header.index(after: colon)...].drop { $0 == " " }.description
        }
        guard let body = line.read(count: headers["content-length"].flatMap { Int($0) } ?? 0) else { return nil }
        let parts = first.split(separator: " ")
        return Request(path: parts.count > 1 ? String(parts[1]) : "", headers: headers, body: body)
    }

    /// False: the connection is over.
    private func send(_ answer: Answer, _ line: Line) -> Bool {
        switch answer {
        case .status(let status, let body, let headers):
            let lines = ["HTTP/1.1 \(status) Status", "Content-Length: \(body.utf8.count)"] + headers
            return line.write(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
        case .silence:
            wait(line.socket)
        case .hangUp: break
        case .closeMidBody: line.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
        case .endless:
            line.write("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n")
            let piece = [UInt8](repeating: 120, count: 65_536)
            while line.write(piece) { bytes.withLock { $0 += piece.count } }
        case .drip:
            line.write("HTTP/1.1 200 OK\r\nX-Slow: ")
            while line.write("x") { _ = poll(nil, 0, 20) }
        case .garbage: line.write("220 this is something else\r\n")
        }
        return false
    }

    /// Until the other side is gone, or this one is stopped.
    private func wait(_ socket: Int32) {
        var byte: UInt8 = 0
        while recv(socket, &byte, 1, 0) > 0 {}
    }
}
