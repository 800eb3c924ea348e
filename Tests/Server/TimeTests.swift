import JSON
import Periods
import TestServer
import TestClients
import Testing

/// Times that come in: nothing is older than 1970, and noon of the company's today is what a date alone means.
@Suite struct TimeTests {
    @Test func `what is older than 1970 is refused wherever it comes in`() throws {
        let laurel = try Shared.laurel, crm = try laurel.token(["activities:write"])
        expectRefusal(try crm.post("/activities", Sample.sale("old", of: "li.na", amount: 1, at: "1969-12-31T23:59:59Z")), 422, "bad-time")
        expectRefusal(try crm.post("/activities", Sample.sale("older", of: "li.na", amount: 1, at: "0001-01-01T00:00:00Z")), 422, "bad-time")
        expectRefusal(try laurel.admin.post("/members", ["id": "m", "name": "M", "joined": "1969-05-01"]), 422, "bad-time", at: "/joined")
        let etag = try laurel.admin.get("/members/ma.chao").etag
        expectRefusal(try laurel.admin.patch("/members/ma.chao", ["left": "1960-01-01"], etag: etag), 422, "bad-time", at: "/left")
        expectRefusal(try laurel.admin.patch("/members/ma.chao", ["team": "east", "at": "1960-01-01"], etag: etag), 422, "bad-time", at: "/at")
    }

    @Test func `noon of today is not in the future`() throws {
        let laurel = try ServerHarness(), crm = try laurel.token(["activities:write"])
        // 00:10 of 21 November in Shanghai.
        laurel.advance(to: try #require(Instant(rfc3339: "2026-11-20T16:10:00Z")))
        #expect(try crm.post("/activities", Sample.sale("noon", of: "li.na", amount: 100, at: "2026-11-21T04:00:00Z")).status == 201)
        expectRefusal(try crm.post("/activities", Sample.sale("later", of: "li.na", amount: 100, at: "2026-11-21T04:00:01Z")), 422, "in-the-future")
        expectRefusal(try crm.post("/activities", Sample.sale("next", of: "li.na", amount: 100, at: "2026-11-22T04:00:00Z")), 422, "in-the-future")
    }
}
