/// The request target taken apart (RFC 9112, 3.2): path segments and arguments, percent-decoded once and checked.
struct RequestTarget {
    let path: String
    let rawQuery: String
    let query: [(name: String, value: String)]

    static let maximumArguments = 64

    init(_ bytes: ArraySlice<UInt8>, allowsAsterisk: Bool) throws(HTTPRefusal) {
        if allowsAsterisk, bytes.elementsEqual("*".utf8) {
            (path, rawQuery, query) = ("*", "", [])
            return
        }
        let target = Self.originForm(bytes)
        guard target.first == UInt8(ascii: "/") else { throw .malformedRequest }
        let mark = target.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        path = try Self.path(target[..<mark])
        let query = target[mark...].dropFirst()
        rawQuery = String(decoding: query, as: UTF8.self)
        self.query = try Self.arguments(query)
    }

    /// A server takes the absolute form too (RFC 9112, 3.2.2). The Host field says the same once more.
    private static func originForm(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        for scheme in ["http://", "https://"] where bytes.starts(with: scheme.utf8) {
            let rest = bytes.dropFirst(scheme.utf8.count)
            guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else { return [UInt8(ascii: "/")] }
            return rest[slash...]
        }
        return bytes
    }

    /// A path that needed decoding is checked byte by byte: what routes and files are named by must mean one thing only.
    private static func path(_ bytes: ArraySlice<UInt8>) throws(HTTPRefusal) -> String {
        var decoded = [UInt8]()
        decoded.reserveCapacity(bytes.count)
        for segment in bytes.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let plain = percentDecoded(segment, plusIsSpace: false) else { throw .malformedPath }
            if plain.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }) { throw .malformedPath }
            if plain.elementsEqual(".".utf8) || plain.elementsEqual("..".utf8) { throw .malformedPath }
            decoded.append(UInt8(ascii: "/"))
            decoded += plain
        }
        guard let path = String(validating: decoded, as: UTF8.self) else { throw .malformedPath }
        return path
    }

    private static func arguments(_ bytes: ArraySlice<UInt8>) throws(HTTPRefusal) -> [(name: String, value: String)] {
        guard !bytes.isEmpty else { return [] }
        var arguments: [(name: String, value: String)] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            guard arguments.count < maximumArguments else { throw .targetTooLong }
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard let name = percentDecoded(pair[..<equals], plusIsSpace: true).flatMap({ String(validating: $0, as: UTF8.self) }),
                let value = percentDecoded(pair[equals...].dropFirst(), plusIsSpace: true).flatMap({ String(validating: $0, as: UTF8.self) })
            else { throw .malformedPath }
            arguments.append((name, value))
        }
        return arguments
    }

    /// Nil where `%` is not followed by two hexadecimal digits (RFC 3986, 2.1).
    static func percentDecoded(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) -> [UInt8]? {
        var result = [UInt8]()
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "%"):
                guard bytes.endIndex - index > 2, let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2]) else { return nil }
                result.append(high << 4 | low)
                index += 3
            case UInt8(ascii: "+") where plusIsSpace:
                result.append(UInt8(ascii: " "))
                index += 1
            case let byte:
                result.append(byte)
                index += 1
            }
        }
        return result
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
