/// How an OpenID provider knows us.
package struct OpenIDSettings: Sendable, Hashable {
    package var issuer: String
    package var client: String
    package var secret: String
    /// What we ask to be told.
    package var scopes: String
    /// The claims that are needed: where the token lacks one, the provider is asked for it.
    package var wanted: [String]
    /// Whether whoever runs the server named it at its start; the page shows it and does not change it.
    package var isFixed: Bool

    package init(issuer: String, client: String, secret: String, scopes: String = "openid profile email", wanted: [String] = ["email"], isFixed: Bool = false) {
        (self.issuer, self.client, self.secret, self.scopes, self.wanted, self.isFixed) = (issuer, client, secret, scopes, wanted, isFixed)
    }
}
