import JSON
import PointsEngine
import TestServer
import TestClients
import Testing

/// The rule for what is named by an id: what somebody may not even look at is, for them, not there; every answer is that of an id
/// which nobody has. What they look at and may not do is 403.
@Suite struct UnseenTests {
    /// A call about a thing, with the letters of who asks: rep li.na (east-1), manager chen.jie (east-1), manager liu.yang (west),
    /// director, finance, administrator. `0`: as if it were not; `3`: may not; `+`: anything else.
    private struct Row {
        let method: String
        /// `*` stands for the thing.
        let path: String
        let thing: String
        let body: JSONValue?
        let expected: String
    }

    private static let rows = [
        Row(method: "GET", path: "/activities/one?source=/crm&id=*", thing: "A-far", body: nil, expected: "00++++"),
        Row(method: "GET", path: "/activities/one?source=/crm&id=*", thing: "A-team", body: nil, expected: "0+0+++"),
        Row(method: "GET", path: "/activities/one?source=/crm&id=*", thing: "A-own", body: nil, expected: "++0+++"),
        Row(method: "POST", path: "/redemptions/*/cancel", thing: "far", body: [:], expected: "00++++"),
        Row(method: "POST", path: "/redemptions/*/cancel", thing: "team", body: [:], expected: "0+0+++"),
        // Whoever hands nothing out asks for nothing: no id is looked up.
        Row(method: "POST", path: "/redemptions/*/fulfil", thing: "far-2", body: [:], expected: "303333"),
        Row(method: "POST", path: "/approvals/*", thing: "far-3", body: ["approve": true], expected: "30++++"),
        Row(method: "POST", path: "/approvals/*", thing: "team-3", body: ["approve": true], expected: "3+0+++"),
        // One's own is seen, and is not for oneself to decide.
        Row(method: "POST", path: "/approvals/*", thing: "manager-3", body: ["approve": true], expected: "330+++"),
        Row(method: "DELETE", path: "/sessions/*", thing: "session", body: nil, expected: "000000"),
    ]

    private func office() throws -> ServerHarness {
        let laurel = try ServerHarness()
        try laurel.offer("mug", cost: 600)
        for member in ["li.na", "zhou.xiaotong", "ma.chao", "chen.jie"] { try laurel.give(40_000, to: member) }
        for (id, member) in [("far", "ma.chao"), ("far-2", "ma.chao"), ("far-3", "ma.chao"), ("team", "zhou.xiaotong"), ("team-3", "zhou.xiaotong"), ("manager-3", "chen.jie")] {
            try laurel.redeem(id, "mug", by: member)
        }
        let crm = try laurel.token(["activities:write"])
        for (id, member) in [("A-far", "ma.chao"), ("A-team", "zhou.xiaotong"), ("A-own", "li.na")] {
            #expect(try crm.post("/activities", Sample.sale(id, of: member, amount: 1_000)).status == 201)
        }
        return laurel
    }

    private func ask(_ row: Row, _ thing: String, _ caller: TestCaller) throws -> HTTPClient.Response {
        let path = row.path.replacing("*", with: thing)
        return row.method == "GET" ? try caller.get(path) : try caller.send(row.method, path, row.body?.bytes)
    }

    @Test func `what somebody may not see answers as if it were not`() throws {
        let laurel = try office()
        let session = try #require(laurel.browser("wang.wei").get("/sessions").items[0]["id"]?.string)
        let callers = try [laurel.rep, laurel.manager, laurel.browser("liu.yang"), laurel.director, laurel.finance, laurel.admin]
        for row in Self.rows {
            let found = try String(callers.map { caller -> Character in
                let answer = try ask(row, row.thing == "session" ? session : row.thing, caller), none = try ask(row, "nobody-has-this", caller)
                if answer.status == none.status, answer.body == none.body { return answer.status == 404 ? "0" : answer.status == 403 ? "3" : "!" }
                return answer.status == 404 ? "!" : answer.status == 403 ? "3" : "+"
            })
            #expect(found == row.expected, "\(row.method) \(row.path) \(row.thing)")
        }
    }
}
