import JSON
import Providers
import TestServer
import Testing

/// How somebody whom a provider names becomes an account, and stays it.
@Suite struct AccountLinkingTests {
    private static let start = ServerHarness.start.microseconds / 1_000_000

    private static func person(_ subject: String, _ email: String) -> JSONObject {
        ["sub": .string(subject), "email": .string(email), "email_verified": true, "exp": .number(Decimal(start + 300)), "iat": .number(Decimal(start))]
    }

    private func office(_ server: OpenIDServer) throws -> (ServerHarness, ForeignVisitor) {
        let laurel = try ServerHarness.with(server)
        try laurel.mail("li.na@example.com", of: "li.na")
        return (laurel, try ForeignVisitor(laurel))
    }

    @Test func `an address that two accounts have is nobody's`() throws {
        let server = OpenIDServer(Self.person("u-1", "li.na@example.com")), (laurel, visitor) = try office(server)
        try laurel.mail("LI.NA@example.com", of: "ma.chao")
        expectRefusal(try visitor.signIn(server), 403, "no-account")
        try laurel.mail("ma.chao@example.com", of: "ma.chao")
        #expect(try visitor.signIn(server).json["person"]?["account"] == "li.na")
    }

    @Test func `who was linked stays so, wherever the address goes`() throws {
        let server = OpenIDServer(Self.person("u-1", "li.na@example.com")), (laurel, visitor) = try office(server)
        #expect(try visitor.signIn(server).json["person"]?["account"] == "li.na")
        // The address moves to a colleague, who comes with it: each is who they were.
        try laurel.mail("old@example.com", of: "li.na")
        try laurel.mail("li.na@example.com", of: "ma.chao")
        #expect(try visitor.signIn(server).json["person"]?["account"] == "li.na")
        server.isNow(Self.person("u-2", "li.na@example.com"))
        #expect(try visitor.signIn(server).json["person"]?["account"] == "ma.chao")
        server.isNow(Self.person("u-1", "li.na@example.com"))
        #expect(try visitor.signIn(server).json["person"]?["account"] == "li.na")
    }

    @Test func `an account that is somebody's is not given to another who claims its address`() throws {
        let server = OpenIDServer(Self.person("u-1", "li.na@example.com")), (_, visitor) = try office(server)
        #expect(try visitor.signIn(server).status == 200)
        server.isNow(Self.person("u-2", "li.na@example.com"))
        expectRefusal(try visitor.signIn(server), 403, "no-account")
        server.isNow(Self.person("u-1", "li.na@example.com"))
        #expect(try visitor.signIn(server).status == 200)
    }
}
