import JSON
import TestServer
import TestClients
import Testing

/// Each subscription is asked for its right again when rights change, over real sockets; what ended is gone within 5 seconds.
@Suite struct RightsEndTests {
    private let laurel: ServerHarness
    private let crm: TestCaller

    init() throws {
        laurel = try ServerHarness()
        crm = try laurel.token(["activities:write"])
        for (member, amount) in [("li.na", 8_000), ("zhou.xiaotong", 7_000), ("wang.wei", 6_000), ("ma.chao", 5_000)] {
            _ = try crm.post("/activities", Sample.sale("S-\(member)", of: member, amount: amount))
        }
    }

    private func viewer(_ account: String, _ subscription: JSONValue) throws -> (feed: FeedClient, first: JSONValue) {
        let feed = try FeedClient(laurel, laurel.browser(account))
        try feed.send(subscription)
        return (feed, try feed.next("snapshot"))
    }

    private func change(_ member: String, _ change: JSONValue) throws {
        let answer = try laurel.admin.patch("/members/\(member)", change)
        #expect(answer.status == 200, "\(answer.text)")
    }

    @Test func `who loses a role comes back without it`() throws {
        let (feed, _) = try viewer("chen.jie", ["subscribe": "q", "feed": "approvals"])
        let start = Socket.now
        try change("chen.jie", ["role": "rep"])
        #expect(try feed.closeCode() == 4000)
        #expect(Socket.now - start < 5_000)
        let again = try FeedClient(laurel, laurel.browser("chen.jie"))
        try again.send(["subscribe": "q", "feed": "approvals"])
        #expect(try again.next()["error"]?["code"]?.string == "not-permitted")
    }

    @Test func `who gets a role comes back with it`() throws {
        let (feed, _) = try viewer("li.na", ["subscribe": "m", "feed": "me"])
        try change("li.na", ["role": "manager"])
        #expect(try feed.closeCode() == 4000)
        _ = try viewer("li.na", ["subscribe": "q", "feed": "approvals"])
    }

    @Test func `an account without a member too`() throws {
        let admin = try laurel.admin
        #expect(try admin.post("/users", ["name": "wall", "role": "rep"]).status == 201)
        let feed = try FeedClient(laurel, laurel.caller(laurel.signIn(["wall"])[0]))
        let etag = try admin.get("/users").items.first { $0["name"]?.string == "wall" }?["etag"]?.string
        try feed.send(["subscribe": "c", "feed": "celebrations"])
        _ = try feed.next("snapshot")
        #expect(try admin.patch("/users/wall", ["role": "finance"], etag: etag).status == 200)
        #expect(try feed.closeCode() == 4000)
    }

    @Test func `who moves sees the board of the new team and no longer the old`() throws {
        let (feed, first) = try viewer("li.na", ["subscribe": "t", "board": "points-month", "scope": "own-team", "window": ["top": 50]])
        #expect(SeenBoard(first).values == ["li.na": 80, "zhou.xiaotong": 70])
        let start = Socket.now
        try change("li.na", ["team": "west"])
        #expect(SeenBoard(try feed.next("snapshot")).values == ["li.na": 80, "ma.chao": 50])
        #expect(Socket.now - start < 5_000)
        _ = try crm.post("/activities", Sample.sale("S-old", of: "zhou.xiaotong", amount: 1_000))
        _ = try crm.post("/activities", Sample.sale("S-new", of: "ma.chao", amount: 1_000))
        #expect(try feed.next("change")["rows"]?[0]?["member"]?.string == "ma.chao")
    }

    @Test func `who leaves a team may not look into it any more`() throws {
        let (feed, _) = try viewer("li.na", ["subscribe": "t", "board": "points-month", "scope": "team:east", "window": ["top": 50]])
        let (around, _) = try viewer("li.na", ["subscribe": "a", "board": "points-month", "scope": "team:east-1", "window": ["around": "me", "radius": 3]])
        try change("li.na", ["team": "west"])
        for feed in [feed, around] {
            var message = try feed.next()
            while message["change"] != nil { message = try feed.next() }
            #expect(message["error"]?["code"]?.string == "not-permitted")
        }
    }
}
