/// The first part of a request: what is asked, and its header fields (RFC 9112, 3 and 5). Made by `RequestParser` only.
package struct RequestHead: Sendable {
    package enum Method: String, Sendable, CaseIterable {
        case get = "GET", head = "HEAD", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE", options = "OPTIONS"
    }

    package let method: Method
    /// The path, decoded, beginning with `/`; `*` for `OPTIONS *`. It holds no control character, no dot segment and no encoded slash.
    package let path: String
    /// What stands behind `?`, as it came.
    package let rawQuery: String
    /// Name and value of each argument in order, decoded (`+` is a space).
    package let query: [(name: String, value: String)]
    /// The length of the body that follows; 0 when none was announced.
    package let contentLength: Int
    /// Whether the client wants to use the connection again.
    package let keepsAlive: Bool
    /// Whether the client understands a body in chunks, as HTTP/1.1 does.
    package let takesChunks: Bool
    /// Whether the client waits for `100 Continue` before it sends the body.
    package let expectsContinue: Bool
    /// Whether this asks for a WebSocket.
    package let upgradesToWebSocket: Bool

    let bytes: [UInt8]
    let fields: [Field]

    /// Where a header field stands in `bytes`.
    struct Field: Sendable {
        let name: Range<Int>
        let value: Range<Int>
    }

    /// The value of a header field, its name in any case; several are joined with `, ` (RFC 9110, 5.3). Bytes that are not UTF-8 come as U+FFFD.
    package func header(_ name: String) -> String? {
        var found: String?
        for field in fields where Self.matches(bytes[field.name], name) {
            let value = String(decoding: bytes[field.value], as: UTF8.self)
            found = found.map { "\($0), \(value)" } ?? value
        }
        return found
    }

    /// All header fields in order, several of one name apart.
    package var headers: [(name: String, value: String)] {
        fields.map { (String(decoding: bytes[$0.name], as: UTF8.self), String(decoding: bytes[$0.value], as: UTF8.self)) }
    }

    /// The first argument with this name.
    package func argument(_ name: String) -> String? {
        query.first { $0.name == name }?.value
    }

    /// The value of a cookie (RFC 6265, 4.2); nil when there is none, or when two of that name contradict each other.
    package func cookie(_ name: String) -> String? {
        var found: Substring?
        for field in fields where Self.matches(bytes[field.name], "cookie") {
            let line = String(decoding: bytes[field.value], as: UTF8.self)
            for pair in line.split(separator: ";") {
                let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, parts[0] == name else { continue }
                if let found, found != parts[1] { return nil }
                found = parts[1]
            }
        }
        return found.map(String.init)
    }

    /// The same fields with another target, to be read; nil where the target is none.
    func reading(_ target: String) -> RequestHead? {
        guard let target = try? RequestTarget(Array(target.utf8)[...], allowsAsterisk: false) else { return nil }
        return RequestHead(
            method: .get, path: target.path, rawQuery: target.rawQuery, query: target.query, contentLength: 0, keepsAlive: keepsAlive,
            takesChunks: takesChunks, expectsContinue: false, upgradesToWebSocket: false, bytes: bytes, fields: fields)
    }

    /// What was asked for, as it came.
    package var target: String {
        let parts = bytes.prefix { $0 != 13 && $0 != 10 }.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        return parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : "/"
    }

    /// The same with other fields.
    func with(_ headers: [(name: String, value: String)]) -> RequestHead {
        var text = Array(bytes.prefix { $0 != 13 && $0 != 10 }), fields: [Field] = []
        for header in headers {
            let name = text.count..<text.count + header.name.utf8.count
            text += header.name.utf8
            let value = text.count..<text.count + header.value.utf8.count
            text += header.value.utf8
            fields.append(Field(name: name, value: value))
        }
        return RequestHead(
            method: method, path: path, rawQuery: rawQuery, query: query, contentLength: contentLength, keepsAlive: keepsAlive, takesChunks: takesChunks,
            expectsContinue: expectsContinue, upgradesToWebSocket: upgradesToWebSocket, bytes: text, fields: fields)
    }

    static func matches(_ bytes: ArraySlice<UInt8>, _ name: String) -> Bool {
        let wanted = name.utf8
        guard bytes.count == wanted.count else { return false }
        return zip(bytes, wanted).allSatisfy { lowercase($0) == lowercase($1) }
    }

    static func lowercase(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}
