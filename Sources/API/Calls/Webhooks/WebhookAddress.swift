import Addresses
import Delivering
import JSON
import PointsEngine
import Web

/// The address of a webhook as an administrator types it.
struct WebhookAddress: Hashable, Sendable {
    let url: String
    /// With the port, where it is not the usual one; what others may know of it.
    let host: String

    /// - Throws: a problem at `/url`. What a name leads to is checked when it is connected to; an address is known now.
    init(_ text: String, _ settings: DeliverySettings) throws {
        guard let scheme = ["https://", "http://"].first(where: { text.lowercased().hasPrefix($0) }) else { throw Self.problem("an address that begins with https://") }
        guard scheme == "https://" || settings.allowsHTTP else { throw Self.problem("https is needed: what goes out is the company's own") }
        guard text.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E && $0 != 0x5C }) else { throw Self.problem("an address without spaces, in the letters of addresses") }
        let rest = text.dropFirst(scheme.count), authority = rest.prefix { !"/?#".contains($0) }
        guard !authority.contains("@") else { throw Self.problem("no name and password in an address") }
        guard !rest.contains("#") else { throw Self.problem("no fragment in an address") }
        let (name, port) = Self.parts(authority)
        guard !name.isEmpty, port.map({ (UInt16($0) ?? 0) > 0 }) ?? true else { throw Self.problem("a host, and a port from 1 to 65535 where there is one") }
        let bare = name.hasPrefix("[") ? String(name.dropFirst().dropLast()) : String(name)
        if let address = IPAddress(bare), !settings.policy.allows(address) { throw Self.problem("an address of this machine or its network: --allow-webhooks-to names those that are meant") }
        url = text
        host = authority.lowercased()
    }

    private static func parts(_ authority: Substring) -> (name: Substring, port: Substring?) {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            let name = authority[...end], rest = authority[authority.index(after: end)...]
            return (name, rest.isEmpty ? nil : rest.hasPrefix(":") ? rest.dropFirst() : "none")
        }
        guard let colon = authority.firstIndex(of: ":") else { return (authority, nil) }
        return (authority[..<colon], authority[authority.index(after: colon)...])
    }

    private static func problem(_ detail: String) -> Problem { Problem.malformed(detail, at: "/url") }
}
