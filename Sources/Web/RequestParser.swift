/// Reads the head of a request out of bytes (RFC 9112), strictly: what could be read in two ways is refused, because a
/// proxy in front may have read it in the other. A function of its bytes; it keeps nothing.
package enum RequestParser {
    package struct Limits: Sendable {
        /// Request line and header fields together, in bytes. Fits 16 bits.
        package var head = 16 << 10
        package var target = 8 << 10
        package var fields = 100

        package init() {}
    }

    package enum Outcome {
        /// More bytes are needed; so many need not be looked at again.
        case incomplete(scanned: Int)
        /// `end`: the index behind it.
        case head(RequestHead, end: Int)
        case refused(HTTPRefusal)
    }

    /// - Parameters:
    ///   - bytes: what has come and is not used up; an empty line in front of a request is skipped (RFC 9112, 2.2).
    ///   - scanned: what the last call said of the same bytes.
    package static func parse(_ bytes: ArraySlice<UInt8>, scanned: Int, limits: Limits) -> Outcome {
        var bytes = bytes
        let begin = bytes.startIndex
        if bytes.starts(with: [13, 10]) { bytes = bytes.dropFirst(2) }
        let skipped = bytes.startIndex
        if let first = bytes.first, !isTokenByte(first), first != 13 || skipped > begin { return .refused(.malformedRequest) }
        guard let end = endOfHead(bytes, from: max(skipped, skipped + scanned - 3)) else {
            if bytes.count <= limits.head { return .incomplete(scanned: bytes.count) }
            return .refused(bytes.prefix(limits.target).contains(10) ? .headersTooLarge : .targetTooLong)
        }
        guard end - skipped <= limits.head else { return .refused(.headersTooLarge) }
        do {
            let head = try head(Array(bytes[..<end]), limits)
            return .head(head, end: end)
        } catch {
            return .refused(error)
        }
    }

    /// The index behind the empty line.
    private static func endOfHead(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { buffer in
            var index = max(0, start - bytes.startIndex)
            while index + 3 < buffer.count {
                if buffer[index + 3] > 13 {
                    index += 4
                } else if buffer[index] == 13, buffer[index + 1] == 10, buffer[index + 2] == 13, buffer[index + 3] == 10 {
                    return bytes.startIndex + index + 4
                } else {
                    index += 1
                }
            }
            return nil
        }
    }

    private static func head(_ bytes: [UInt8], _ limits: Limits) throws(HTTPRefusal) -> RequestHead {
        var cursor = 0
        let line = try nextLine(bytes, &cursor, orElse: .malformedRequest)
        let parts = bytes[line].split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].allSatisfy(isTokenByte), parts[1].allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .malformedRequest }
        guard parts[1].count <= limits.target else { throw .targetTooLong }
        let isOld = try version(parts[2])
        guard let method = RequestHead.Method(rawValue: String(decoding: parts[0], as: UTF8.self)) else { throw .unsupportedMethod }
        let target = try RequestTarget(parts[1], allowsAsterisk: method == .options)
        let fields = try fields(bytes, &cursor, limits)
        let framing = try Framing(bytes, fields, isOld: isOld, method: method)
        return RequestHead(
            method: method, path: target.path, rawQuery: target.rawQuery, query: target.query, contentLength: framing.contentLength,
            keepsAlive: framing.keepsAlive, takesChunks: !isOld, expectsContinue: framing.expectsContinue, upgradesToWebSocket: framing.upgradesToWebSocket,
            bytes: bytes, fields: fields)
    }

    /// True for HTTP/1.0, which closes unless told otherwise.
    private static func version(_ bytes: ArraySlice<UInt8>) throws(HTTPRefusal) -> Bool {
        if bytes.elementsEqual("HTTP/1.1".utf8) { return false }
        if bytes.elementsEqual("HTTP/1.0".utf8) { return true }
        throw bytes.starts(with: "HTTP/".utf8) ? .unsupportedVersion : .malformedRequest
    }

    /// The bytes of a line without its end, which is CR LF and nothing less.
    private static func nextLine(_ bytes: [UInt8], _ cursor: inout Int, orElse refusal: HTTPRefusal) throws(HTTPRefusal) -> Range<Int> {
        let start = cursor
        while cursor < bytes.count, bytes[cursor] != 13, bytes[cursor] != 10 { cursor += 1 }
        guard cursor + 1 < bytes.count, bytes[cursor] == 13, bytes[cursor + 1] == 10 else { throw refusal }
        defer { cursor += 2 }
        return start..<cursor
    }

    private static func fields(_ bytes: [UInt8], _ cursor: inout Int, _ limits: Limits) throws(HTTPRefusal) -> [RequestHead.Field] {
        var fields: [RequestHead.Field] = []
        fields.reserveCapacity(12)
        while true {
            let line = try nextLine(bytes, &cursor, orElse: .malformedHeader)
            if line.isEmpty { return fields }
            guard fields.count < limits.fields else { throw .headersTooLarge }
            fields.append(try field(bytes, line))
        }
    }

    /// No space before the colon, no continued lines, no control characters in the value (RFC 9112, 5).
    private static func field(_ bytes: [UInt8], _ line: Range<Int>) throws(HTTPRefusal) -> RequestHead.Field {
        var colon = line.lowerBound
        while colon < line.upperBound, isTokenByte(bytes[colon]) { colon += 1 }
        guard colon > line.lowerBound, colon < line.upperBound, bytes[colon] == UInt8(ascii: ":") else { throw .malformedHeader }
        var start = colon + 1
        var end = line.upperBound
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        for index in start..<end where (bytes[index] < 0x20 && bytes[index] != 0x09) || bytes[index] == 0x7F { throw .malformedHeader }
        return .init(name: line.lowerBound..<colon, value: start..<end)
    }

    /// tchar (RFC 9110, 5.6.2).
    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F, 0x60, 0x7C, 0x7E: true
        default: false
        }
    }
}
