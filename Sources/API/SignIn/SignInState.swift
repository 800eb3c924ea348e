import Identity
import Periods
import SignIn
import Store

/// How an installation lets people sign in, for who looks at it from outside.
package struct SignInState: Sendable {
    package let openID: OpenIDProvider?
    /// The account that keeps its password and cannot be used.
    package let missingAccount: String?
    /// Whether providers send browsers back.
    package let needsPublicURL: Bool
    /// In a sentence.
    package let words: String

    /// - Parameter path: the database; nil: there is none.
    package init?(at path: String?, fixed: OpenIDSettings?, now: Instant) {
        let reader = path.flatMap { try? Reader($0) }
        guard reader != nil || fixed != nil else { return nil }
        let policy = SignInPolicy(stored: (try? reader?.settings.value(SignInPolicy.setting)).flatMap { $0 }, fixed: fixed)
        openID = policy.openID.flatMap(OpenIDProvider.init)
        missingAccount = policy.onlyPasswordOf.flatMap { name in
            let account = (try? reader?.accounts.named(name)).flatMap { $0 }
            return account.map { $0.isDisabled || $0.password == nil } ?? true ? name : nil
        }
        needsPublicURL = !policy.kinds.isEmpty
        let providers = policy.kinds.isEmpty ? "by passwords" : "by \(policy.kinds.map(\.rawValue).joined(separator: ", "))\(policy.onlyPasswordOf == nil ? " and by passwords" : "")"
        words = "people sign in \(providers)\(policy.needsSecondFactor ? ", managers with a second factor" : "")"
    }
}
