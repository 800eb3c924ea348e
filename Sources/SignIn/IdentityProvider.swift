import JSON
import Periods

/// Which provider: one of each kind is enough for a company.
package enum ProviderKind: String, CaseIterable, Sendable {
    case openID = "openid"
    case wecom
    case dingtalk
    case feishu
}

/// Somebody, as a provider names them.
package struct ForeignIdentity: Sendable {
    /// Whose word it is: the issuer, or the company at that provider. With `subject` it is somebody for ever.
    package var provider: String
    package var subject: String
    package var name: String?
    /// Only where the provider vouches for it.
    package var verifiedEmail: String?
    /// A name that could be an account's; not to be trusted with one that is there.
    package var username: String?
    package var claims: JSONObject
    /// For signing out there, and for being told of it.
    package var session: String?
    package var token: String?
}

/// Somewhere people can prove who they are: they are sent there, and come back with a code for which the provider tells us.
package protocol IdentityProvider: Sendable {
    var kind: ProviderKind { get }
    /// Where the browser is sent to. Blocks.
    func address(for attempt: SignInAttempt, back redirect: String, _ fetcher: Fetcher, at now: Instant) throws(ProviderFault) -> String
    /// Who it is that came back with `code`. Blocks.
    func identity(behind code: String, of attempt: SignInAttempt, back redirect: String, _ fetcher: Fetcher, at now: Instant) throws(ProviderFault) -> ForeignIdentity
}
