import Identity
import JSON

/// Who may make which call about whose things: a line a call and object, a letter a caller.
///
/// The callers, in this order: nobody · rep li.na (team east-1) · manager chen.jie (east-1) · manager liu.yang (west) · director zhao.lei ·
/// finance qian.hong · administrator · then tokens with the scope `activities:write`, `members:write`, `read`, `admin`.
/// The letters: `+` may (whatever else the answer is), `1` is not signed in (401), `3` may not (403), `0` is answered as if it
/// were not there (404), where others are told more.
enum RightsMatrix {
    struct Row {
        let method: String
        /// The pattern of the route.
        let route: String
        /// What is asked for; the pattern itself where that has no parameters.
        let path: String
        let body: JSONValue?
        let expected: String

        init(_ method: String, _ route: String, _ path: String? = nil, _ body: JSONValue? = nil, _ expected: String) {
            (self.method, self.route, self.path, self.body, self.expected) = (method, route, path ?? route, body, expected)
        }
    }

    /// Ends the session of whoever may make it: goes to a server of its own.
    static let signOut = Row("DELETE", "/session", "1++++++3331")

    /// Takes the tokens away from all who come after: another server of its own.
    static let revokeAll = Row("DELETE", "/tokens", "133333+1111")

    static let rows: [Row] = session + accounts + configuration + requests + appraisals + targets + webhooks + people + programme + customers + points + activities + boards + rules + reports + operation

    private static let session = [
        Row("GET", "/session", "1++++++3311"),
        Row("POST", "/session", nil, [:], "+++++++33++"),
        Row("PATCH", "/session", nil, ["language": "xx"], "1++++++3331"),
        Row("POST", "/session/password", nil, [:], "1++++++3331"),
        Row("GET", "/sessions", "1++++++3331"),
        Row("DELETE", "/sessions", "1++++++3331"),
        Row("DELETE", "/sessions/{id}", "/sessions/none", nil, "1++++++3331"),
        Row("POST", "/session/begin", nil, [:], "+++++++33++"),
        Row("POST", "/session/finish", nil, [:], "+++++++33++"),
        Row("POST", "/session/logout", nil, nil, "00000003300"),
        Row("GET", "/session/second-factor", "1++++++3331"),
        Row("POST", "/session/second-factor", nil, ["password": 5], "1++++++3331"),
        Row("POST", "/session/second-factor/confirm", nil, [:], "1++++++3331"),
        Row("POST", "/session/second-factor/codes", nil, [:], "1++++++3331"),
        Row("POST", "/session/second-factor/end", nil, [:], "1++++++3331"),
        Row("POST", "/setup", nil, [:], "+++++++33++"),
        Row("POST", "/setup/check", nil, [:], "+++++++33++"),
    ]

    private static let accounts = [
        Row("GET", "/users", "133333+333+"),
        Row("POST", "/users", nil, [:], "133333+333+"),
        Row("POST", "/users/{name}/reset", "/users/ma.chao/reset", [:], "133333+333+"),
        Row("PATCH", "/users/{name}", "/users/ma.chao", [:], "133333+333+"),
        Row("PATCH", "/users/{name}", "/users/admin", [:], "1333333333+"),
        Row("GET", "/users/{name}/sessions", "/users/ma.chao/sessions", nil, "133333+333+"),
        Row("DELETE", "/users/{name}/sessions", "/users/ma.chao/sessions", nil, "133333+333+"),
        Row("DELETE", "/users/{name}/sessions/{id}", "/users/ma.chao/sessions/none", nil, "133333+333+"),
        Row("DELETE", "/users/{name}/second-factor", "/users/nobody/second-factor", nil, "133333+333+"),
        Row("GET", "/settings/sign-in", "133333+333+"),
        Row("PUT", "/settings/sign-in", nil, [:], "133333+333+"),
        Row("POST", "/settings/sign-in/check", nil, nil, "133333+333+"),
        Row("GET", "/tokens", "133333+333+"),
        Row("POST", "/tokens", nil, [:], "133333+333+"),
        Row("DELETE", "/tokens/{id}", "/tokens/none", nil, "133333+333+"),
        Row("POST", "/clock/accept", nil, [:], "133333+333+"),
    ]

    private static let webhooks = [
        Row("GET", "/webhooks", "133333+333+"),
        Row("POST", "/webhooks", nil, [:], "133333+333+"),
        Row("GET", "/webhooks/{id}", "/webhooks/none", nil, "133333+333+"),
        Row("PUT", "/webhooks/{id}", "/webhooks/none", [:], "133333+333+"),
        Row("DELETE", "/webhooks/{id}", "/webhooks/none", nil, "133333+333+"),
        Row("POST", "/webhooks/{id}/secret", "/webhooks/none/secret", [:], "133333+333+"),
        Row("POST", "/webhooks/{id}/test", "/webhooks/none/test", [:], "133333+333+"),
        Row("POST", "/webhooks/{id}/send", "/webhooks/none/send", [:], "133333+333+"),
        Row("POST", "/webhooks/{id}/deliveries/{delivery}/send", "/webhooks/none/deliveries/1/send", [:], "133333+333+"),
        Row("GET", "/unsubscribe", "/unsubscribe?account=li.na&subject=points&token=x", nil, "00000003300"),
        Row("POST", "/unsubscribe", "/unsubscribe?account=li.na&subject=points&token=x", nil, "00000000000"),
        Row("GET", "/hooks", "133333+333+"),
        Row("POST", "/hooks", nil, [:], "133333+333+"),
        Row("POST", "/hooks/{name}", "/hooks/none", [:], "+++++++++++"),
        Row("GET", "/hooks/{id}", "/hooks/none", nil, "133333+333+"),
        Row("PUT", "/hooks/{id}", "/hooks/none", [:], "133333+333+"),
        Row("DELETE", "/hooks/{id}", "/hooks/none", nil, "133333+333+"),
        Row("POST", "/hooks/{id}/secret", "/hooks/none/secret", [:], "133333+333+"),
        Row("POST", "/hooks/{id}/replay", "/hooks/none/replay", [:], "133333+333+"),
        Row("POST", "/hooks/{id}/try", "/hooks/none/try", [:], "133333+333+"),
        Row("GET", "/hooks/{id}/receipts", "/hooks/none/receipts", nil, "133333+333+"),
        Row("POST", "/hooks/{id}/receipts/{receipt}/replay", "/hooks/none/receipts/1/replay", [:], "133333+333+"),
        Row("DELETE", "/hooks/{id}/receipts/{receipt}", "/hooks/none/receipts/1", nil, "133333+333+"),
        Row("GET", "/webhooks/{id}/attempts", "/webhooks/none/attempts", nil, "133333+333+"),
    ]

    private static let configuration = [
        Row("GET", "/tiers", "1++++++33++"),
        Row("POST", "/tiers", nil, [:], "13+++++333+"),
        Row("POST", "/tiers/preview", nil, [:], "13+++++333+"),
        Row("PUT", "/tiers/{id}", "/tiers/basic", [:], "13+++++333+"),
        Row("DELETE", "/tiers/{id}", "/tiers/premier", nil, "13+++++333+"),
        Row("GET", "/rewards", "1++++++33++"),
        Row("GET", "/rewards", "/rewards?archived=true", nil, "13+++++33++"),
        Row("POST", "/rewards", nil, [:], "13+++++333+"),
        Row("PUT", "/rewards/{id}", "/rewards/mug", [:], "13+++++333+"),
        Row("PUT", "/rewards/{id}/wish", "/rewards/mug/wish", ["wanted": true], "1+++++33333"),
        Row("POST", "/rewards/{id}/archive", "/rewards/mug/archive", ["archived": false], "13+++++333+"),
    ]

    /// The requests are those of li.na (`own`), of a colleague (`team`), of somebody elsewhere (`far`), of the manager and the director.
    private static let requests = [
        Row("GET", "/redemptions", "1++++++33++"),
        Row("GET", "/redemptions", "/redemptions?member=li.na", nil, "1++3+++33++"),
        Row("GET", "/redemptions", "/redemptions?member=zhou.xiaotong", nil, "13+3+++33++"),
        Row("GET", "/redemptions", "/redemptions?member=ma.chao", nil, "133++++33++"),
        Row("POST", "/redemptions", nil, ["reward": "none"], "1+++++3333+"),
        Row("GET", "/redemptions/{id}/answers", "/redemptions/own/answers", nil, "10000003330"),
        Row("POST", "/redemptions/{id}/cancel", "/redemptions/own/cancel", [:], "1++0+++333+"),
        Row("POST", "/redemptions/{id}/cancel", "/redemptions/team/cancel", [:], "10+0+++333+"),
        Row("POST", "/redemptions/{id}/cancel", "/redemptions/far/cancel", [:], "100++++333+"),
        Row("POST", "/redemptions/{id}/fulfil", "/redemptions/fulfilled/fulfil", [:], "13+0+++333+"),
        Row("POST", "/redemptions/{id}/fulfil", "/redemptions/fulfilled-far/fulfil", [:], "130++++333+"),
        Row("GET", "/approvals", "13+++++33++"),
        Row("POST", "/approvals/{id}", "/approvals/decide-team", ["approve": true], "13+0+++333+"),
        Row("POST", "/approvals/{id}", "/approvals/decide-far", ["approve": true], "130++++333+"),
        Row("POST", "/approvals/{id}", "/approvals/decide-manager", ["approve": true], "1330+++333+"),
        Row("POST", "/approvals/{id}", "/approvals/decide-director", ["approve": true], "13003++333+"),
        Row("POST", "/approvals/{id}", "/approvals/decide-large", ["approve": true], "1330+++333+"),
        Row("GET", "/members/{id}/authority", "/members/li.na/authority", nil, "13+3+++33++"),
        Row("GET", "/members/{id}/authority", "/members/chen.jie/authority", nil, "1333+++33++"),
        Row("POST", "/adjustments", nil, ["member": "li.na", "points": 1, "reason": "a good deed"], "13+3+++333+"),
        Row("POST", "/adjustments", nil, ["member": "ma.chao", "points": 1, "reason": "a good deed"], "133++++333+"),
        Row("POST", "/adjustments", nil, ["member": "chen.jie", "points": 1, "reason": "a good deed"], "1333+++333+"),
        Row("POST", "/questions", nil, ["about": ["kind": "board", "id": "points-month/2026-11"], "text": "Why?"], "1+++++33333"),
        Row("GET", "/questions", "1++++++33++"),
        Row("GET", "/questions", "/questions?member=ma.chao", nil, "13+++++33++"),
        Row("GET", "/questions/{id}", "/questions/none", nil, "10000003300"),
        Row("POST", "/questions/{id}/answer", "/questions/none/answer", ["text": "So."], "10000003330"),
        Row("POST", "/questions/{id}/reopen", "/questions/none/reopen", ["text": "No."], "10000003330"),
        Row("POST", "/questions/{id}/close", "/questions/none/close", [:], "10000003330"),
        Row("POST", "/questions/{id}/pass", "/questions/none/pass", ["to": "liu.yang"], "10000003330"),
        Row("POST", "/recognitions", nil, ["member": "li.na", "title": "thanks"], "13+3+++333+"),
        Row("POST", "/recognitions", nil, ["member": "ma.chao", "title": "thanks", "points": 5], "133++++333+"),
    ]

    /// Of a sheet that is not there; who may take which step of one that is has a test of its own.
    private static let appraisals = [
        Row("GET", "/appraisals", "1++++++333+"),
        Row("GET", "/appraisals/grades", "/appraisals/grades?period=2026-Q4", nil, "1333+++333+"),
        Row("GET", "/appraisals/{id}", "/appraisals/none", nil, "10000003330"),
    ] + ["comment", "rate", "confirm", "sign", "object"].map {
        Row("POST", "/appraisals/{id}/\($0)", "/appraisals/none/\($0)", ["comment": "x"], "10000003330")
    }

    private static let targets = [
        Row("GET", "/targets", "1++++++33++"),
        Row("GET", "/targets/attainment", "1++++++33++"),
        Row("GET", "/targets/split", "/targets/split?of=member:li.na&metric=revenue&period=2026", nil, "13+3+++33++"),
        Row("GET", "/targets/split", "/targets/split?of=team:west&metric=revenue&period=2026", nil, "13+++++33++"),
        Row("PUT", "/targets", nil, target("member", "li.na"), "13+3+++333+"),
        Row("PUT", "/targets", nil, target("member", "ma.chao"), "133++++333+"),
        Row("PUT", "/targets", nil, target("member", "chen.jie"), "1333+++333+"),
        Row("PUT", "/targets", nil, target("team", "east-1"), "13+3+++333+"),
        Row("PUT", "/targets", nil, target("team", "west"), "133++++333+"),
    ]

    private static func target(_ kind: String, _ id: String) -> JSONValue {
        ["targets": [["owner": ["kind": .string(kind), "id": .string(id)], "metric": "revenue", "period": "2026-12", "value": 100]]]
    }

    /// Changes carry a stale ETag: whoever may make them is told so.
    private static let people = [
        Row("GET", "/members", "1++++++33++"),
        Row("GET", "/members/{id}", "/members/ma.chao", nil, "1++++++33++"),
        Row("POST", "/members", nil, ["id": "new.east", "name": "New", "team": "east-1"], "13+3+++3+3+"),
        Row("POST", "/members", nil, ["id": "new.west", "name": "New", "team": "west"], "133++++3+3+"),
        Row("POST", "/members", nil, ["id": "new.manager", "name": "New", "role": "manager"], "1333+++3+3+"),
        Row("POST", "/members", nil, ["id": "new.director", "name": "New", "role": "director"], "13333++333+"),
        Row("POST", "/members", nil, ["id": "new.admin", "name": "New", "role": "admin"], "133333+333+"),
        Row("PATCH", "/members/{id}", "/members/li.na", ["name": "Li Na"], "13+3+++3+3+"),
        Row("PATCH", "/members/{id}", "/members/ma.chao", ["name": "Ma Chao"], "133++++3+3+"),
        Row("PATCH", "/members/{id}", "/members/li.na", ["team": "west"], "1333+++3+3+"),
        Row("PATCH", "/members/{id}", "/members/chen.jie", ["role": "rep"], "1333+++3+3+"),
        Row("PATCH", "/members/{id}", "/members/li.na", ["role": "admin"], "133333+333+"),
        Row("PATCH", "/members/{id}", "/members/zhao.lei", ["name": "Zhao"], "1333+++333+"),
        Row("PATCH", "/members/{id}", "/members/zhao.lei", ["team": "west"], "13333++333+"),
        Row("PATCH", "/members/{id}", "/members/chen.jie", ["team": "west"], "1333+++3+3+"),
        Row("PATCH", "/members/{id}", "/members/li.na", ["team": .null], "1333+++3+3+"),
        Row("PATCH", "/members/{id}", "/members/qian.hong", ["name": "Qian"], "13333++333+"),
        Row("PATCH", "/members/{id}", "/members/zhao.lei", ["role": "finance"], "133333+333+"),
        Row("GET", "/teams", "1++++++33++"),
        Row("POST", "/teams", nil, [:], "1333+++3+3+"),
        Row("PATCH", "/teams/{id}", "/teams/east", ["name": "East"], "1333+++3+3+"),
    ]

    private static let programme = [
        Row("GET", "/members/{id}/badges", "/members/ma.chao/badges", nil, "1++++++33++"),
        Row("POST", "/members/{id}/badges/withdraw", "/members/li.na/badges/withdraw", [:], "13333++333+"),
        Row("PUT", "/members/{id}/leave", "/members/li.na/leave", leave, "13+3+++3+3+"),
        Row("PUT", "/members/{id}/leave", "/members/ma.chao/leave", leave, "133++++3+3+"),
        Row("PUT", "/members/{id}/leave", "/members/chen.jie/leave", leave, "1333+++3+3+"),
        Row("PUT", "/members/{id}/deputy", "/members/chen.jie/deputy", ["deputy": .null], "13+3+++333+"),
        Row("PUT", "/members/{id}/deputy", "/members/zhao.lei/deputy", ["deputy": .null], "1333+++333+"),
        Row("POST", "/pictures", "1++++++333+"),
        Row("PUT", "/members/{id}/picture", "/members/li.na/picture", ["picture": .null], "1++3+++333+"),
        Row("PUT", "/members/{id}/picture", "/members/ma.chao/picture", ["picture": .null], "133++++333+"),
        Row("PUT", "/members/{id}/picture", "/members/chen.jie/picture", ["picture": .null], "13+3+++333+"),
        Row("GET", "/kudos", "1++++++33++"),
        Row("POST", "/kudos", nil, ["to": "sun.li", "reason": "none"], "1+++++33333"),
        Row("POST", "/kudos/{id}/clap", "/kudos/none/clap", nil, "10000033333"),
        Row("POST", "/kudos/{id}/hide", "/kudos/none/hide", ["reason": "rude"], "13000003330"),
        Row("GET", "/notices", "1++++++333+"),
        Row("POST", "/notices/read", nil, [:], "1+++++33333"),
        Row("GET", "/me/preferences", "1++++++333+"),
        Row("PUT", "/me/preferences", nil, [:], "1+++++33333"),
        Row("POST", "/screens", "+++++++33++"),
        Row("POST", "/screens/confirm", nil, [:], "133333+333+"),
        Row("GET", "/screens", "133333+333+"),
        Row("GET", "/screens/{id}", "/screens/none", nil, "00000003300"),
        Row("DELETE", "/screens/{id}", "/screens/none", nil, "133333+333+"),
    ]

    private static let leave: JSONValue = ["from": "2026-11-23", "until": "2026-11-24"]

    /// Acme is li.na's, Sea is ma.chao's, Nobody is nobody's.
    private static let customers = [
        Row("GET", "/customers", "1++++++33++"),
        Row("GET", "/customers/{id}", "/customers/Acme", nil, "1++0+++33++"),
        Row("GET", "/customers/{id}", "/customers/Sea", nil, "100++++33++"),
        Row("GET", "/customers/{id}", "/customers/Nobody", nil, "10+++++33++"),
        Row("GET", "/customers/{id}/activities", "/customers/Acme/activities", nil, "1++0+++33++"),
        Row("GET", "/customers/{id}/activities", "/customers/Sea/activities", nil, "100++++33++"),
        Row("POST", "/customers", nil, ["id": "East", "owner": "zhou.xiaotong"], "13+3+++3+3+"),
        Row("POST", "/customers", nil, ["id": "West", "owner": "ma.chao"], "133++++3+3+"),
        Row("PATCH", "/customers/{id}", "/customers/Acme", ["potential": 1], "13+0+++3+3+"),
        Row("PATCH", "/customers/{id}", "/customers/Sea", ["potential": 1], "130++++3+3+"),
        Row("PATCH", "/customers/{id}", "/customers/Acme", ["owner": "ma.chao"], "1330+++3+3+"),
        Row("PUT", "/customers/{id}/class", "/customers/Acme/class", ["class": "A", "reason": "to be"], "13+0+++333+"),
        Row("PUT", "/customers/{id}/class", "/customers/Sea/class", ["class": "A", "reason": "to be"], "130++++333+"),
        Row("POST", "/customers/{id}/merge", "/customers/East/merge", ["into": "Acme"], "13+0+++3+3+"),
        Row("POST", "/customers/{id}/merge", "/customers/Acme/merge", ["into": "Sea"], "1300+++3+3+"),
    ]

    private static let points = [
        Row("GET", "/members/{id}/balance", "/members/me/balance", nil, "1++++++33++"),
        Row("GET", "/members/{id}/balance", "/members/li.na/balance", nil, "1++3+++33++"),
        Row("GET", "/members/{id}/balance", "/members/zhou.xiaotong/balance", nil, "13+3+++33++"),
        Row("GET", "/members/{id}/balance", "/members/ma.chao/balance", nil, "133++++33++"),
        Row("GET", "/members/{id}/statement", "/members/li.na/statement", nil, "1++3+++33++"),
        Row("GET", "/members/{id}/statement", "/members/zhou.xiaotong/statement", nil, "13+3+++33++"),
        Row("GET", "/members/{id}/statement", "/members/ma.chao/statement", nil, "133++++33++"),
        Row("GET", "/members/{id}/statement", "/members/ma.chao/statement?format=csv", nil, "133++++33++"),
    ]

    /// Names of nothing: who may is told so.
    private static let operation = [
        Row("GET", "/members/{id}/export", "/members/li.na/export", nil, "133333+333+"),
        Row("POST", "/members/{id}/forget", "/members/none/forget", [:], "133333+333+"),
        Row("GET", "/system", "133333+333+"),
        Row("POST", "/system/backups", nil, [:], "133333+333+"),
        Row("GET", "/system/backups/{name}", "/system/backups/laurel-20240105T060000Z.db", nil, "133333+333+"),
        Row("POST", "/system/restores", nil, [:], "133333+333+"),
        Row("PUT", "/system/restores/{id}", "/system/restores/none", [:], "133333+333+"),
        Row("POST", "/system/restores/{id}/check", "/system/restores/none/check", [:], "133333+333+"),
        Row("POST", "/system/restores/{id}/apply", "/system/restores/none/apply", [:], "133333+333+"),
    ]

    /// `A-1` is about ma.chao, in the west: who may not look at it is told that there is nothing (a test of its own).
    private static let activities = [
        Row("POST", "/activities", nil, [:], "1+++++++33+"),
        Row("GET", "/activities/preview", "1++++++33++"),
        Row("GET", "/activities/manual", "1++++++33++"),
        Row("POST", "/activities/preview", nil, ["type": "sale.won", "subject": "li.na", "data": ["amount": 5]], "1+3333333++"),
        Row("GET", "/activities", "/activities?member=li.na", nil, "1++3+++33++"),
        Row("GET", "/activities", "/activities?member=zhou.xiaotong", nil, "13+3+++33++"),
        Row("GET", "/activities", "/activities?member=ma.chao", nil, "133++++33++"),
        Row("GET", "/activities/one", "/activities/one?source=/crm&id=A-1", nil, "100++++33++"),
    ]

    private static let boards = [
        Row("GET", "/boards", "1++++++33++"),
        Row("GET", "/boards/{id}", "/boards/points-month", nil, "1++++++33++"),
        Row("GET", "/boards/{id}", "/boards/points-month?scope=team:east-1", nil, "1++++++33++"),
        Row("GET", "/boards/{id}", "/boards/points-month?scope=team:west", nil, "13+++++33++"),
    ]

    private static let rules = [
        Row("GET", "/honours", "1++++++33++"),
        Row("GET", "/campaigns", "1++++++33++"),
        Row("GET", "/campaigns/{id}", "/campaigns/none", nil, "1++++++33++"),
        Row("PUT", "/campaigns/{id}", "/campaigns/none", [:], "13+++++333+"),
        Row("POST", "/campaigns/{id}/try", "/campaigns/none/try", [:], "13+++++33++"),
        Row("POST", "/campaigns/{id}/end", "/campaigns/none/end", ["reason": "x"], "13+++++333+"),
        Row("POST", "/campaigns/{id}/extend", "/campaigns/none/extend", ["reason": "x", "until": "2027-01-01"], "13+++++333+"),
        Row("GET", "/celebrations", "1++++++33++"),
        Row("GET", "/openapi.json", "+++++++33++"),
        Row("GET", "/rules", "1++++++33++"),
        Row("GET", "/rules/files", "13+++++33++"),
        Row("POST", "/rules/check", nil, [:], "13+++++33++"),
        Row("POST", "/rules/backtest", nil, [:], "13+++++33++"),
        Row("POST", "/rules/publish", nil, [:], "13+++++333+"),
        Row("POST", "/rules/rejudge", nil, [:], "133333+333+"),
        Row("GET", "/rules/rejudge", "133333+333+"),
        Row("GET", "/rules/versions", "13+++++33++"),
        Row("GET", "/rules/waiting", "13+++++33++"),
        Row("POST", "/rules/edit", nil, [:], "13+++++33++"),
        Row("GET", "/rules/drafts", "13+++++33++"),
        Row("POST", "/rules/drafts", nil, [:], "13+++++333+"),
        Row("GET", "/rules/drafts/{id}", "/rules/drafts/none", nil, "13+++++33++"),
        Row("PUT", "/rules/drafts/{id}", "/rules/drafts/none", [:], "13+++++333+"),
        Row("DELETE", "/rules/drafts/{id}", "/rules/drafts/none", nil, "13+++++333+"),
        Row("GET", "/imports", "133333+333+"),
        Row("POST", "/imports", nil, [:], "133333+333+"),
        Row("POST", "/imports/look", nil, [:], "133333+333+"),
        Row("PUT", "/imports/maps/{name}", "/imports/maps/none", [:], "133333+333+"),
        Row("DELETE", "/imports/maps/{name}", "/imports/maps/none", nil, "133333+333+"),
    ]

    private static let reports = [
        Row("GET", "/insights", "1++++++33++"),
        Row("GET", "/insights", "/insights?for=team", nil, "13+++++33++"),
        Row("GET", "/insights", "/insights?for=rules", nil, "13+++++33++"),
        Row("GET", "/insights", "/insights?for=audit", nil, "13333++33++"),
        Row("POST", "/insights/{id}/dismiss", "/insights/~\(Base64URL.encode(Array("team/li.na/questions".utf8)))/dismiss", ["reason": "seen"], "13+3+++333+"),
        Row("POST", "/insights/{id}/dismiss", "/insights/~\(Base64URL.encode(Array("audit/burst/x".utf8)))/dismiss", ["reason": "seen"], "13333++333+"),
        Row("GET", "/reports-of-abuse", "+++++++++++"),
        Row("POST", "/reports-of-abuse", nil, [:], "+++++++++++"),
        Row("POST", "/reports-of-abuse/lookup", nil, [:], "+++++++++++"),
        Row("POST", "/audit/check", nil, [:], "13333++333+"),
        Row("POST", "/audit/key", nil, [:], "13333++333+"),
        Row("POST", "/audit/reports/open", nil, [:], "13333++333+"),
        Row("POST", "/audit/reports/answer", nil, [:], "13333++333+"),
        Row("GET", "/reports/{report}", "/reports/earned?from=2026-11-01&to=2026-12-01", nil, "13+++++33++"),
        Row("GET", "/reports/{report}", "/reports/liability", nil, "13+++++33++"),
        Row("GET", "/audit", "13333++333+"),
        Row("POST", "/clock/accept", nil, [:], "133333+333+"),
        Row("GET", "/exports/{file}", "/exports/entries.csv", nil, "133333+33++"),
    ]
}

extension RightsMatrix.Row {
    init(_ method: String, _ route: String, _ expected: String) { self.init(method, route, nil, nil, expected) }
}
