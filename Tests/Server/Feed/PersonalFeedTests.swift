import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import TestServer
import TestClients
import Testing

/// What one member is told, and what everyone celebrates, from the activity to the socket.
@Suite struct PersonalFeedTests {
    private let laurel: ServerHarness
    private let crm: TestCaller

    init() throws {
        let rules = try TestFolder()
        try rules.write("company.yaml", "{name: Telling, timezone: Asia/Shanghai, expiry_warnings: [P7D, P1D]}\n")
        try rules.write("metrics.yaml", "revenue: {title: {en: Revenue, zh-Hans: 销售额}, on: sale.won, sum: data.amount}\n")
        try rules.write("tiers.yaml", "- {id: silver, title: {en: Silver}, threshold: 100, window: quarter}\n- {id: gold, title: {en: Gold}, threshold: 5000, window: quarter, downgrade: one}\n")
        try rules.write("boards.yaml", "- {id: month, value: points, entrants: members, period: month, honours: [{rank: 1, title: {en: Champion}, points: 10}]}\n")
        try rules.write("points/sale.yaml", "{id: sale, on: sale.won, award: {expression: data.amount}, expires: {after: P10D}}\n")
        try rules.write("points/big.yaml", "{id: big, title: {en: Big deals}, on: deal.big, award: {expression: data.amount}, hold: {when: points > 1000, reason: large}}\n")
        try rules.write("points/goal.yaml", "{id: goal, on: laurel.target.reached, when: 'data.mark == 100 || data.mark == 50', award: {fixed: 50}, qualifying: false}\n")
        laurel = try ServerHarness(rules: rules.path)
        crm = try laurel.token(["activities:write"])
    }

    private func follow(_ feed: String, _ account: String = "li.na") throws -> FeedClient {
        let client = try FeedClient(laurel, laurel.browser(account))
        try client.send(["subscribe": "x", "feed": .string(feed)])
        _ = try client.next("snapshot")
        return client
    }

    private func report(_ id: String, _ type: String = "sale.won", amount: Int, of member: String = "li.na", at time: String = "2026-11-20T01:00:00Z") throws {
        let answer = try crm.post("/activities", Sample.activity(id, type, of: member, at: time, data: ["amount": .number(Decimal(amount))]))
        #expect(answer.status == 201, "\(answer.text)")
    }

    /// Items until one of this kind, which is the last.
    private func items(_ feed: FeedClient, until kind: String) throws -> [JSONValue] {
        var items = [try feed.next("item")]
        while items.last?["kind"]?.string != kind { items.append(try feed.next("item")) }
        return items
    }

    @Test func `what the same batch undid is not celebrated`() throws {
        let feed = try follow("celebrations")
        let sale = Sample.activity("U-1", "sale.won", of: "li.na", at: "2026-11-20T01:00:00Z", data: ["amount": 30])
        let other = Sample.activity("U-2", "sale.won", of: "zhou.xiaotong", at: "2026-11-20T01:00:00Z", data: ["amount": 20])
        #expect(try crm.post("/activities", .array([sale, Sample.reversal("U-1-", of: "U-1"), other])).status == 200)
        let told = try items(feed, until: "sale")
        #expect(told.last?["member"]?.string == "zhou.xiaotong", "\(told)")
        #expect(!told.contains { $0["member"]?.string == "li.na" }, "\(told)")
    }

    /// A batch of a caller may be written by several commits; of this one the reversal comes in the third.
    @Test func `however many commits it takes`() throws {
        let feed = try follow("celebrations")
        let sale = Sample.activity("U-1", "sale.won", of: "li.na", at: "2026-11-20T01:00:00Z", data: ["amount": 30])
        let between = (0..<600).map { Sample.activity("B-\($0)", "sale.won", of: "ma.chao", at: "2026-11-20T01:00:00Z", data: ["amount": 0]) }
        let other = Sample.activity("U-2", "sale.won", of: "zhou.xiaotong", at: "2026-11-20T01:00:00Z", data: ["amount": 20])
        #expect(try crm.post("/activities", .array([sale] + between + [Sample.reversal("U-1-", of: "U-1"), other])).status == 200)
        let told = try items(feed, until: "sale")
        #expect(told.last?["member"]?.string == "zhou.xiaotong", "\(told)")
    }

    @Test func `points that came and those that are about to expire`() throws {
        let feed = try follow("me")
        try report("A-1", amount: 300)
        let arrived = try items(feed, until: "tier")
        #expect(arrived.map { $0["kind"]?.string } == ["award", "tier"])
        #expect(arrived[0]["points"]?.int64 == 300 && arrived[1]["title"]?["en"]?.string == "Silver")
        #expect(arrived.map { $0["seq"]?.int64 } == [1, 2])
        laurel.advance(to: try #require(Instant(rfc3339: "2026-11-23T16:00:00Z")))
        let warning = try items(feed, until: "warning")
        #expect(warning.count == 1 && warning[0]["points"]?.int64 == 300)
        #expect(warning[0]["expires"]?.string == "2026-11-30T16:00:00Z" && warning[0]["at"]?.int64 == 1_795_449_600_000)
        let later = try FeedClient(laurel, laurel.rep)
        try later.send(["subscribe": "m", "feed": "me"])
        #expect(try later.next("snapshot")["items"]?.array?.map { $0["kind"]?.string } == ["warning", "tier"])
    }

    @Test func `what was missed is replayed`() throws {
        let feed = try FeedClient(laurel, laurel.rep)
        try feed.send(["subscribe": "m", "feed": "me"])
        let snapshot = try feed.next("snapshot")
        feed.socket.socket.close()
        for number in 1...3 { try report("A-\(number)", amount: number) }
        let again = try FeedClient(laurel, laurel.rep)
        try again.send(["subscribe": "m", "feed": "me", "since": ["epoch": snapshot["epoch"] ?? .null, "seq": snapshot["seq"] ?? .null]])
        #expect(try (1...3).map { _ in try again.next("item")["seq"]?.int64 } == [1, 2, 3])
    }

    @Test func `how a redemption goes`() throws {
        try laurel.offer("mug", cost: 600)
        try laurel.give(5_000, to: "li.na")
        let feed = try follow("me")
        for id in ["r-1", "r-2"] { try laurel.redeem(id, "mug", by: "li.na") }
        #expect(try laurel.manager.post("/approvals/r-1", ["approve": true]).status == 200)
        #expect(try laurel.manager.post("/redemptions/r-1/fulfil", [:]).status == 200)
        #expect(try laurel.manager.post("/approvals/r-2", ["approve": false, "comment": "later"]).status == 200)
        let told = try (1...5).map { _ in try feed.next("item") }
        #expect(Set(told.map { $0["kind"]?.string }) == ["redemption"])
        #expect(told.map { "\($0["request"]?.string ?? "") \($0["state"]?.string ?? "")" } == [
            "r-1 requested", "r-2 requested", "r-1 approved", "r-1 fulfilled", "r-2 rejected",
        ])
        #expect(told.allSatisfy { $0["points"]?.int64 == 600 })
    }

    @Test(arguments: [true, false]) func `whether a held award was approved`(approve: Bool) throws {
        let feed = try follow("me")
        try report("B-1", "deal.big", amount: 2_000)
        #expect(try feed.next("item")["kind"]?.string == "held")
        let id = try #require(try laurel.manager.get("/approvals").items.first?["id"]?.string)
        #expect(try laurel.manager.post("/approvals/\(id)", ["approve": .bool(approve), "comment": "checked"]).status == 200)
        let told = try items(feed, until: "decision")
        #expect(told.last?["state"]?.string == (approve ? "approved" : "rejected"))
        #expect(told.last?["about"]?.string == "held" && told.last?["points"]?.int64 == 2_000 && told.last?["title"]?["en"]?.string == "Big deals")
    }

    @Test func `a target is told at each mark and celebrated when it is reached`() throws {
        let key = TargetKey(owner: .member("li.na"), metric: "revenue", period: "2026-11")
        try laurel.carryOut([SetTarget(id: "t-1", key: key, value: 60)])
        let mine = try follow("me"), all = try follow("celebrations", "ma.chao")
        try report("A-1", amount: 40)
        try report("A-2", amount: 30)
        var told: [JSONValue] = []
        for _ in 1...2 { told.append(try #require(try items(mine, until: "target").last)) }
        #expect(told.map { $0["mark"]?.int64 } == [50, 100])
        #expect(told.allSatisfy { $0["points"]?.int64 == 50 && $0["title"]?["en"]?.string == "Revenue" && $0["period"]?.string == "2026-11" })
        let heard = try items(all, until: "target")
        #expect(heard.last?["member"]?.string == "li.na" && heard.last?["name"]?.string == "李娜" && heard.last?["mark"]?.int64 == 100)
        #expect(heard.filter { $0["kind"]?.string == "target" }.count == 1)
    }

    @Test func `a tier is celebrated when it is reached and not when it is lowered`() throws {
        let feed = try follow("celebrations", "ma.chao")
        try report("A-1", amount: 6_000)
        #expect(try items(feed, until: "tier").last?["title"]?["en"]?.string == "Gold")
        // At the end of the next quarter nothing holds it.
        laurel.advance(to: try #require(Instant(rfc3339: "2027-04-02T00:00:00Z")))
        #expect(try laurel.rep.get("/members/me/balance").json["tier"]?["id"]?.string == "silver")
        try report("A-2", amount: 1, of: "wang.wei", at: "2027-04-01T23:00:00Z")
        let heard = try items(feed, until: "sale")
        #expect(heard.map { $0["kind"]?.string } == ["honour", "sale"])
        #expect(heard[0]["title"]?["en"]?.string == "Champion" && heard[0]["member"]?.string == "li.na" && heard[0]["points"]?.int64 == 10)
    }

    /// A publication begins the boards anew, and numbers everybody afresh.
    @Test func `what was said is still said of the same people after a publication`() throws {
        try report("A-1", amount: 300)
        try laurel.carryOut([PutMember(id: "a-newcomer", name: "Newcomer", team: "west")])
        let files = try #require(try laurel.admin.get("/rules/files").json["files"]?.object)
        var changed = files
        changed["points/extra.yaml"] = "{id: extra, on: extra.made, award: {fixed: 1}}\n"
        let answer = try laurel.admin.post("/rules/publish", ["files": .object(changed), "reason": "more"])
        #expect(answer.status == 200, "\(answer.text)")
        #expect(try laurel.rep.get("/celebrations").items.map { "\($0["kind"]?.string ?? "") \($0["member"]?.string ?? "")" } == ["tier li.na", "sale li.na"])
        let feed = try FeedClient(laurel, laurel.rep)
        try feed.send(["subscribe": "m", "feed": "me"])
        #expect(try feed.next("snapshot")["items"]?.array?.map { $0["kind"]?.string } == ["tier"])
    }

    @Test func `what was before the company went live is nobodys news`() throws {
        let mine = try follow("me"), all = try follow("celebrations")
        try report("H-1", amount: 70, at: "2025-12-01T01:00:00Z")
        try report("A-1", amount: 20)
        #expect(try mine.next("item")["points"]?.int64 == 20)
        #expect(try all.next("item")["points"]?.int64 == 20)
    }
}
