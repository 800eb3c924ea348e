import JSON
import Periods
import PointsEngine
import TestServer
import TestClients
import Testing

/// What is told of a member who was changed: in the answer, and to who watches a board.
@Suite struct ChangedMemberTests {
    @Test func `the answer holds the new team though the clock goes on`() throws {
        let laurel = try ServerHarness()
        laurel.clock.run(by: 1_000)
        let member = try laurel.admin.get("/members/wang.wei")
        let answer = try laurel.admin.patch("/members/wang.wei", ["team": "west"], etag: member.etag)
        #expect(answer.json["team"]?["id"]?.string == "west", "\(answer.text)")
        #expect(answer.json["teams"]?.array?.compactMap { $0["team"]?["id"]?.string } == ["east-2", "west"])
    }

    @Test func `a dated move is in the answer`() throws {
        let laurel = try ServerHarness()
        let answer = try laurel.admin.patch("/members/wang.wei", ["team": "west", "at": "2026-12-01"], etag: laurel.admin.get("/members/wang.wei").etag)
        #expect(answer.json["team"]?["id"]?.string == "east-2")
        #expect(answer.json["teams"]?.array?.last?["team"]?["id"]?.string == "west", "\(answer.text)")
        #expect(answer.json["teams"]?.array?.last?["from"]?.string == "2026-11-30T16:00:00Z")
        #expect(try laurel.admin.get("/members/wang.wei").json["teams"] == answer.json["teams"])
    }

    @Test func `frames carry the time of the change`() throws {
        let laurel = try ServerHarness(), crm = try laurel.token(["activities:write"])
        #expect(try crm.post("/activities", Sample.sale("A", of: "wang.wei", amount: 8_000)).status == 201)
        let viewer = try FeedClient(laurel, laurel.director)
        try viewer.send(["subscribe": "b", "board": "points-month", "window": ["top": 20]])
        #expect(try viewer.next("snapshot")["at"]?.int64 == laurel.clock.now.milliseconds)
        let changes: [JSONValue] = [["name": "王大伟"], ["team": "west"], ["left": "2026-11-20T02:00:01Z"]]
        for change in changes {
            laurel.advance(to: laurel.clock.now.adding(seconds: 60))
            #expect(try laurel.admin.patch("/members/wang.wei", change, etag: laurel.admin.get("/members/wang.wei").etag).status == 200)
            #expect(try viewer.next("change")["at"]?.int64 == laurel.clock.now.milliseconds, "\(change)")
        }
    }
}
