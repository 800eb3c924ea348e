import Testing

@testable import API

@Suite struct KnownHostsTests {
    /// A line a case: what was set, then hosts that are ours, then hosts that are not.
    struct Case: Sendable {
        var publicURL: String?
        var listening: String?
        let ours: [String]
        let others: [String]
    }

    static let cases = [
        Case(
            listening: "127.0.0.1", ours: ["localhost", "localhost:8080", "LOCALHOST.", "127.0.0.1", "127.0.0.1:80", "[::1]:8080", "127.0.0.2"],
            others: ["evil.example", "localhost.evil.example", "10.0.0.7", "laurel-host", "", ":80", "localhost:port", "a@localhost", "localhost/", "[::1", "127.1", "0.0.0.0"]),
        Case(
            publicURL: "https://points.example.com", listening: "127.0.0.1", ours: ["points.example.com", "Points.Example.com:443", "localhost"],
            others: ["points.example.com.evil.example", "evil-points.example.com", "example.com", "points.example.com@evil.example"]),
        Case(listening: "10.0.0.7", ours: ["10.0.0.7:8080", "laurel-host", "laurel-host.local"], others: ["localhost", "127.0.0.1", "10.0.0.8", "laurel-host.evil.example"]),
        // All addresses: those of the connection.
        Case(ours: ["10.0.0.7", "localhost", "127.0.0.1", "laurel-host:80"], others: ["10.0.0.8", "evil.example", "[2001:db8::1]"]),
        Case(listening: "0.0.0.0", ours: ["10.0.0.7"], others: ["10.0.0.8", "0.0.0.0.evil.example"]),
        Case(listening: "::", ours: ["10.0.0.7", "[::1]"], others: ["10.0.0.8"]),
        Case(publicURL: "http://192.0.2.80:8080", listening: "10.0.0.7", ours: ["192.0.2.80", "192.0.2.80:8080"], others: ["192.0.2.81"]),
        Case(publicURL: "http://[2001:db8::80]", listening: "127.0.0.1", ours: ["[2001:db8::80]", "[2001:DB8:0::80]:80"], others: ["2001:db8::80", "[2001:db8::81]"]),
    ]

    @Test(arguments: cases) func `only our own names are ours`(_ one: Case) {
        let hosts = KnownHosts(publicURL: one.publicURL, listening: one.listening, machine: "laurel-host")
        for host in one.ours { #expect(hosts.contains(host) { "10.0.0.7" }, "\(host)") }
        for host in one.others { #expect(!hosts.contains(host) { "10.0.0.7" }, "\(host)") }
    }
}
