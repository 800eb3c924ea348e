import CSodium
import JSON
import Periods

/// What a provider says of who has signed in (OpenID Connect Core 1.0, 2), once all of it is checked.
package struct IDToken: Sendable {
    package let text: String
    package let subject: String
    /// Of the session at the provider.
    package let session: String?
    package let claims: JSONObject

    /// - Parameter nonce: that of our question.
    /// - Throws: the first thing that is wrong with it; its signature is looked at before anything that it says.
    package init(_ text: String, from provider: TokenExpectation, nonce: String, keys: KeySet) throws(TokenFault) {
        let token = try SignedToken(text)
        try SignatureCheck.check(token, by: keys)
        guard ["JWT", nil].contains(token.header["typ"]?.string?.uppercased()), token.claims["events"] == nil else { throw .wrongKind }
        try provider.check(token.claims)
        guard try provider.seconds("exp", token.claims).map({ $0 + TokenExpectation.skew > provider.now }) == true else { throw .expired }
        guard let given = token.claims["nonce"]?.string, Self.isSame(given, nonce) else { throw .wrongNonce }
        guard let subject = token.claims["sub"]?.string, 1...255 ~= subject.utf8.count else { throw .noSubject }
        (self.text, self.subject, claims) = (text, subject, token.claims)
        session = token.claims["sid"]?.string
    }

    private static func isSame(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        return left.count == right.count && !left.isEmpty && sodium_memcmp(left, right, left.count) == 0
    }
}

/// From whom a token must be, for whom, and when.
package struct TokenExpectation: Sendable {
    let issuer: String
    let client: String
    /// Seconds since 1970, as in what follows.
    let now: Int64

    /// Clocks differ by so much: two minutes.
    static let skew: Int64 = 120

    package init(issuer: String, client: String, now: Instant) {
        (self.issuer, self.client) = (issuer, client)
        self.now = now.microseconds / 1_000_000
    }

    /// What holds for every token: issuer, audience, party, and the times before which it is none.
    func check(_ claims: JSONObject) throws(TokenFault) {
        guard claims["iss"]?.string == issuer else { throw .wrongIssuer }
        let audience = claims["aud"]?.string.map { [$0] } ?? claims["aud"]?.array?.compactMap(\.string) ?? []
        guard audience.contains(client) else { throw .wrongAudience }
        // Of several, the one to whom it was given is named (OpenID Connect Core 1.0, 3.1.3.7).
        if let party = claims["azp"] { guard party.string == client else { throw .wrongAudience } } else if audience.count > 1 { throw .wrongAudience }
        guard let issued = try seconds("iat", claims) else { throw .malformed }
        guard issued <= now + Self.skew else { throw .fromTheFuture }
        if let begins = try seconds("nbf", claims), begins > now + Self.skew { throw .fromTheFuture }
    }

    /// A time in seconds since 1970; nil: it says none.
    func seconds(_ name: String, _ claims: JSONObject) throws(TokenFault) -> Int64? {
        guard let value = claims[name] else { return nil }
        guard let number = value.number, number >= 0, number <= 253_402_300_799, let seconds = number.rounded(.down).int64 else { throw .malformed }
        return seconds
    }
}
