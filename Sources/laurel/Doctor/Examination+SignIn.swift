import API
import SignIn
import Store

/// How people sign in, as far as a doctor sees it.
extension Examination {
    func signIn() -> Diagnosis {
        let fixed: OpenIDSettings?
        do { fixed = try signing.settings() } catch { return .wrong("sign-in", "\(error)", "mend the options or the variables LAUREL_OIDC_…") }
        guard let state = SignInState(at: store.exists ? store.path : nil, fixed: fixed, now: now) else { return .fine("sign-in", "there is nothing to look at") }
        if let missing = state.missingAccount {
            return .wrong("sign-in", "passwords are switched off, and the account \(missing) that is to keep its own cannot sign in", "laurel user password \(missing), or switch passwords on again")
        }
        if state.needsPublicURL, Setting.text(serving.publicURL, "LAUREL_PUBLIC_URL") == nil {
            return .warning("sign-in", "providers send browsers back to an address that is not fixed", "--public-url https://points.example.com, and register its /login/… at the provider")
        }
        guard let openID = state.openID else { return .fine("sign-in", state.words) }
        var reach = SignInOptions.reach((try? delivering.settings()) ?? .init())
        if openID.settings.isFixed { reach.trustedHost = openID.host }
        do {
            try openID.examine(Fetcher(reach), at: now)
            return .fine("sign-in", "\(openID.settings.issuer) answers, and its keys can be read; \(state.words)")
        } catch {
            let remedy = error.kind == .mismatch ? "the issuer is to stand as its discovery document has it, to the last slash" : "is it reachable from here, by https, and within --allow-webhooks-to where it stands in a private network?"
            return .wrong("sign-in", error.detail, remedy)
        }
    }
}
