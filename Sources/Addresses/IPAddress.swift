import Glibc

/// An address of IPv4 or IPv6 (RFC 4291); one of IPv4 that is written in IPv6 is the one of IPv4.
package struct IPAddress: Hashable, Sendable {
    /// 4 or 16.
    package let bytes: [UInt8]

    /// - Parameter text: the numeric form alone, without brackets, port or zone.
    package init?(_ text: String) {
        guard text.utf8.count <= 45 else { return nil }
        var four = in_addr(), six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bytes = Self.plain(withUnsafeBytes(of: six) { Array($0) })
        } else {
            return nil
        }
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// As a socket has it; nil: it is of another family.
    package init?(_ address: UnsafePointer<sockaddr>) {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            bytes = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { withUnsafeBytes(of: $0.pointee.sin_addr) { Array($0) } }
        case AF_INET6:
            bytes = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { Self.plain(withUnsafeBytes(of: $0.pointee.sin6_addr) { Array($0) }) }
        default: return nil
        }
    }

    /// What a socket says of its end; the zone of a link-local address is a name of this machine's own.
    package init?(ofSocket text: String) { self.init(String(text.prefix { $0 != "%" })) }

    /// As it stands in lists of hops: `192.0.2.1`, `192.0.2.1:8080`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:8080`.
    package init?(hop text: Substring) {
        var host = text
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]"), Self.isPort(text[text.index(after: end)...]) else { return nil }
            host = text[text.index(after: text.startIndex)..<end]
            guard host.contains(":") else { return nil }
        } else if text.count(where: { $0 == ":" }) == 1, let colon = text.firstIndex(of: ":") {
            guard Self.isPort(text[colon...]) else { return nil }
            host = text[..<colon]
        }
        self.init(String(host))
    }

    /// Nothing, or a colon and a port.
    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || (text.first == ":" && 2...6 ~= text.utf8.count && text.utf8.dropFirst().allSatisfy { 0x30...0x39 ~= $0 })
    }

    package var text: String {
        var output = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        let isDone = bytes.withUnsafeBytes { inet_ntop(family, $0.baseAddress, &output, socklen_t(output.count)) != nil }
        return isDone ? String(decoding: output.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : ""
    }

    package var isLoopback: Bool { bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1 }

    /// All addresses of a machine: `0.0.0.0`, `::`.
    package var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }

    /// What one customer has: an address of IPv4, the upper half of one of IPv6.
    package var network: IPAddress { bytes.count == 4 ? self : IPAddress(bytes: Array(bytes.prefix(8)) + Array(repeating: 0, count: 8)) }

    /// `::ffff:192.0.2.1` is `192.0.2.1`.
    private static func plain(_ bytes: [UInt8]) -> [UInt8] {
        bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 255 && bytes[11] == 255 ? Array(bytes.suffix(4)) : bytes
    }
}
