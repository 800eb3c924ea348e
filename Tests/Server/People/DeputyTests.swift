import JSON
import TestClients
import TestServer
import Testing

@Suite("Deputies over HTTP") struct DeputyTests {
    private let laurel: ServerHarness

    init() throws {
        laurel = try ServerHarness()
        try laurel.offer("phone", cost: 4_000)
        try laurel.give(5_000, to: "li.na")
        try laurel.redeem("wanted", "phone", by: "li.na")
    }

    private func name(_ deputy: JSONValue, from: String = "2026-11-20", until: String = "2026-12-20") throws -> HTTPClient.Response {
        try laurel.manager.put("/members/me/deputy", ["deputy": deputy, "from": .string(from), "until": .string(until)])
    }

    @Test func `find what they decide in their queue, and for whom they did stands in the record`() throws {
        let deputy = try laurel.browser("liu.yang")
        #expect(try deputy.get("/approvals").items.isEmpty)
        expectRefusal(try deputy.post("/approvals/wanted", ["approve": true]), 404, "not-found")
        let named = try name("liu.yang")
        #expect(named.status == 200 && named.json["deputy"]?["member"]?["id"]?.string == "liu.yang", "\(named.text)")
        let waiting = try #require(try deputy.get("/approvals").items.first)
        #expect(waiting["deputy_for"]?["id"]?.string == "chen.jie")
        #expect(try deputy.get("/session").json["waiting"]?["approvals"]?.int64 == 1)
        #expect(try deputy.get("/notices").items.first?["kind"]?.string == "deputy")
        let decided = try deputy.post("/approvals/wanted", ["approve": true])
        #expect(decided.status == 200 && decided.json["decided"]?["for"]?["id"]?.string == "chen.jie", "\(decided.text)")
        #expect(try laurel.rep.get("/redemptions").items.first?["steps"]?.array?.last?["for"]?["id"]?.string == "chen.jie")
    }

    @Test func `end with the day, and when somebody says so`() throws {
        let deputy = try laurel.browser("liu.yang")
        _ = try name("liu.yang")
        #expect(try name(.null).json["deputy"] == .null)
        #expect(try deputy.get("/approvals").items.isEmpty)
        expectRefusal(try name("liu.yang", from: "2026-11-01", until: "2026-11-02"), 422, "bad-time", at: "/until")
        expectRefusal(try name("liu.yang", from: "soon"), 422, "bad-time", at: "/from")
        expectRefusal(try name("li.na"), 422, "malformed", at: "/deputy")
    }

    @Test func `are named by oneself, and by whoever stands above`() throws {
        #expect(try laurel.manager.get("/members/chen.jie").json["may"]?.array?.contains("deputy") == true)
        #expect(try laurel.director.put("/members/chen.jie/deputy", ["deputy": "liu.yang", "from": "2026-11-20", "until": "2026-12-20"]).status == 200)
        #expect(try laurel.browser("liu.yang").put("/members/chen.jie/deputy", ["deputy": .null]).status == 403)
        #expect(try laurel.rep.put("/members/chen.jie/deputy", ["deputy": .null]).status == 403)
        // Who stands in for whom is nobody's business but of those who see the leader's affairs.
        #expect(try laurel.rep.get("/members/chen.jie").json["deputy"] == nil)
    }
}
