import JSON
import PointsEngine
import Seeds
import TestClients
import Testing

@Suite struct LiveFeedTests {
    private func sale(_ id: String, _ member: String, _ amount: Int, _ crm: TestCaller) throws {
        #expect(try crm.post("/activities", Sample.sale(id, of: member, amount: amount)).status == 201)
    }

    @Test func `a sale reaches who watches the board`() throws {
        let laurel = try ServerHarness(), crm = try laurel.token(["activities:write"])
        let viewer = try FeedClient(laurel, laurel.rep)
        try viewer.send(["subscribe": "b", "board": "points-month", "period": "current", "window": ["top": 20]])
        var board = SeenBoard(try viewer.next("snapshot"))
        #expect(board.rows.isEmpty)
        try sale("A-1", "li.na", 8_000, crm)
        let change = try viewer.next("change")
        try board.take(change)
        #expect(change["rows"]?[0]?["name"]?.string == "李娜" && change["rows"]?[0]?["team"]?.string == "east-1")
        #expect(board.values == ["li.na": 80])
        try sale("A-2", "wang.wei", 9_000, crm)
        try board.take(try viewer.next("change"))
        #expect(board.ranks == ["wang.wei": 1, "li.na": 2])
        let answer = try laurel.rep.get("/boards/points-month")
        #expect(answer.json["seq"]?.int64 == nil || answer.json["rows"]?.array?.count == 2)
    }

    @Test func `who comes back is told what was missed`() throws {
        let laurel = try ServerHarness(), crm = try laurel.token(["activities:write"])
        let subscription: JSONObject = ["subscribe": "b", "board": "points-month", "window": ["top": 20]]
        let stays = try FeedClient(laurel, laurel.browser("zhou.xiaotong"))
        try stays.send(.object(subscription))
        var board = SeenBoard(try stays.next("snapshot"))
        let viewer = try FeedClient(laurel, laurel.rep)
        try viewer.send(.object(subscription))
        var mine = SeenBoard(try viewer.next("snapshot"))
        viewer.socket.socket.close()
        for sale in 1...3 {
            try self.sale("A-\(sale)", "li.na", 1_000 * sale, crm)
            try board.take(try stays.next("change"))
        }
        let again = try FeedClient(laurel, laurel.rep)
        var resumed = subscription
        resumed["since"] = ["epoch": .string(mine.epoch), "seq": .number(Decimal(mine.seq))]
        try again.send(.object(resumed))
        while mine.values != board.values {
            let message = try again.next()
            if let snapshot = message["snapshot"] { mine = SeenBoard(snapshot) }
            if let change = message["change"] { try mine.take(change) }
        }
        #expect(mine.values == ["li.na": 60])
        #expect(mine.seq == board.seq)
    }

    @Test func `a restart begins anew and loses nothing`() throws {
        let laurel = try ServerHarness(), crm = try laurel.token(["activities:write"])
        try sale("A-1", "li.na", 8_000, crm)
        let viewer = try FeedClient(laurel, laurel.rep)
        try viewer.send(["subscribe": "b", "board": "points-month", "window": ["top": 20]])
        let before = SeenBoard(try viewer.next("snapshot"))
        laurel.stopServer()
        #expect(try viewer.closeCode() == 4001)
        try laurel.startServer()
        let again = try FeedClient(laurel, laurel.rep)
        try again.send([
            "subscribe": "b", "board": "points-month", "window": ["top": 20], "since": ["epoch": .string(before.epoch), "seq": .number(Decimal(before.seq))],
        ])
        let after = SeenBoard(try again.next("snapshot"))
        #expect(after.values == ["li.na": 80])
        #expect(after.epoch != before.epoch)
    }

    @Test func `who is not signed in is told so`() throws {
        let laurel = try ServerHarness()
        #expect(try FeedClient(laurel, headers: [:]).closeCode() == 4501)
        #expect(try FeedClient(laurel, headers: ["Cookie": "laurel=" + String(repeating: "A", count: 43)]).closeCode() == 4501)
        #expect(try FeedClient(laurel, laurel.token(["activities:write"])).closeCode() == 4501)
        #expect(throws: WebSocketClient.Failure.self) { try FeedClient(laurel, headers: laurel.rep.reading.merging(["Origin": "https://elsewhere.example"]) { $1 }) }
    }

    @Test func `signing out closes what the session had open and nothing else`() throws {
        let laurel = try ServerHarness()
        let mine = try FeedClient(laurel, laurel.rep), other = try FeedClient(laurel, laurel.manager)
        for viewer in [mine, other] {
            try viewer.send(["subscribe": "c", "feed": "celebrations"])
            _ = try viewer.next("snapshot")
        }
        #expect(try laurel.rep.delete("/session").status == 204)
        #expect(try mine.closeCode() == 4501)
        try sale("A-1", "li.na", 8_000, laurel.token(["activities:write"]))
        #expect(try other.next("item")["kind"]?.string == "sale")
    }

    @Test func `a disabled account and a revoked token are gone at once`() throws {
        let laurel = try ServerHarness(), admin = try laurel.admin
        let viewer = try FeedClient(laurel, laurel.rep)
        try viewer.send(["subscribe": "m", "feed": "me"])
        _ = try viewer.next("snapshot")
        let etag = try admin.get("/users").items.first { $0["name"]?.string == "li.na" }?["etag"]?.string
        #expect(try admin.patch("/users/li.na", ["disabled": true], etag: etag).status == 200)
        #expect(try viewer.closeCode() == 4501)

        let made = try admin.post("/tokens", ["name": "wall", "scopes": ["read"]])
        let wall = try FeedClient(laurel, headers: ["Authorization": "Bearer \(made.json["token"]?.string ?? "")"])
        try wall.send(["subscribe": "c", "feed": "celebrations"])
        _ = try wall.next("snapshot")
        #expect(try admin.delete("/tokens/\(made.json["id"]?.string ?? "")").status == 204)
        #expect(try wall.closeCode() == 4501)
    }

    /// Looked at every two seconds: nothing tells the feed that a member has left.
    @Test func `who leaves is gone within seconds`() throws {
        let laurel = try ServerHarness()
        let viewer = try FeedClient(laurel, laurel.rep)
        try viewer.send(["subscribe": "m", "feed": "me"])
        _ = try viewer.next("snapshot")
        let start = Socket.now
        #expect(try laurel.manager.patch("/members/li.na", ["left": "2026-11-20"]).status == 200)
        #expect(try viewer.closeCode() == 4501)
        #expect(Socket.now - start < 5_000)
    }

    @Test func `approvals are announced to who may decide them`() throws {
        let laurel = try ServerHarness()
        try laurel.offer("mug", cost: 600)
        try laurel.give(5_000, to: "li.na")
        try laurel.give(5_000, to: "ma.chao")
        let near = try FeedClient(laurel, laurel.manager), far = try FeedClient(laurel, laurel.browser("liu.yang")), mine = try FeedClient(laurel, laurel.rep)
        for viewer in [near, far] {
            try viewer.send(["subscribe": "q", "feed": "approvals"])
            _ = try viewer.next("snapshot")
        }
        try mine.send(["subscribe": "q", "feed": "approvals"])
        #expect(try mine.next()["error"]?["code"]?.string == "not-permitted")
        try mine.send(["subscribe": "m", "feed": "me"])
        _ = try mine.next("snapshot")
        try laurel.redeem("r-near", "mug", by: "li.na")
        try laurel.redeem("r-far", "mug", by: "ma.chao")
        #expect(try near.next("item")["request"]?.string == "r-near")
        #expect(try far.next("item")["request"]?.string == "r-far")
        #expect(try mine.next("item")["kind"]?.string == "redemption")
        #expect(try laurel.manager.post("/approvals/r-near", ["approve": true]).status == 200)
        #expect(try near.next("item")["kind"]?.string == "decided")
    }

    @Test func `a word of recognition is heard by everyone`() throws {
        let laurel = try ServerHarness()
        let viewer = try FeedClient(laurel, laurel.browser("ma.chao"))
        try viewer.send(["subscribe": "c", "feed": "celebrations"])
        _ = try viewer.next("snapshot")
        #expect(try laurel.manager.post("/recognitions", ["member": "li.na", "title": "saved the day"]).status == 201)
        let item = try viewer.next("item")
        #expect(item["kind"]?.string == "recognition" && item["title"]?.string == "saved the day")
        #expect(item["from"]?.string == "陈杰" && item["team"]?.string == "east-1" && item["points"] == nil)
        #expect(try laurel.manager.post("/recognitions", ["member": "li.na", "title": "again", "points": 50]).status == 201)
        #expect(try viewer.next("item")["title"]?.string == "again")
        #expect(try laurel.rep.get("/members/me/balance").json["available"]?.int64 == 50)
    }

    /// Random sales, drops and slow readers: who puts a snapshot and its changes together has the server's board.
    @Test(arguments: [1, 2] as [UInt64]) func `snapshot and changes are the board`(_ seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let laurel = try ServerHarness(), crm = try laurel.token(["activities:write"]), rep = try laurel.rep
        let people = ["li.na", "zhou.xiaotong", "wang.wei", "ma.chao"]
        let subscription: JSONObject = ["subscribe": "b", "board": "points-month", "window": ["top": 20]]
        var viewer = try FeedClient(laurel, rep, receiveBuffer: 4_096)
        try viewer.send(.object(subscription))
        var board = SeenBoard(try viewer.next("snapshot"))
        for step in 0..<60 {
            try sale("A-\(seed)-\(step)", people[random.below(people.count)], 1_000 + random.below(90) * 1_000, crm)
            guard random.below(10) == 0 else { continue }
            // The connection drops; the next one asks for what was missed.
            viewer.socket.socket.close()
            viewer = try FeedClient(laurel, rep, receiveBuffer: 4_096)
            var resumed = subscription
            resumed["since"] = ["epoch": .string(board.epoch), "seq": .number(Decimal(board.seq))]
            try viewer.send(.object(resumed))
        }
        let rows = try rep.get("/boards/points-month?limit=20").json["rows"]?.array ?? []
        let wanted = Dictionary(uniqueKeysWithValues: rows.map { ($0["member"]?.string ?? "", $0["value"]?.int64 ?? 0) })
        #expect(wanted.count == people.count)
        while board.values != wanted {
            let message = try viewer.next()
            if let snapshot = message["snapshot"] { board = SeenBoard(snapshot) }
            if let change = message["change"] { try board.take(change) }
        }
        #expect(board.ranks == Dictionary(uniqueKeysWithValues: rows.map { ($0["member"]?.string ?? "", $0["rank"]?.int64 ?? 0) }), "seed \(seed)")
    }
}
