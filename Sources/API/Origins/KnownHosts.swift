import Addresses

/// The names by which this server is called: what `--public-url` says, and the addresses that it listens on.
///
/// A browser can be led to us under another's name (DNS rebinding), and links are made from the name that a request carries.
/// Ports are not compared: what stands between may be a tunnel or a container.
package struct KnownHosts: Sendable {
    private let names: Set<String>
    private let addresses: Set<IPAddress>
    private let listensOnAll: Bool

    /// - Parameters:
    ///   - listening: the numeric address that is listened on; nil: all of them.
    ///   - machine: the name of this machine, under which its neighbours know it.
    package init(publicURL: String?, listening: String?, machine: String) {
        let address = listening.flatMap { IPAddress(ofSocket: $0) }
        listensOnAll = address?.isUnspecified ?? (listening == nil)
        var names: Set<String> = [], addresses = Set([address].compactMap { $0 })
        if let host = publicURL.flatMap(Self.host(ofOrigin:)) {
            if let address = IPAddress(host) { addresses.insert(address) } else { names.insert(host) }
        }
        if listensOnAll || address?.isLoopback == true { names.insert("localhost") }
        if listensOnAll || address?.isLoopback == false, !machine.isEmpty {
            names.formUnion([machine.lowercased(), machine.lowercased() + ".local"])
        }
        self.names = names
        self.addresses = addresses
    }

    /// - Parameters:
    ///   - host: the field `Host`.
    ///   - local: tells the address of our end of the connection; asked only where it matters.
    func contains(_ host: String, local: () -> String) -> Bool {
        guard let name = Self.name(ofAuthority: host[...]) else { return false }
        guard let address = IPAddress(name) else { return names.contains(name) }
        if addresses.contains(address) { return true }
        if names.contains("localhost"), address.isLoopback { return true }
        return listensOnAll && IPAddress(ofSocket: local()) == address
    }

    /// The host of an origin such as `https://points.example.com:8443`.
    private static func host(ofOrigin url: String) -> String? {
        url.firstRange(of: "://").flatMap { name(ofAuthority: url[$0.upperBound...]) }
    }

    /// Without port, brackets and the dot of the root, in lower case; nil: that is no host.
    private static func name(ofAuthority authority: Substring) -> String? {
        var host = authority, port: Substring?
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<end]
            guard host.contains(":") else { return nil }
            let rest = authority[authority.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            port = rest.dropFirst()
        } else if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            port = authority[authority.index(after: colon)...]
        }
        guard port.map({ $0.utf8.count <= 5 && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }) ?? true else { return nil }
        if host.hasSuffix(".") { host = host.dropLast() }
        let isPlain = host.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5F: true
            default: false
            }
        }
        return host.isEmpty || !isPlain ? nil : host.lowercased()
    }
}
