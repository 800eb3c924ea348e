import JSON
import Periods
import TestServer
import Testing

@Suite struct ClockTests {
    private let laurel: ServerHarness
    private let sale: JSONValue = [
        "specversion": "1.0", "id": "S-1", "source": "/crm", "type": "sale.won", "time": "2026-11-20T01:00:00Z", "subject": "li.na", "data": ["amount": 500, "customer": "Isdom"],
    ]

    init() throws {
        laurel = try ServerHarness(doubtsClock: true)
        laurel.clock.now = ServerHarness.start.adding(seconds: 365 * 86_400)
    }

    @Test func `what is sent while the clock is doubted is asked for again`() throws {
        let crm = try laurel.token(["activities:write"], sources: ["/crm"])
        let answer = try crm.post("/activities", sale)
        expectRefusal(answer, 503, "clock-doubted")
        #expect(answer.header("retry-after") != nil)
        let ready = try laurel.nobody.client.get("/readyz")
        #expect(ready.status == 503)
        #expect(ready.text.contains("clock-doubted"))
        laurel.clock.now = ServerHarness.start
        let again = try crm.post("/activities", sale)
        #expect(again.status == 201, "\(again.text)")
        #expect(try laurel.nobody.client.get("/readyz").status == 200)
    }

    @Test func `nobody is signed out and every page is told what is wrong`() throws {
        let clock = try laurel.rep.get("/session").json["clock"]
        #expect(clock?["reason"]?.string == "jumped")
        #expect(clock?["believed"]?.string == "2026-11-20T02:00:00Z")
        #expect(clock?["wall"]?.string == "2027-11-20T02:00:00Z")
        laurel.clock.now = ServerHarness.start
        #expect(try laurel.rep.get("/session").json["clock"] == nil)
    }

    @Test func `an administrator may believe it and the trail says so`() throws {
        expectRefusal(try laurel.finance.post("/clock/accept", [:]), 403, "not-permitted")
        let admin = try laurel.admin
        #expect(try admin.post("/clock/accept", [:]).status == 204)
        let session = try laurel.signIn(["zhou.xiaotong"]).first
        let rep = try laurel.caller(try #require(session))
        #expect(try rep.get("/session").json["clock"] == nil)
        #expect(laurel.runtime.state == .running)
    }

    @Test func `a clock that is not doubted cannot be accepted`() throws {
        laurel.clock.now = ServerHarness.start
        expectRefusal(try laurel.admin.post("/clock/accept", [:]), 409, "conflict")
    }
}
