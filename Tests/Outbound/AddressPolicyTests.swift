import Addresses
import Outbound
import Testing

@Suite("Addresses that calls may go to") struct AddressPolicyTests {
    @Test(arguments: [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
        "198.18.0.1", "192.0.2.7", "168.63.129.16", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1",
        "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001::1", "2001:db8::1", "fec0::1", "64:ff9b:1::1", "100::1",
    ])
    func `are none within the machine or its network, however they are written`(_ text: String) throws {
        #expect(try !AddressPolicy().allows(#require(IPAddress(text))))
    }

    @Test(arguments: ["8.8.8.8", "172.32.0.1", "172.15.255.255", "192.167.255.255", "169.253.1.1", "100.63.255.255", "100.128.0.1", "223.255.255.255", "2606:4700::1111", "2a00::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"])
    func `are those of the internet`(_ text: String) throws {
        #expect(try AddressPolicy().allows(#require(IPAddress(text))))
    }

    @Test func `are those that the administrator names`() throws {
        let policy = AddressPolicy(allowing: try ["10.0.0.0/8", "fd00::/8"].map { try #require(AddressRange($0)) })
        for (text, isAllowed) in [("10.1.2.3", true), ("::ffff:10.1.2.3", true), ("fd00::1", true), ("192.168.0.1", false), ("127.0.0.1", false), ("8.8.8.8", true)] {
            #expect(try policy.allows(#require(IPAddress(text))) == isAllowed, "\(text)")
        }
        #expect(try AddressPolicy.everywhere.allows(#require(IPAddress("127.0.0.1"))))
    }
}
