import Testing

@testable import API

@Suite struct ForwardingTests {
    private static let proxies = Forwarding(trusting: ["10.0.0.1", "10.1.0.0/16", "2001:db8:1::/48"])

    struct Case: Sendable {
        let peer: String
        let headers: [String: String]
        let address: String

        init(_ peer: String, _ headers: [String: String], _ address: String) { (self.peer, self.headers, self.address) = (peer, headers, address) }
    }

    private static func plain(_ peer: String, _ list: String, _ address: String) -> Case { Case(peer, ["X-Forwarded-For": list], address) }
    private static func standard(_ peer: String, _ list: String, _ address: String) -> Case { Case(peer, ["Forwarded": list], address) }

    static let cases = [
        // Whoever is no proxy of ours says what they like.
        plain("192.0.2.1", "198.51.100.7", "192.0.2.1"),
        plain("10.0.0.2", "198.51.100.7", "10.0.0.2"),
        plain("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        plain("::ffff:10.0.0.1", "198.51.100.7", "198.51.100.7"),
        // From the right: what stands before the first stranger is the stranger's own word.
        plain("10.0.0.1", "1.1.1.1, 198.51.100.7", "198.51.100.7"),
        plain("10.0.0.1", "1.1.1.1, 198.51.100.7, 10.1.2.3", "198.51.100.7"),
        plain("10.0.0.1", "10.1.0.1, 10.1.0.2", "10.1.0.1"),
        plain("10.0.0.1", "198.51.100.7:4711", "198.51.100.7"),
        plain("10.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"),
        plain("10.0.0.1", "2001:DB8:0::7", "2001:db8::7"),
        plain("2001:db8:1::9", " \t198.51.100.7 ", "198.51.100.7"),
        // What cannot be read is not guessed at: the proxy's own address.
        plain("10.0.0.1", "", "10.0.0.1"),
        plain("10.0.0.1", "unknown", "10.0.0.1"),
        plain("10.0.0.1", "198.51.100.7, evil", "10.0.0.1"),
        plain("10.0.0.1", "198.51.100.7,", "10.0.0.1"),
        plain("10.0.0.1", "198.51.100.7, 10.1.2.3 x", "10.0.0.1"),
        plain("10.0.0.1", "198.51.100.07", "10.0.0.1"),
        plain("10.0.0.1", "198.51.100", "10.0.0.1"),
        plain("10.0.0.1", "[198.51.100.7]", "10.0.0.1"),
        plain("10.0.0.1", "198.51.100.7:port", "10.0.0.1"),
        plain("10.0.0.1", "evil, 198.51.100.7", "198.51.100.7"),
        standard("10.0.0.1", "for=198.51.100.7", "198.51.100.7"),
        standard("10.0.0.1", "For=\"[2001:db8::7]:4711\";proto=https;by=10.0.0.1", "2001:db8::7"),
        standard("10.0.0.1", "for=1.1.1.1, for=198.51.100.7;host=x, for=10.1.2.3", "198.51.100.7"),
        standard("10.0.0.1", "for=_hidden", "10.0.0.1"),
        standard("10.0.0.1", "for=\"198.51.100.7", "10.0.0.1"),
        standard("10.0.0.1", "proto=https", "10.0.0.1"),
        standard("192.0.2.1", "for=198.51.100.7", "192.0.2.1"),
        // A proxy passes on what it does not write: two that agree, and two that do not.
        Case("10.0.0.1", ["X-Forwarded-For": "198.51.100.7", "Forwarded": "for=198.51.100.7"], "198.51.100.7"),
        Case("10.0.0.1", ["X-Forwarded-For": "198.51.100.7", "Forwarded": "for=1.1.1.1"], "10.0.0.1"),
        Case("10.0.0.1", [:], "10.0.0.1"),
        Case("fe80::1%eth0", [:], "fe80::1"),
    ]

    @Test(arguments: cases) func `the client is the last hop that is no proxy of ours`(_ one: Case) {
        #expect(Self.proxies.address(peer: one.peer) { one.headers[$0] } == one.address, "\(one)")
    }

    @Test(arguments: [
        ("10.0.0.1", ["X-Forwarded-Proto": "https"], true), ("10.0.0.1", ["X-Forwarded-Proto": "HTTPS"], true), ("10.0.0.1", ["X-Forwarded-Proto": "http"], false),
        ("10.0.0.1", ["X-Forwarded-Proto": "https, http"], false), ("10.0.0.1", ["Forwarded": "for=1.1.1.1;proto=https"], true),
        ("10.0.0.1", ["Forwarded": "proto=https, for=1.1.1.1;proto=http"], false), ("10.0.0.1", ["Forwarded": "proto=https", "X-Forwarded-Proto": "http"], false),
        ("10.0.0.1", [:], nil), ("192.0.2.1", ["X-Forwarded-Proto": "https"], nil),
    ] as [(String, [String: String], Bool?)])
    func `only a trusted proxy says that the client came by TLS`(_ peer: String, _ headers: [String: String], _ expected: Bool?) {
        #expect(Self.proxies.isSecure(peer: peer) { headers[$0] } == expected)
    }

    @Test func `a list as long as a header may be is read from its end`() {
        let list = Array(repeating: "10.1.0.1", count: 2_000).joined(separator: ", ")
        #expect(Self.proxies.address(peer: "10.0.0.1") { ["X-Forwarded-For": "198.51.100.7, " + list][$0] } == "10.1.0.1")
    }
}
