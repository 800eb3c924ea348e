/// Why a token is not believed.
package enum TokenFault: String, Error, CaseIterable, Sendable {
    /// No token in compact form, or one whose parts are no JSON objects.
    case malformed
    /// Signed by something else than RS256, PS256, ES256 or EdDSA: by nothing, or by a key that both sides know.
    case wrongAlgorithm = "wrong-algorithm"
    /// None of the provider's keys has its number.
    case unknownKey = "unknown-key"
    case wrongSignature = "wrong-signature"
    case wrongIssuer = "wrong-issuer"
    /// Made for another program.
    case wrongAudience = "wrong-audience"
    case expired
    case fromTheFuture = "from-the-future"
    /// An answer to another question than ours.
    case wrongNonce = "wrong-nonce"
    case noSubject = "no-subject"
    /// A token for something else: an ID token where a logout is told, or the other way round.
    case wrongKind = "wrong-kind"
}
