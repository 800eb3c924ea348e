import Encodings
import JSON
import Outbound
import Periods

/// Signing in by OpenID Connect: authorization code with PKCE, `state` and `nonce` (OpenID Connect Core 1.0, 3.1; RFC 9700).
package struct OpenIDProvider: IdentityProvider {
    package let settings: OpenIDSettings
    private let issuer: WebAddress
    private let memory = ProviderMemory()

    package var kind: ProviderKind { .openID }
    /// The host that it stands at.
    package var host: String { issuer.host }

    /// Nil: the issuer is no address.
    package init?(_ settings: OpenIDSettings) {
        guard let issuer = WebAddress(settings.issuer), !settings.issuer.contains("?") else { return nil }
        (self.settings, self.issuer) = (settings, issuer)
    }

    package func address(for attempt: SignInAttempt, back redirect: String, _ fetcher: Fetcher, at now: Instant) throws(ProviderFault) -> String {
        try document(fetcher, now).authorization.adding([
            ("response_type", "code"), ("client_id", settings.client), ("redirect_uri", redirect), ("scope", settings.scopes),
            ("state", attempt.state), ("nonce", attempt.nonce), ("code_challenge", attempt.challenge), ("code_challenge_method", "S256"),
        ])
    }

    /// Whether an answer of the authorization endpoint may be from this provider (RFC 9207): another one that we also trust may have sent it.
    package func check(issuer named: String?, _ fetcher: Fetcher, at now: Instant) throws(ProviderFault) {
        if let named, named != settings.issuer { throw ProviderFault(.mismatch, "the answer came from another issuer") }
        if named == nil, try document(fetcher, now).saysIssuer { throw ProviderFault(.mismatch, "the answer does not say from which issuer it is") }
    }

    package func identity(behind code: String, of attempt: SignInAttempt, back redirect: String, _ fetcher: Fetcher, at now: Instant) throws(ProviderFault) -> ForeignIdentity {
        let document = try document(fetcher, now)
        var form = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("code_verifier", attempt.verifier)]
        var headers: [(name: String, value: String)] = []
        if document.takesSecretInForm {
            form += [("client_id", settings.client), ("client_secret", settings.secret)]
        } else {
            // Escaped before they are joined (RFC 6749, 2.3.1).
            let pair = "\(FormText.escape(settings.client)):\(FormText.escape(settings.secret))"
            headers.append(("Authorization", "Basic \(Base64.encode(Array(pair.utf8)))"))
        }
        let answer = try fetcher.post(document.token, form: form, headers: headers)
        guard let text = answer["id_token"]?.string else { throw ProviderFault(.unreadable, "the answer holds no id_token") }
        let token = try verified(fetcher, document, now) { keys throws(TokenFault) in
            try IDToken(text, from: TokenExpectation(issuer: settings.issuer, client: settings.client, now: now), nonce: attempt.nonce, keys: keys)
        }
        let claims = try completed(token, answer["access_token"]?.string, document, fetcher)
        return ForeignIdentity(
            provider: settings.issuer, subject: token.subject, name: claims["name"]?.string, verifiedEmail: claims.verifiedEmail,
            username: claims["preferred_username"]?.string ?? claims["email"]?.string, claims: claims, session: token.session, token: token.text)
    }

    /// What is told when somebody signed out at the provider.
    package func logout(_ text: String, _ fetcher: Fetcher, at now: Instant) throws(ProviderFault) -> LogoutToken {
        // Looked at before anybody is asked: what cannot be a token costs nothing.
        do { _ = try SignedToken(text) } catch { throw ProviderFault(error) }
        return try verified(fetcher, document(fetcher, now), now) { keys throws(TokenFault) in
            try LogoutToken(text, from: TokenExpectation(issuer: settings.issuer, client: settings.client, now: now), keys: keys)
        }
    }

    /// Where a browser is sent to sign out there too (OpenID Connect RP-Initiated Logout 1.0); nil: nothing was learnt of such a place.
    package func signOutAddress(token: String?, back: String, at now: Instant) -> String? {
        guard let place = memory.document(at: now)?.endSession else { return nil }
        return place.adding((token.map { [("id_token_hint", $0)] } ?? []) + [("client_id", settings.client), ("post_logout_redirect_uri", back)])
    }

    /// What it says of itself, for whoever wants to know whether it is set up right. Blocks.
    package func examine(_ fetcher: Fetcher, at now: Instant) throws(ProviderFault) {
        _ = try keys(fetcher, document(fetcher, now), now)
    }

    private func document(_ fetcher: Fetcher, _ now: Instant) throws(ProviderFault) -> ProviderDocument {
        if let known = memory.document(at: now) { return known }
        let place = settings.issuer + (settings.issuer.hasSuffix("/") ? "" : "/") + ".well-known/openid-configuration"
        guard let address = WebAddress(place) else { throw ProviderFault(.mismatch, "the issuer is no address") }
        let document = try ProviderDocument(fetcher.get(address), of: issuer)
        memory.learn(document, at: now)
        return document
    }

    private func keys(_ fetcher: Fetcher, _ document: ProviderDocument, _ now: Instant) throws(ProviderFault) -> KeySet {
        memory.noteAsked(at: now)
        let json = try fetcher.get(document.keys)
        do {
            let keys = try KeySet(.object(json))
            memory.learn(keys, at: now)
            return keys
        } catch { throw ProviderFault(.unreadable, "the keys cannot be read") }
    }

    /// Reads a token by the keys that are known; where it names another one, by those of now.
    private func verified<Token>(
        _ fetcher: Fetcher, _ document: ProviderDocument, _ now: Instant, _ read: (KeySet) throws(TokenFault) -> Token
    ) throws(ProviderFault) -> Token {
        let known: KeySet
        if let keys = memory.keys(at: now) { known = keys } else { known = try keys(fetcher, document, now) }
        do { return try read(known) } catch {
            guard error == .unknownKey, memory.mayAskAgain(at: now) else { throw ProviderFault(error) }
        }
        let renewed = try keys(fetcher, document, now)
        do { return try read(renewed) } catch { throw ProviderFault(error) }
    }

    /// The claims of the token, and those that the provider only tells when it is asked (OpenID Connect Core 1.0, 5.3).
    private func completed(_ token: IDToken, _ access: String?, _ document: ProviderDocument, _ fetcher: Fetcher) throws(ProviderFault) -> JSONObject {
        var claims = token.claims
        let isMissing = settings.wanted.contains { claims[$0] == nil }
        guard isMissing, let access, access.utf8.allSatisfy({ 0x21...0x7E ~= $0 }), let place = document.userInfo else { return claims }
        let told = try fetcher.get(place, headers: [("Authorization", "Bearer \(access)")])
        // Without it one token could be given for another's answer.
        guard told["sub"]?.string == token.subject else { throw ProviderFault(.mismatch, "what it tells of the person is about somebody else") }
        for member in told where claims[member.key] == nil { claims[member.key] = member.value }
        // One of them without the other would vouch for an address by another's word.
        if token.claims["email"] == nil || token.claims["email_verified"] == nil { (claims["email"], claims["email_verified"]) = (told["email"] ?? claims["email"], told["email_verified"]) }
        return claims
    }
}

extension JSONObject {
    /// An address for which the provider vouches. Some say it as a text.
    fileprivate var verifiedEmail: String? {
        guard self["email_verified"]?.bool == true || self["email_verified"]?.string == "true" else { return nil }
        return self["email"]?.string
    }
}
