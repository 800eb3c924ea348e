import JSON
import TestClients
import TestServer
import Testing

@Suite("Notices over HTTP") struct NoticeTests {
    private let laurel: ServerHarness

    init() throws { laurel = try ServerHarness() }

    private func thank(_ reason: String = "help") throws {
        #expect(try laurel.browser("ma.chao").post("/kudos", ["to": "li.na", "reason": .string(reason)]).status == 201)
    }

    @Test func `are read one by one, up to one, or all`() throws {
        try thank()
        try thank("teamwork")
        let notices = try laurel.rep.get("/notices").items
        #expect(notices.map { $0["reason"]?.string } == ["teamwork", "help"] && notices.allSatisfy { $0["read"]?.bool == false })
        let older = try #require(notices[1]["id"])
        #expect(try laurel.rep.post("/notices/read", ["ids": [older]]).status == 204)
        #expect(try laurel.rep.get("/notices").items.map { $0["read"]?.bool } == [false, true])
        #expect(try laurel.rep.post("/notices/read", ["through": older]).status == 204)
        #expect(try laurel.rep.get("/notices").json["unread"]?.int64 == 1)
        #expect(try laurel.rep.post("/notices/read", [:]).status == 204)
        #expect(try laurel.rep.get("/notices").json["unread"]?.int64 == 0)
        expectRefusal(try laurel.browser("ma.chao").post("/notices/read", ["ids": [older]]), 404, "not-found")
    }

    @Test func `are those that are wanted`() throws {
        let usual = try laurel.rep.get("/me/preferences").json
        #expect(usual["digest"]?.string == "daily" && usual["notices"]?["kudos"]?.string == "on")
        let changed = try laurel.rep.put("/me/preferences", ["notices": ["kudos": "off"], "digest": "weekly"])
        #expect(changed.json["notices"]?["kudos"]?.string == "off" && changed.json["digest"]?.string == "weekly", "\(changed.text)")
        try thank()
        #expect(try laurel.rep.get("/notices").items.isEmpty)
        expectRefusal(try laurel.rep.put("/me/preferences", ["notices": ["digest": "on"]]), 422, "malformed", at: "/notices/digest")
        expectRefusal(try laurel.rep.put("/me/preferences", ["notices": ["kudos": "maybe"]]), 422, "malformed", at: "/notices/kudos")
    }

    @Test func `come page by page`() throws {
        try thank()
        try thank("teamwork")
        let first = try laurel.rep.get("/notices?limit=1").json
        let next = try #require(first["next"]?.string)
        let second = try laurel.rep.get("/notices?limit=1&after=\(next)").json
        #expect(second["items"]?[0]?["reason"]?.string == "help" && second["next"] == .null)
    }
}
