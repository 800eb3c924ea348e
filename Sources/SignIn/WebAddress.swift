/// An address of a provider, read so strictly that nobody else can read it differently.
package struct WebAddress: Sendable, Hashable {
    package let text: String
    package let isSecure: Bool
    /// In lower case, without the port.
    package let host: String

    /// Nil where it is none: another scheme, a name or password before the host, anything that is not plain.
    package init?(_ text: String) {
        let rest: Substring
        if text.hasPrefix("https://") { (isSecure, rest) = (true, text.dropFirst(8)) } else if text.hasPrefix("http://") { (isSecure, rest) = (false, text.dropFirst(7)) } else { return nil }
        guard text.utf8.count <= 2_000, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 && !"\"<>\\^`{|}#".utf8.contains($0) }) else { return nil }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.isEmpty, !authority.contains("@") else { return nil }
        let parts = authority.hasPrefix("[") ? Self.bracketed(authority) : Self.named(authority)
        guard let parts, parts.port.isEmpty || (UInt16(parts.port) ?? 0) > 0 else { return nil }
        (self.text, host) = (text, parts.host.lowercased())
    }

    /// Whether nobody but this machine is on the way.
    package var isLocal: Bool { ["localhost", "127.0.0.1", "[::1]"].contains(host) }

    /// With arguments behind it.
    func adding(_ arguments: [(String, String)]) -> String {
        guard !arguments.isEmpty else { return text }
        return text + (text.contains("?") ? "&" : "?") + FormText.encode(arguments)
    }

    private static func bracketed(_ text: Substring) -> (host: Substring, port: Substring)? {
        guard let end = text.firstIndex(of: "]") else { return nil }
        let host = text[...end], rest = text[text.index(after: end)...]
        guard host.dropFirst().dropLast().allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
        return rest.isEmpty ? (host, "") : rest.first == ":" ? (host, rest.dropFirst()) : nil
    }

    private static func named(_ text: Substring) -> (host: Substring, port: Substring)? {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard !parts[0].isEmpty, parts[0].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." || $0 == "_" }) else { return nil }
        return (parts[0], parts.count > 1 ? parts[1] : "")
    }
}

/// Names and values as forms send them (`application/x-www-form-urlencoded`).
package enum FormText {
    package static func encode(_ fields: [(String, String)]) -> String { fields.map { "\(escape($0))=\(escape($1))" }.joined(separator: "&") }

    /// The first of each name; nil: something in it is no text.
    package static func decode(_ text: String) -> [String: String]? {
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = unescape(parts[0]), let value = unescape(parts.count > 1 ? parts[1] : "") else { return nil }
            if fields[name] == nil { fields[name] = value }
        }
        return fields
    }

    package static func escape(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func unescape(_ text: Substring) -> String? {
        var bytes: [UInt8] = [], rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == 0x25 else {
                bytes.append(byte == 0x2B ? 0x20 : byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
