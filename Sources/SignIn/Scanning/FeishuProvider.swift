import JSON
import Periods

/// 飞书 and Lark: OAuth 2 with PKCE, and a place that tells who it is. Only people for whom the company's app is there get a code.
///
/// (open.feishu.cn: 获取授权码, 获取 user_access_token, 获取用户信息)
package struct FeishuProvider: IdentityProvider {
    private let settings: ScanSettings

    package var kind: ProviderKind { .feishu }

    package init(_ settings: ScanSettings) { self.settings = settings }

    package func address(for attempt: SignInAttempt, back redirect: String, _: Fetcher, at _: Instant) throws(ProviderFault) -> String {
        try settings.page("/open-apis/authen/v1/authorize").adding([
            ("client_id", settings.client), ("response_type", "code"), ("redirect_uri", redirect), ("state", attempt.state),
            ("code_challenge", attempt.challenge), ("code_challenge_method", "S256"),
        ])
    }

    package func identity(behind code: String, of attempt: SignInAttempt, back redirect: String, _ fetcher: Fetcher, at _: Instant) throws(ProviderFault) -> ForeignIdentity {
        let answer = try fetcher.post(
            settings.api("/open-apis/authen/v2/oauth/token"),
            json: [
                "grant_type": "authorization_code", "client_id": .string(settings.client), "client_secret": .string(settings.secret), "code": .string(code),
                "redirect_uri": .string(redirect), "code_verifier": .string(attempt.verifier),
            ])
        try answer.checkCode("code")
        let told = try fetcher.get(settings.api("/open-apis/authen/v1/user_info"), headers: [("Authorization", "Bearer \(try answer.needed("access_token"))")])
        try told.checkCode("code")
        guard let person = told["data"]?.object else { throw ProviderFault(.unreadable, "Feishu tells nothing of the person") }
        let open = try person.needed("open_id")
        var claims: JSONObject = ["open_id": .string(open)]
        for name in ["union_id", "user_id", "employee_no", "name", "enterprise_email", "tenant_key"] { claims[name] = person[name] }
        // Only the company's own mail is the company's word; the other is what the person wrote.
        return ForeignIdentity(
            provider: "feishu:\(settings.client)", subject: open, name: person["name"]?.string, verifiedEmail: person["enterprise_email"]?.string.flatMap { $0.isEmpty ? nil : $0 },
            username: person["user_id"]?.string ?? person["employee_no"]?.string, claims: claims)
    }
}
