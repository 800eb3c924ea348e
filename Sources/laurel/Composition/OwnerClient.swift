import Glibc
import Identity
import JSON

/// Calls the HTTP API as the owner of a database, over the Unix socket beside it.
struct OwnerClient {
    struct Answer {
        let status: Int
        let body: [UInt8]

        var json: JSONValue? { try? JSONValue.parse(body) }
        var isDone: Bool { 200..<300 ~= status }
        /// What a problem says, for people.
        var problem: String {
            guard let problem = json?.object else { return "the server answered \(status)" }
            let errors = (problem["errors"]?.array ?? []).compactMap { error -> String? in
                guard let detail = error["detail"]?.string else { return nil }
                return error["pointer"]?.string.flatMap { Refusal.field(ofPointer: $0) }.map { "\($0): \(detail)" } ?? detail
            }
            let sentence = problem["detail"]?.string ?? problem["title"]?.string ?? problem["code"]?.string ?? "the server answered \(status)"
            return errors.isEmpty ? sentence : errors.joined(separator: "\n")
        }
    }

    private let path: String

    /// Nil where nobody listens.
    init?(socket path: String) {
        self.path = path
        guard let descriptor = Self.connected(path) else { return nil }
        close(descriptor)
    }

    /// - Throws: `CLIError` where the server cannot be reached or refuses.
    @discardableResult
    func call(_ method: String, _ path: String, _ body: JSONValue? = nil, headers: [String: String] = [:]) throws -> JSONValue {
        let answer = try send(method, path, body.map { $0.canonicalBytes }, headers: headers)
        guard answer.isDone else { throw CLIError(answer.problem) }
        return answer.json ?? .null
    }

    func send(_ method: String, _ path: String, _ body: [UInt8]?, headers: [String: String] = [:], base: String = "/api/v1") throws -> Answer {
        guard let descriptor = Self.connected(self.path) else { throw CLIError("nobody listens on \(self.path)") }
        defer { close(descriptor) }
        var head = "\(method) \(base)\(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept-Language: en\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if let body {
            if headers["Content-Type"] == nil { head += "Content-Type: application/json\r\n" }
            head += "Content-Length: \(body.count)\r\n"
        }
        try write(Array((head + "\r\n").utf8) + (body ?? []), to: descriptor)
        return try Self.answer(readAll(descriptor))
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0, errno == EINTR { continue }
            // A server that refuses early answers before it has read everything.
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Up to the end of the connection, which the server closes behind its answer.
    private func readAll(_ descriptor: Int32) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < Self.longestAnswer {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    private static func answer(_ bytes: [UInt8]) throws -> Answer {
        let mark = Array("\r\n\r\n".utf8)
        guard bytes.count > 12, let end = bytes.indices.first(where: { bytes[$0...].starts(with: mark) }),
            let status = Int(String(decoding: bytes[9..<12], as: UTF8.self))
        else { throw CLIError("the server gave no answer") }
        return Answer(status: status, body: Array(bytes[(end + 4)...]))
    }

    private static let longestAnswer = 64 << 20

    /// Text as it stands in a path or behind a question mark.
    static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = byte < 0x80 && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber || "-._~".utf8.contains(byte))
            return isPlain ? String(Unicode.Scalar(byte)) : "%" + String(byte / 16, radix: 16) + String(byte % 16, radix: 16)
        }.joined()
    }

    private static func connected(_ path: String) -> Int32? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        guard result == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }
}
