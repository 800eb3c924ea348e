import Addresses
import Testing

@Suite("Addresses") struct AddressTests {
    @Test func `one customer is an address or an IPv6 network`() {
        let network = { (text: String) in IPAddress(text)?.network.text }
        #expect(network("192.0.2.1") == "192.0.2.1")
        #expect(network("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::")
        #expect(network("2001:db8:1:2:ffff::1") == network("2001:db8:1:2::"))
        #expect(network("::ffff:192.0.2.1") == "192.0.2.1")
    }

    @Test(arguments: ["10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0", "proxy", "2001:db8::/129", "10.0.0.1 ", "/8"])
    func `these are no ranges`(_ text: String) { #expect(AddressRange(text) == nil) }

    @Test func `ranges end within bytes`() throws {
        let range = try #require(AddressRange("172.16.0.0/12"))
        for (address, isInside) in [("172.16.0.1", true), ("172.31.255.255", true), ("172.32.0.0", false), ("172.15.255.255", false), ("::1", false)] {
            #expect(try range.contains(#require(IPAddress(address))) == isInside, "\(address)")
        }
        #expect(try #require(AddressRange("0.0.0.0/0")).contains(#require(IPAddress("192.0.2.1"))))
    }
}
