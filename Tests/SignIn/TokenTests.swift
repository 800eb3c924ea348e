import JSON
import Periods
import Providers
@testable import SignIn
import Testing

/// What is believed of a token, and what not: a line a case.
@Suite struct TokenTests {
    private static let now = Instant(microseconds: 1_790_000_000_000_000)
    private static let seconds: Int64 = 1_790_000_000
    private static let keys = [SigningKey(.rsa, id: "r1"), SigningKey(.ec, id: "e1"), SigningKey(.edwards, id: "o1"), SigningKey(.rsa, id: "r2")]
    private static let stranger = SigningKey(.rsa, id: "r1")

    private static func set(_ keys: [SigningKey]) throws -> KeySet { try KeySet(["keys": .array(keys.map { .object($0.json) })]) }

    private static let claims: JSONObject = [
        "iss": "https://id.example.com", "sub": "248289761001", "aud": "laurel", "exp": 1_790_000_300, "iat": 1_790_000_000, "nonce": "n-0S6", "sid": "s1",
    ]

    private static func claims(_ changes: JSONObject) -> JSONObject {
        var claims = claims
        for member in changes { claims[member.key] = member.value.isNull ? nil : member.value }
        return claims
    }

    private static func fault(_ text: String, _ keys: [SigningKey] = keys) throws -> TokenFault? {
        let expected = TokenExpectation(issuer: "https://id.example.com", client: "laurel", now: now), set = try set(keys)
        do throws(TokenFault) {
            _ = try IDToken(text, from: expected, nonce: "n-0S6", keys: set)
            return nil
        } catch { return error }
    }

    @Test(arguments: [(0, "RS256"), (0, "PS256"), (1, "ES256"), (2, "EdDSA")])
    func `each algorithm is believed that has a public key`(key: Int, algorithm: String) throws {
        #expect(try Self.fault(Self.keys[key].sign(Self.claims, header: ["alg": .string(algorithm)])) == nil)
        // Without a number any key of the kind may be it.
        #expect(try Self.fault(Self.keys[key].sign(Self.claims, header: ["alg": .string(algorithm), "kid": .null])) == nil)
    }

    private static let said: [(JSONObject, TokenFault?)] = [
        (["iss": "https://id.example.com/"], .wrongIssuer), (["iss": "https://evil.example.com"], .wrongIssuer), (["iss": .null], .wrongIssuer), (["iss": 5], .wrongIssuer),
        (["aud": "other"], .wrongAudience), (["aud": .null], .wrongAudience), (["aud": ["other", "another"]], .wrongAudience), (["aud": []], .wrongAudience),
        (["aud": ["laurel", "other"]], .wrongAudience), (["aud": ["laurel", "other"], "azp": "other"], .wrongAudience), (["aud": ["laurel", "other"], "azp": "laurel"], nil),
        (["aud": ["laurel"]], nil), (["azp": "other"], .wrongAudience), (["azp": 1], .wrongAudience), (["azp": "laurel"], nil),
        (["exp": 1_789_999_880], .expired), (["exp": 1_789_999_881], nil), (["exp": 1_789_999_881.5], nil), (["exp": .null], .expired), (["exp": "1790000300"], .malformed), (["exp": -1], .malformed), (["exp": 1e300], .malformed),
        (["iat": 1_790_000_120], nil), (["iat": 1_790_000_121], .fromTheFuture), (["iat": .null], .malformed), (["iat": "now"], .malformed),
        (["nbf": 1_790_000_121], .fromTheFuture), (["nbf": 1_790_000_100], nil),
        (["nonce": "n-0S7"], .wrongNonce), (["nonce": .null], .wrongNonce), (["nonce": ""], .wrongNonce), (["nonce": "n-0S6 "], .wrongNonce), (["nonce": ["n-0S6"]], .wrongNonce),
        (["sub": .null], .noSubject), (["sub": ""], .noSubject), (["sub": 7], .noSubject), (["sub": .string(String(repeating: "s", count: 256))], .noSubject),
        (["events": ["http://schemas.openid.net/event/backchannel-logout": [:]]], .wrongKind),
    ]

    @Test(arguments: said)
    func `what it says is checked`(changes: JSONObject, expected: TokenFault?) throws {
        #expect(try Self.fault(Self.keys[0].sign(Self.claims(changes))) == expected)
    }

    @Test func `what nobody signed, or anybody could have signed, is not believed`() throws {
        let good = Self.keys[0].sign(Self.claims)
        for algorithm in ["none", "None", "NONE", "nOnE", "", "HS256", "HS512", "RS1", "RS384", "dir"] {
            #expect(try Self.fault(SigningKey.unsigned(Self.claims, algorithm: algorithm)) == .wrongAlgorithm, "\(algorithm)")
        }
        #expect(try Self.fault(SigningKey.unsigned(Self.claims, algorithm: "RS256")) == .wrongSignature)
        #expect(try Self.fault(Self.keys[0].signedWithPublicKey(Self.claims)) == .wrongAlgorithm)
        // The same number, and another key.
        #expect(try Self.fault(Self.stranger.sign(Self.claims)) == .wrongSignature)
        #expect(try Self.fault(Self.keys[3].sign(Self.claims, header: ["kid": "r1"])) == .wrongSignature)
        #expect(try Self.fault(Self.keys[0].sign(Self.claims, header: ["kid": "r9"])) == .unknownKey)
        // A key of one kind under the number of another.
        #expect(try Self.fault(Self.keys[0].sign(Self.claims, header: ["kid": "e1"])) == .unknownKey)
        #expect(try Self.fault(Self.keys[0].sign(Self.claims, header: ["crit": "exp"])) == .malformed)
        #expect(try Self.fault(good, []) == .unknownKey)
        #expect(try Self.fault(good, [Self.keys[3], Self.keys[0]]) == nil)
    }

    @Test func `every bit of it counts`() throws {
        for key in Self.keys {
            let good = Array(key.sign(Self.claims).utf8)
            for place in stride(from: 0, to: good.count, by: 7) {
                var bad = good
                bad[place] = bad[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
                let fault = try Self.fault(String(decoding: bad, as: UTF8.self))
                #expect(bad == good || fault != nil, "\(key.algorithm) \(place)")
            }
        }
    }

    @Test(arguments: ["", ".", "..", "a.b.c", "e30.e30.", "e30.e30.e30.e30", "{}.{}.{}", "eyJhbGciOiJSUzI1NiJ9.bnVsbA.AA", String(repeating: "a", count: 40_000)])
    func `what is no token is none`(text: String) throws {
        let fault = try Self.fault(text)
        #expect(fault == .malformed || fault == .wrongAlgorithm)
    }

    @Test func `keys that cannot be keys are passed over`() throws {
        var short = SigningKey(.rsa, id: "r3").json
        short["n"] = .string(String((short["n"]?.string ?? "").prefix(170)))
        var encrypting = Self.keys[0].json
        encrypting["use"] = "enc"
        var other = Self.keys[0].json
        other["alg"] = "PS256"
        let token = try SignedToken(Self.keys[0].sign(Self.claims))
        for json in [JSONValue.object(short), .object(encrypting), .object(other), ["kty": "oct", "k": "c2VjcmV0", "kid": "r1"], ["kty": "RSA", "kid": "r1"], .null, 5] {
            #expect(throws: TokenFault.unknownKey) { try SignatureCheck.check(token, by: KeySet(["keys": [json]])) }
        }
        #expect(throws: TokenFault.malformed) { try KeySet(["keys": "none"]) }
    }

    // MARK: Signing out

    private static let event: JSONObject = ["events": ["http://schemas.openid.net/event/backchannel-logout": [:]], "nonce": .null, "exp": .null]

    private static let ended: [(JSONObject, TokenFault?)] = [
        ([:], nil), (["exp": 1_790_000_300], nil), (["sid": .null], nil), (["sub": .null], nil), (["sub": .null, "sid": .null], .noSubject),
        (["nonce": "n"], .wrongKind), (["events": .null], .wrongKind), (["events": ["other": [:]]], .wrongKind), (["events": ["http://schemas.openid.net/event/backchannel-logout": true]], .wrongKind),
        (["iss": "https://evil.example.com"], .wrongIssuer), (["aud": "other"], .wrongAudience), (["iat": 1_790_000_200], .fromTheFuture), (["iat": 1_789_999_000], .expired), (["exp": 1_789_999_000], .expired),
    ]

    @Test(arguments: ended)
    func `a token that ends sessions is checked as well`(changes: JSONObject, expected: TokenFault?) throws {
        var claims = Self.claims(Self.event)
        for member in changes { claims[member.key] = member.value.isNull ? nil : member.value }
        let text = Self.keys[1].sign(claims, header: ["typ": "logout+jwt"]), keys = try Self.set(Self.keys)
        var found: TokenFault?
        do throws(TokenFault) {
            _ = try LogoutToken(text, from: TokenExpectation(issuer: "https://id.example.com", client: "laurel", now: Self.now), keys: keys)
        } catch { found = error }
        #expect(found == expected)
    }

    @Test func `neither kind passes for the other`() throws {
        #expect(try Self.fault(Self.keys[0].sign(Self.claims, header: ["typ": "logout+jwt"])) == .wrongKind)
        let keys = try Self.set(Self.keys)
        #expect(throws: TokenFault.wrongKind) {
            try LogoutToken(Self.keys[0].sign(Self.claims), from: TokenExpectation(issuer: "https://id.example.com", client: "laurel", now: Self.now), keys: keys)
        }
    }
}
