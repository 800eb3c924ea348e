import ArgumentParser
import Delivering
import SignIn

/// Who vouches for people, where it is said here and not on the page of settings.
struct SignInOptions: ParsableArguments {
    @Option(
        name: .customLong("oidc-issuer"),
        help: ArgumentHelp(
            "The OpenID provider of the company, by its issuer: https://id.example.com/realms/sales. It may stand in a private network. LAUREL_OIDC_ISSUER", valueName: "url"))
    var issuer: String?

    @Option(name: .customLong("oidc-client-id"), help: ArgumentHelp("What the provider calls this server. LAUREL_OIDC_CLIENT_ID", valueName: "id"))
    var client: String?

    @Option(
        name: .customLong("oidc-client-secret"),
        help: ArgumentHelp("The secret that both know; better in the environment, where others do not see it. LAUREL_OIDC_CLIENT_SECRET", valueName: "secret"))
    var secret: String?

    /// Nil: the page of settings may name one.
    ///
    /// - Throws: usage errors.
    func settings() throws -> OpenIDSettings? {
        switch (Setting.text(issuer, "LAUREL_OIDC_ISSUER"), Setting.text(client, "LAUREL_OIDC_CLIENT_ID"), Setting.text(secret, "LAUREL_OIDC_CLIENT_SECRET")) {
        case (nil, nil, nil): return nil
        case (let issuer?, let client?, let secret?):
            guard let address = WebAddress(issuer), !issuer.contains("?"), !issuer.contains("/.well-known/") else {
                throw ValidationError("--oidc-issuer is an address such as https://id.example.com/realms/sales, as the provider's discovery document has it")
            }
            guard address.isSecure || address.isLocal else { throw ValidationError("--oidc-issuer begins with https://") }
            return OpenIDSettings(issuer: issuer, client: client, secret: secret, isFixed: true)
        default: throw ValidationError("--oidc-issuer, --oidc-client-id and --oidc-client-secret go together")
        }
    }

    /// Which providers may be reached: those of the public internet, and what webhooks may reach.
    static func reach(_ deliveries: DeliverySettings) -> Fetcher.Reach {
        Fetcher.Reach(policy: deliveries.policy, allowsHTTP: deliveries.allowsHTTP, certificates: deliveries.certificates)
    }
}
