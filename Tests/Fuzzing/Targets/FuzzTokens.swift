import Identity
import JSON
import Periods
@testable import SignIn

enum FuzzTokens {
    /// Long after every token of the corpus is over: what is signed well is of the past, and nothing else is signed.
    private static let expected = TokenExpectation(issuer: "https://id.example.com", client: "laurel", now: Instant(seconds: 4_102_444_800))
    private static let seal = AttemptSeal(secret: Array("of a server".utf8))

    /// A token is not believed, and for the same reason each time; keys of any kind are read or refused, and make nothing believed either.
    static func tokens(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let own = try JSONValue.parse(Array(keys.utf8))
        try refuses(text, by: KeySet(own))
        if let value = try? JSONValue.parse(bytes) {
            if let strange = try? KeySet(value) { for token in [known, text] { try refuses(token, by: strange) } }
        }
        try expect(seal.open(text) == nil, "a cookie that nobody sealed is opened")
    }

    private static func refuses(_ text: String, by keys: KeySet) throws {
        let first = fault(text, keys)
        try expect(first != nil, "it is believed")
        try expect(fault(text, keys) == first, "not the same twice")
        try expect((try? LogoutToken(text, from: expected, keys: keys)) == nil, "it signs somebody out")
    }

    private static func fault(_ text: String, _ keys: KeySet) -> TokenFault? {
        do throws(TokenFault) {
            _ = try IDToken(text, from: expected, nonce: "n", keys: keys)
            return nil
        } catch { return error }
    }

    /// Signed by nobody, with every part that is looked at.
    private static let known = [
        #"{"alg":"EdDSA"}"#, #"{"iss":"https://id.example.com","sub":"u","aud":"laurel","exp":4102445100,"iat":4102444800,"nonce":"n"}"#, String(repeating: "\0", count: 64),
    ].map { Base64URL.encode(Array($0.utf8)) }.joined(separator: ".")

    /// The public halves of keys that are gone.
    private static let keys = """
        {
         "keys": [
          {
           "kty": "RSA",
           "kid": "r",
           "n": "nZ9PeyaMTgrUtlahArxLc3G5g1qTFUd4IGzsc9sJOhK6r57xRRH0Y6GPW6tJhFTsukshPZIXc9y-oq0qclaTNBV4DuokF5d7HTG5RtaY9wHNsCMFY2K9T2mpKc7W8Pe1R6birm1t5kuA5JxZJUXcGkLXsdZeoQCBEEcLFgBAZ_sJCRl3o3UwU6R7hIxkBk9qsyGBowBM_W7Y60DQ1qGeqNLucau4J9OQgc-FTC3jfVXYFwCBLA6CqMfOBVFp4Nty0a9Ux8Fq__ERNp8cx9yG4lpbe_koijWokC9J5GY3etOREpIFeFWZTqr1Flqj7ZrO8iIXVb8Q3BnszsOvg_aO9Q",
           "e": "AQAB"
          },
          {
           "kty": "EC",
           "kid": "e",
           "crv": "P-256",
           "x": "-c8xBuDbgJd0xgaFoPuC41_fX2expCmsIl_Q16z_LVg",
           "y": "7jLKlgbMY5AJ02x5bg6H5kTA_ykNrg_uwW3l6ryALF4"
          },
          {
           "kty": "OKP",
           "kid": "o",
           "crv": "Ed25519",
           "x": "yzUMCQh63tiWcT-PsptebZjRJ17Dn4BK9r_AkQYpW_U"
          }
         ]
        }
        """
}
