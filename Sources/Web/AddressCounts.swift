import Glibc

/// How many connections come from where. Strangers are bounded by address, so that one of them cannot hold every connection there is; who
/// has shown credentials stands in a larger count, for a whole company may come from one address.
struct AddressCounts {
    private struct Count {
        var strangers = 0
        var known = 0
    }

    private var counts: [String: Count] = [:]
    private let strangers: Int
    private let known: Int

    init(strangers: Int, known: Int) {
        self.strangers = strangers
        self.known = known
    }

    func hasRoom(for network: String) -> Bool { counts[network]?.strangers ?? 0 < strangers }

    mutating func enter(_ network: String) { counts[network, default: Count()].strangers += 1 }

    /// False: too many are known there already, and this one counts among the strangers still.
    mutating func know(_ network: String) -> Bool {
        guard var count = counts[network], count.known < known else { return false }
        count.strangers -= 1
        count.known += 1
        counts[network] = count
        return true
    }

    mutating func leave(_ network: String, wasKnown: Bool) {
        guard var count = counts[network] else { return }
        if wasKnown { count.known -= 1 } else { count.strangers -= 1 }
        counts[network] = count.strangers + count.known > 0 ? count : nil
    }

    /// What counts as one: an address of IPv4; of IPv6 the first half, for whoever has one address there has all of them.
    static func network(of address: String) -> String {
        var bytes = in6_addr()
        guard address.contains(":"), !address.contains("."), inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
        return withUnsafeBytes(of: &bytes) { $0.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") }
    }
}
