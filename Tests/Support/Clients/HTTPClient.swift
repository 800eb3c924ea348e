/// Speaks HTTP/1.1 over one connection that it keeps. For tests: it reads what servers of ours send, strictly.
package final class HTTPClient {
    package struct Response: Sendable {
        package let status: Int
        /// In order, names in lower case.
        package let headers: [(name: String, value: String)]
        package let body: [UInt8]

        package func header(_ name: String) -> String? { headers.first { $0.name == name.lowercased() }?.value }
        package var text: String { String(decoding: body, as: UTF8.self) }
    }

    package enum Failure: Error {
        case notHTTP(String)
    }

    package let socket: Socket
    private var pending: [UInt8] = []

    package init(_ socket: Socket) { self.socket = socket }

    package convenience init(port: UInt16) throws { try self.init(Socket(port: port)) }

    package convenience init(unix path: String) throws { try self.init(Socket(unix: path)) }

    package func get(_ target: String, headers: [String: String] = [:]) throws -> Response {
        try request("GET", target, headers: headers)
    }

    package func post(_ target: String, json: String, headers: [String: String] = [:]) throws -> Response {
        try request("POST", target, headers: headers.merging(["Content-Type": "application/json"]) { mine, _ in mine }, body: Array(json.utf8))
    }

    /// One request and its response. `body` nil: none, and no length.
    package func request(_ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8]? = nil) throws -> Response {
        try send(method, target, headers: headers, body: body)
        return try response(hasBody: method != "HEAD")
    }

    /// Sends without waiting for the response. `after`: bytes that follow in the same packet.
    package func send(_ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8]? = nil, after: [UInt8] = []) throws {
        var text = "\(method) \(target) HTTP/1.1\r\n"
        if headers["Host"] == nil { text += "Host: localhost\r\n" }
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) { text += "\(name): \(value)\r\n" }
        if let body { text += "Content-Length: \(body.count)\r\n" }
        try socket.send(Array((text + "\r\n").utf8) + (body ?? []) + after)
    }

    /// The next response. `hasBody` false: the answer to HEAD.
    package func response(hasBody: Bool = true) throws -> Response {
        let head = String(decoding: try take(through: [13, 10, 13, 10]), as: UTF8.self)
        let lines = head.split(separator: "\r\n").map(String.init)
        let first = (lines.first ?? "").split(separator: " ")
        guard first.count >= 2, first[0] == "HTTP/1.1", let status = Int(first[1]) else { throw Failure.notHTTP(head) }
        let headers = lines.dropFirst().map { line -> (name: String, value: String) in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return (parts[0].lowercased(), parts.count > 1 ? String(parts[1].drop { $0 == " " }) : "")
        }
        if hasBody, headers.contains(where: { $0.name == "transfer-encoding" && $0.value == "chunked" }) {
            return Response(status: status, headers: headers, body: try takeChunks())
        }
        let length = headers.first { $0.name == "content-length" }.flatMap { Int($0.value) } ?? 0
        return Response(status: status, headers: headers, body: hasBody ? try take(length) : [])
    }

    /// A body in chunks (RFC 9112, 7.1), without extensions and trailers.
    private func takeChunks() throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            let line = String(decoding: try take(through: [13, 10]).dropLast(2), as: UTF8.self)
            guard let size = Int(line, radix: 16) else { throw Failure.notHTTP(line) }
            body += try take(size)
            guard try take(2) == [13, 10] else { throw Failure.notHTTP("no line end behind a chunk") }
            if size == 0 { return body }
        }
    }

    /// Whether the server closes the connection, without another byte.
    package func isClosedByServer() throws -> Bool {
        try pending.isEmpty && socket.receiveToEnd().isEmpty
    }

    func take(_ count: Int) throws -> [UInt8] {
        while pending.count < count { try readMore() }
        defer { pending.removeFirst(count) }
        return Array(pending[..<count])
    }

    private func take(through mark: [UInt8]) throws -> [UInt8] {
        var start = 0
        while true {
            while start + mark.count <= pending.count {
                if pending[start..<(start + mark.count)].elementsEqual(mark) { return try take(start + mark.count) }
                start += 1
            }
            try readMore()
        }
    }

    private func readMore() throws {
        let some = try socket.receiveSome()
        if some.isEmpty { throw Socket.Failure.ended(pending) }
        pending += some
    }
}
