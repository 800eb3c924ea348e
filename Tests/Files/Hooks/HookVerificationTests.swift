import Files
import Periods
import Testing

/// Signatures were made by Python's hmac.
@Suite("Proofs of senders") struct HookVerificationTests {
    private static let now = Instant(seconds: 1_764_554_400)
    private static let body = #"{"a":1}"#

    private func accepts(
        _ way: HookVerification.Way, _ headers: [String: String] = [:], query: [(String, String)] = [], body: String = body, secrets: [String] = ["shared-secret"], at now: Instant = now
    ) -> Bool {
        let delivery = HookDelivery(headers: headers.map { (name: $0.key, value: $0.value) }, mediaType: "application/json", body: Array(body.utf8))
        let request = HookRequest(method: "POST", address: "https://laurel.example.com/api/v1/hooks/crm?x=%2Fy%3A1", query: query.map { (name: $0.0, value: $0.1) }, delivery: delivery)
        return HookVerification(way).accepts(request, secrets: secrets, at: now)
    }

    @Test func `a key in the address, a header or the body`() {
        #expect(accepts(.query("key"), query: [("key", "shared-secret")]))
        for wrong in ["", "shared-secre", "shared-secret ", "Shared-secret"] { #expect(!accepts(.query("key"), query: [("key", wrong)])) }
        #expect(!accepts(.query("key")))
        #expect(accepts(.header("X-Key"), ["x-key": "shared-secret"]) && accepts(.header("Authorization"), ["authorization": "Bearer shared-secret"]))
        #expect(!accepts(.header("X-Key"), ["x-key": "other"]) && !accepts(.header("X-Key")))
        #expect(accepts(.body(["header.token", "token"]), body: #"{"token":"shared-secret"}"#) && accepts(.body(["header.token"]), body: #"{"header":{"token":"shared-secret"}}"#))
        #expect(!accepts(.body(["token"]), body: #"{"token":1}"#) && !accepts(.body(["token"]), body: "nonsense"))
        #expect(accepts(.key, query: [("key", "shared-secret")]) && accepts(.key, ["X-Laurel-Key": "shared-secret"]) && accepts(.key, ["Authorization": "bearer shared-secret"]))
        #expect(!accepts(.key))
    }

    @Test func `both secrets count while one is changed for another, and none lets nobody in`() {
        #expect(accepts(.query("key"), query: [("key", "old-secret")], secrets: ["new-secret", "old-secret"]))
        #expect(!accepts(.query("key"), query: [("key", "old-secret")], secrets: ["new-secret"]))
        #expect(!accepts(.query("key"), query: [("key", "")], secrets: [""]) && !accepts(.query("key"), query: [("key", "")], secrets: []))
    }

    private enum Vectors {
        static let hex256 = "0294f2251135bb0b0299c77d61cf05370fad18c7d5bc9dea04d2b4d415277ada"
        static let base256 = "ApTyJRE1uwsCmcd9Yc8FNw+tGMfVvJ3qBNK01BUneto="
        static let hex512 = "0273194c390063eb48fdf452e54adb8a71d66b379f123b93345b5aa67e37ec3817d9db33549edc87a544cf0ba4c4f76751af0f8a6aef4377a8d8c678dd7ce277"
        static let hubspot = "CnBRVIpeUPSyyTIu8F32r1Qi1nWwNY7W71nA/3DKTHs="
        static let standardSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        static let standard = "WxgTqmIKswtfYlH15TXUV41gtLEteEDAw+wKI5ZBhmM="
    }

    @Test func `an HMAC of the body, in Base64 or hexadecimal`() {
        for signature in [Vectors.hex256, "sha256=" + Vectors.hex256, Vectors.hex256.uppercased(), Vectors.base256] {
            #expect(accepts(.signature(header: "X-Signature", .sha256), ["X-Signature": signature]), "\(signature)")
            #expect(!accepts(.signature(header: "X-Signature", .sha256), ["X-Signature": signature], body: Self.body + " "))
            #expect(!accepts(.signature(header: "X-Signature", .sha256), ["X-Signature": signature], secrets: ["other"]))
        }
        #expect(accepts(.signature(header: "X-Signature", .sha512), ["X-Signature": Vectors.hex512]))
        for wrong in ["", "sha256=", "zz", String(Vectors.hex256.dropLast(2)), String(repeating: "A", count: 10_000), Vectors.hex512] {
            #expect(!accepts(.signature(header: "X-Signature", .sha256), ["X-Signature": wrong]))
        }
        #expect(!accepts(.signature(header: "X-Signature", .sha256)))
    }

    private static let ofHubSpot = ["X-HubSpot-Request-Timestamp": "1764554400000", "X-HubSpot-Signature-v3": Vectors.hubspot]

    @Test func `HubSpot signs method, address, body and time, and five minutes count`() {
        #expect(accepts(.scheme(.hubspot), Self.ofHubSpot))
        #expect(accepts(.scheme(.hubspot), Self.ofHubSpot, at: Self.now.adding(seconds: 300)) && accepts(.scheme(.hubspot), Self.ofHubSpot, at: Self.now.adding(seconds: -300)))
        #expect(!accepts(.scheme(.hubspot), Self.ofHubSpot, at: Self.now.adding(seconds: 301)) && !accepts(.scheme(.hubspot), Self.ofHubSpot, at: Self.now.adding(seconds: -301)))
        #expect(!accepts(.scheme(.hubspot), Self.ofHubSpot, body: "{}"))
        for stamp in ["1764554400001", "", "x", "9223372036854775807", "-9223372036854775808"] {
            #expect(!accepts(.scheme(.hubspot), Self.ofHubSpot.merging(["X-HubSpot-Request-Timestamp": stamp]) { $1 }), "\(stamp)")
        }
        #expect(!accepts(.scheme(.hubspot), ["X-HubSpot-Signature-v3": Vectors.hubspot]))
    }

    @Test func `Standard Webhooks sign id, time and body`() {
        let headers = ["webhook-id": "msg_1", "webhook-timestamp": "1764554400", "webhook-signature": "v1a,AAAA v1,\(Vectors.standard)"], secret = [Vectors.standardSecret]
        #expect(accepts(.scheme(.standard), headers, secrets: secret))
        #expect(!accepts(.scheme(.standard), headers.merging(["webhook-id": "msg_2"]) { $1 }, secrets: secret))
        #expect(!accepts(.scheme(.standard), headers, secrets: secret, at: Self.now.adding(seconds: 301)))
        #expect(!accepts(.scheme(.standard), headers, secrets: ["whsec_!"]) && !accepts(.scheme(.standard), secrets: secret))
    }
}
