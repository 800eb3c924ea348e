import Addresses

/// To which addresses calls may go.
///
/// What is addressed by name is checked where the socket is opened, on the address itself: a second look-up that answers otherwise finds
/// nothing to deceive. Whoever may name an address would reach with ours what only this machine and its network reach: other services,
/// and the page of a cloud that hands out keys.
package struct AddressPolicy: Sendable {
    /// Allowed although they are of no public network.
    private let allowed: [AddressRange]
    private let allowsAll: Bool

    package init(allowing allowed: [AddressRange] = []) {
        self.allowed = allowed
        allowsAll = false
    }

    private init() { (allowed, allowsAll) = ([], true) }

    /// For servers that the installation itself names, such as its mail server.
    package static let everywhere = AddressPolicy()

    package func allows(_ address: IPAddress) -> Bool { allowsAll || allowed.contains { $0.contains(address) } || !address.isReserved }
}

extension IPAddress {
    /// Whether it is anything but an address of the public internet, or leads to one that is not.
    package var isReserved: Bool { bytes.count == 4 ? isReservedFour : isReservedSix }

    private var isReservedFour: Bool { Self.reservedFour.contains { $0.contains(self) } }

    private var isReservedSix: Bool {
        // Only 2000::/3 is given out; what carries an address of IPv4 in it is what that address is.
        guard bytes[0] & 0xE0 == 0x20 else {
            // NAT64: 64:ff9b::/96.
            if Self.nat64.contains(self) { return carried(at: 12) }
            return true
        }
        if Self.sixToFour.contains(self) { return carried(at: 2) }
        return Self.reservedSix.contains { $0.contains(self) }
    }

    private func carried(at offset: Int) -> Bool {
        IPAddress(bytes[offset..<offset + 4].map(String.init).joined(separator: ".")).map(\.isReserved) ?? true
    }

    /// IANA's registry of special-purpose addresses (RFC 6890 and later), multicast, and what was never given out.
    private static let reservedFour = ranges([
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
        "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        // Metadata of clouds at public addresses.
        "168.63.129.16/32",
    ])
    /// Teredo and its neighbours, ORCHID, documentation, segment routing.
    private static let reservedSix = ranges(["2001::/23", "2001:db8::/32", "3fff::/20"])
    private static let nat64 = ranges(["64:ff9b::/96"])[0]
    private static let sixToFour = ranges(["2002::/16"])[0]

    private static func ranges(_ texts: [String]) -> [AddressRange] {
        texts.map { text in
            guard let range = AddressRange(text) else { preconditionFailure("\(text) is no range") }
            return range
        }
    }
}
