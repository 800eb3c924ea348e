import Addresses

/// What the proxies in front say of a client: `X-Forwarded-For` with `X-Forwarded-Proto`, or `Forwarded` (RFC 7239).
///
/// Each proxy writes behind what it was given, so that a list is read from its end: a hop counts where the one behind it is trusted.
/// What the client itself wrote stands before all that, and what cannot be read is not guessed at.
struct Forwarding: Sendable {
    private let trusted: [AddressRange]

    /// - Parameter proxies: addresses and networks (`10.0.0.0/8`).
    init(trusting proxies: [String]) { trusted = proxies.compactMap { AddressRange($0) } }

    /// Whether a peer, as its socket tells it, is a proxy of ours: it is believed what it says of its clients, and bounds them itself.
    func isProxy(_ peer: String) -> Bool { IPAddress(ofSocket: peer).map(isTrusted) ?? false }

    /// The client's address as canonical text: the last hop that is no proxy of ours.
    ///
    /// A proxy passes on the header that it does not write as the client sent it. Where both are there and contradict each other,
    /// neither is believed.
    func address(peer: String, _ header: (String) -> String?) -> String {
        guard let own = IPAddress(ofSocket: peer) else { return peer }
        guard isTrusted(own) else { return own.text }
        let lists = [header("X-Forwarded-For").map(Self.plainHops), header("Forwarded").map { Self.elements($0).map(\.hop) }].compactMap { $0 }
        let found = Set(lists.map { last(of: $0, behind: own) })
        return (found.count == 1 ? found.first ?? own : own).text
    }

    /// Whether the client came by TLS, as a trusted proxy says; nil: nobody says.
    func isSecure(peer: String, _ header: (String) -> String?) -> Bool? {
        guard let own = IPAddress(ofSocket: peer), isTrusted(own) else { return nil }
        let plain = header("X-Forwarded-Proto").flatMap { Self.list($0).last.map(String.init) }
        let words = [plain, header("Forwarded").flatMap { Self.elements($0).last?.scheme }].compactMap { $0?.lowercased() }
        return words.isEmpty ? nil : words.allSatisfy { $0 == "https" }
    }

    private func isTrusted(_ address: IPAddress) -> Bool { trusted.contains { $0.contains(address) } }

    private func last(of hops: [IPAddress?], behind peer: IPAddress) -> IPAddress {
        var current = peer
        for hop in hops.reversed() {
            guard isTrusted(current), let hop else { break }
            current = hop
        }
        return current
    }

    private static func plainHops(_ header: String) -> [IPAddress?] { list(header).map { IPAddress(hop: $0) } }

    private static func list(_ header: String) -> [Substring] {
        header.split(separator: ",", omittingEmptySubsequences: false).suffix(mostHops).map(trimmed)
    }

    /// More proxies than this stand before nobody.
    private static let mostHops = 32

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }

    private struct Element {
        var hop: IPAddress?
        var scheme: String?
    }

    /// `for="[2001:db8::1]:4711";proto=https, for=192.0.2.60`
    private static func elements(_ header: String) -> [Element] {
        split(header, at: ",").suffix(mostHops).map { text in
            var element = Element()
            for pair in split(text, at: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2 else { return Element() }
                let value = unquoted(trimmed(parts[1]))
                switch trimmed(parts[0]).lowercased() {
                case "for": element.hop = value.flatMap { IPAddress(hop: $0) }
                case "proto": element.scheme = value.map(String.init)
                default: break
                }
            }
            return element
        }
    }

    /// Commas and semicolons within quotes part nothing.
    private static func split(_ text: some StringProtocol, at separator: Character) -> [Substring] {
        var parts: [Substring] = [], part = "", isQuoted = false
        for letter in text {
            if letter == "\"" { isQuoted.toggle() }
            if letter == separator, !isQuoted {
                parts.append(trimmed(part[...]))
                part = ""
            } else {
                part.append(letter)
            }
        }
        return parts + [trimmed(part[...])]
    }

    /// Nil where a quote does not close, or holds what no address does.
    private static func unquoted(_ text: Substring) -> Substring? {
        guard text.contains("\"") else { return text }
        guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return nil }
        let inner = text.dropFirst().dropLast()
        return inner.contains("\"") || inner.contains("\\") ? nil : inner
    }
}
