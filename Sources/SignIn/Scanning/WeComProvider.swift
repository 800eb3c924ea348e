import JSON
import Periods

/// 企业微信: whoever scans the code with the company's app is told to us by the user id that the company gave them.
///
/// OAuth with differences: the app's own token is asked for with its secret, and the code with that token. No PKCE, no nonce; the state
/// is bound to the browser all the same. (developer.work.weixin.qq.com: 构造企业微信登录链接, 获取用户登录身份)
package struct WeComProvider: IdentityProvider {
    private let settings: ScanSettings
    private let tokens = AppTokens()

    package var kind: ProviderKind { .wecom }

    package init(_ settings: ScanSettings) { self.settings = settings }

    package func address(for attempt: SignInAttempt, back redirect: String, _: Fetcher, at _: Instant) throws(ProviderFault) -> String {
        try settings.page("/wwlogin/sso/login").adding([
            ("login_type", "CorpApp"), ("appid", settings.client), ("agentid", settings.agent ?? ""), ("redirect_uri", redirect), ("state", attempt.state),
        ])
    }

    package func identity(behind code: String, of _: SignInAttempt, back _: String, _ fetcher: Fetcher, at now: Instant) throws(ProviderFault) -> ForeignIdentity {
        let token = try token(fetcher, now)
        let answer = try fetcher.get(settings.api("/cgi-bin/auth/getuserinfo", [("access_token", token), ("code", code)]))
        do { try answer.checkCode("errcode") } catch {
            tokens.forget()
            throw error
        }
        // Whoever is none of the company's people has an openid and no userid.
        guard let user = answer["userid"]?.string ?? answer["UserId"]?.string, !user.isEmpty else { throw ProviderFault(.refused, "WeCom knows the person, and not as one of the company") }
        // Names are told to apps of the address book only: without one the user id stands in its place.
        let person = try? fetcher.get(settings.api("/cgi-bin/user/get", [("access_token", token), ("userid", user)]))
        var claims: JSONObject = ["userid": .string(user)]
        if let person, person["errcode"]?.int64 ?? 0 == 0 { for name in ["name", "biz_mail", "department"] { claims[name] = person[name] } }
        return ForeignIdentity(
            provider: "wecom:\(settings.client)", subject: user, name: claims["name"]?.string, verifiedEmail: claims["biz_mail"]?.string, username: user, claims: claims)
    }

    private func token(_ fetcher: Fetcher, _ now: Instant) throws(ProviderFault) -> String {
        try tokens.token(at: now) { () throws(ProviderFault) in
            let answer = try fetcher.get(settings.api("/cgi-bin/gettoken", [("corpid", settings.client), ("corpsecret", settings.secret)]))
            try answer.checkCode("errcode")
            return (try answer.needed("access_token"), answer["expires_in"]?.int64 ?? 0)
        }
    }
}
