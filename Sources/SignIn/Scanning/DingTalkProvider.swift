import JSON
import Periods

/// 钉钉: the person's token tells a union id; only by the app's own token does the company's address book say who of its people that is.
/// Without that second question anybody with DingTalk could sign in.
///
/// (open.dingtalk.com: 获取登录用户的访问凭证, 获取用户通讯录个人信息, 根据unionid获取用户userid)
package struct DingTalkProvider: IdentityProvider {
    private let settings: ScanSettings
    private let tokens = AppTokens()

    package var kind: ProviderKind { .dingtalk }

    package init(_ settings: ScanSettings) { self.settings = settings }

    package func address(for attempt: SignInAttempt, back redirect: String, _: Fetcher, at _: Instant) throws(ProviderFault) -> String {
        try settings.page("/oauth2/auth").adding([
            ("redirect_uri", redirect), ("response_type", "code"), ("client_id", settings.client), ("scope", "openid"), ("state", attempt.state), ("prompt", "consent"),
        ])
    }

    package func identity(behind code: String, of _: SignInAttempt, back _: String, _ fetcher: Fetcher, at now: Instant) throws(ProviderFault) -> ForeignIdentity {
        let own = try fetcher.post(
            settings.api("/v1.0/oauth2/userAccessToken"),
            json: ["clientId": .string(settings.client), "clientSecret": .string(settings.secret), "code": .string(code), "grantType": "authorization_code"])
        let me = try fetcher.get(settings.api("/v1.0/contact/users/me"), headers: [("x-acs-dingtalk-access-token", try own.needed("accessToken"))])
        let union = try me.needed("unionId")
        let answer = try fetcher.post(settings.directory("/topapi/user/getbyunionid", [("access_token", try token(fetcher, now))]), json: ["unionid": .string(union)])
        do { try answer.checkCode("errcode") } catch {
            tokens.forget()
            throw error
        }
        guard let found = answer["result"]?.object, found["contact_type"]?.int64 ?? 0 == 0, let user = found["userid"]?.string, !user.isEmpty else {
            throw ProviderFault(.refused, "DingTalk knows the person, and not as one of the company")
        }
        var claims: JSONObject = ["userid": .string(user), "unionid": .string(union)]
        claims["name"] = me["nick"]
        return ForeignIdentity(provider: "dingtalk:\(settings.client)", subject: user, name: me["nick"]?.string, username: user, claims: claims)
    }

    private func token(_ fetcher: Fetcher, _ now: Instant) throws(ProviderFault) -> String {
        try tokens.token(at: now) { () throws(ProviderFault) in
            let answer = try fetcher.post(settings.api("/v1.0/oauth2/accessToken"), json: ["appKey": .string(settings.client), "appSecret": .string(settings.secret)])
            return (try answer.needed("accessToken"), answer["expireIn"]?.int64 ?? 0)
        }
    }
}
