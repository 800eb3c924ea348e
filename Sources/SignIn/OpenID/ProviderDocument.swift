import JSON

/// What an OpenID provider says of itself (OpenID Connect Discovery 1.0, 3), as far as we need it.
struct ProviderDocument: Sendable {
    let authorization: WebAddress
    let token: WebAddress
    let keys: WebAddress
    let userInfo: WebAddress?
    let endSession: WebAddress?
    /// How the client says who it is where a token is asked for: in the form, or in a header.
    let takesSecretInForm: Bool
    /// Whether its answers say from whom they are (RFC 9207).
    let saysIssuer: Bool

    /// - Throws: `mismatch` where it speaks for another issuer, `unreadable` where something is missing.
    init(_ json: JSONObject, of issuer: WebAddress) throws(ProviderFault) {
        guard json["issuer"]?.string == issuer.text else {
            throw ProviderFault(.mismatch, "the discovery document speaks for another issuer than \(issuer.text)")
        }
        func address(_ name: String) throws(ProviderFault) -> WebAddress? {
            guard let text = json[name]?.string else { return nil }
            // Only who is asked without TLS may name addresses without it.
            guard let address = WebAddress(text), address.isSecure || !issuer.isSecure else { throw ProviderFault(.unreadable, "\(name) is no address that can be asked") }
            return address
        }
        guard let authorization = try address("authorization_endpoint"), let token = try address("token_endpoint"), let keys = try address("jwks_uri") else {
            throw ProviderFault(.unreadable, "the discovery document lacks authorization_endpoint, token_endpoint or jwks_uri")
        }
        (self.authorization, self.token, self.keys) = (authorization, token, keys)
        (userInfo, endSession) = (try address("userinfo_endpoint"), try address("end_session_endpoint"))
        let ways = json["token_endpoint_auth_methods_supported"]?.array?.compactMap(\.string) ?? []
        takesSecretInForm = ways.contains("client_secret_post") && !ways.contains("client_secret_basic")
        saysIssuer = json["authorization_response_iss_parameter_supported"]?.bool ?? false
    }
}
