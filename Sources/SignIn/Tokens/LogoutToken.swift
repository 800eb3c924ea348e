import JSON
import Periods

/// What a provider says when somebody has signed out there (OpenID Connect Back-Channel Logout 1.0, 2.4), once it is checked.
package struct LogoutToken: Sendable {
    /// Whose sessions end; nil: only the one that is named.
    package let subject: String?
    /// The session at the provider that is over; nil: all of the subject's.
    package let session: String?

    private static let event = "http://schemas.openid.net/event/backchannel-logout"
    /// One that says no end is not taken later than this.
    private static let longest: Int64 = 600

    package init(_ text: String, from provider: TokenExpectation, keys: KeySet) throws(TokenFault) {
        let token = try SignedToken(text)
        try SignatureCheck.check(token, by: keys)
        let claims = token.claims
        guard ["JWT", "LOGOUT+JWT", nil].contains(token.header["typ"]?.string?.uppercased()) else { throw .wrongKind }
        // A nonce belongs to ID tokens: none of them is to pass for the other.
        guard claims["events"]?[Self.event]?.object != nil, claims["nonce"] == nil else { throw .wrongKind }
        try provider.check(claims)
        let issued = try provider.seconds("iat", claims) ?? 0
        guard try provider.seconds("exp", claims) ?? (issued + Self.longest) > provider.now - TokenExpectation.skew else { throw .expired }
        (subject, session) = (claims["sub"]?.string, claims["sid"]?.string)
        guard subject != nil || session != nil else { throw .noSubject }
    }
}
