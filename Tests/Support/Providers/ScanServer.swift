import Identity
import JSON
import Receivers
import Synchronization

/// The servers of WeCom, DingTalk and Feishu, as far as signing in goes: one of a test's own for all three.
package final class ScanServer: Sendable {
    private struct State {
        var codes: Set<String> = ["code-1"]
        var answers: [String: JSONObject] = [:]
    }

    private let receiver = Receiver()
    private let state = Mutex(State())

    package init() { receiver.answers { [weak self] request, _ in self?.answer(request) ?? .hangUp } }

    package var url: String { "http://127.0.0.1:\(receiver.port)" }
    package func stop() { receiver.stop() }
    /// Answers something else, by path.
    package func answers(_ path: String, _ json: JSONObject) { state.withLock { $0.answers[path] = json } }
    package func allow(_ code: String) { state.withLock { _ = $0.codes.insert(code) } }
    package func count(_ path: String) -> Int { receiver.received.count { $0.path.prefix { $0 != "?" } == path } }

    private func answer(_ request: Receiver.Request) -> Receiver.Answer {
        let parts = request.path.split(separator: "?", maxSplits: 1).map(String.init), path = parts[0], query = OpenIDServer.fields(parts.count > 1 ? parts[1] : "")
        let body = (try? JSONValue.parse(request.body))?.object ?? [:]
        if let instead = state.withLock({ $0.answers[path] }) { return json(instead) }
        switch path {
        case "/cgi-bin/gettoken":
            guard query["corpid"] == "corp", query["corpsecret"] == "s3cret" else { return json(["errcode": 40001, "errmsg": "invalid credential"]) }
            return json(["errcode": 0, "access_token": "app-token", "expires_in": 7200])
        case "/cgi-bin/auth/getuserinfo":
            guard query["access_token"] == "app-token", take(query["code"]) else { return json(["errcode": 40029, "errmsg": "invalid code"]) }
            return json(["errcode": 0, "errmsg": "ok", "userid": "li.na"])
        case "/cgi-bin/user/get": return json(["errcode": 60011, "errmsg": "no privilege"])
        case "/v1.0/oauth2/userAccessToken":
            guard body["clientId"] == "corp", body["clientSecret"] == "s3cret", body["grantType"] == "authorization_code", take(body["code"]?.string) else { return .status(400, body: #"{"code":"invalidParameter"}"#) }
            return json(["accessToken": "user-token", "expireIn": 7200])
        case "/v1.0/contact/users/me":
            return request.headers["x-acs-dingtalk-access-token"] == "user-token" ? json(["nick": "李娜", "unionId": "union-1", "openId": "open-1"]) : .status(403)
        case "/v1.0/oauth2/accessToken": return json(["accessToken": "app-token", "expireIn": 7200])
        case "/topapi/user/getbyunionid":
            guard query["access_token"] == "app-token", body["unionid"] == "union-1" else { return json(["errcode": 60121, "errmsg": "找不到该用户"]) }
            return json(["errcode": 0, "result": ["contact_type": 0, "userid": "li.na"]])
        case "/open-apis/authen/v2/oauth/token":
            guard body["client_id"] == "corp", body["client_secret"] == "s3cret", body["code_verifier"]?.string?.count == 43, take(body["code"]?.string) else { return json(["code": 20003, "error": "invalid_grant"]) }
            return json(["code": 0, "access_token": "user-token", "expires_in": 7200])
        case "/open-apis/authen/v1/user_info":
            guard request.headers["authorization"] == "Bearer user-token" else { return json(["code": 20005]) }
            return json(["code": 0, "data": ["open_id": "ou_1", "union_id": "on_1", "user_id": "li.na", "name": "李娜", "email": "somebody@example.net", "enterprise_email": "li.na@example.com"]])
        default: return .status(404)
        }
    }

    /// A code is good once.
    private func take(_ code: String?) -> Bool { state.withLock { $0.codes.remove(code ?? "") != nil } }

    private func json(_ object: JSONObject) -> Receiver.Answer { .status(200, body: String(decoding: JSONValue.object(object).bytes, as: UTF8.self)) }
}
