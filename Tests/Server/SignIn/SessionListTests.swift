import JSON
import TestServer
import TestClients
import Testing

/// Sessions and tokens are listed, and end one by one or all; what they had open ends with them.
@Suite struct SessionListTests {
    private func viewer(_ laurel: ServerHarness, _ caller: TestCaller) throws -> FeedClient {
        let feed = try FeedClient(laurel, caller)
        try feed.send(["subscribe": "c", "feed": "celebrations"])
        _ = try feed.next("snapshot")
        return feed
    }

    @Test func `who is signed in sees where and ends one`() throws {
        let laurel = try ServerHarness(), here = try laurel.rep
        let other = try laurel.caller(laurel.signIn(["li.na"])[0]), feed = try viewer(laurel, other)
        let sessions = try here.get("/sessions").items
        #expect(sessions.map { $0["current"]?.bool }.count { $0 == true } == 1 && sessions.count == 2)
        let id = try #require(sessions.first { $0["current"]?.bool == false }?["id"]?.string)
        #expect(try here.delete("/sessions/\(id)").status == 204)
        let start = Socket.now
        #expect(try feed.closeCode() == 4501)
        #expect(Socket.now - start < 5_000)
        #expect(try other.get("/session").status == 401 && here.get("/sessions").items.count == 1)
        expectRefusal(try here.delete("/sessions/\(id)"), 404, "not-found")
    }

    @Test func `all others end at once`() throws {
        let laurel = try ServerHarness(), here = try laurel.rep, others = try laurel.signIn(["li.na", "li.na", "chen.jie"]).map(laurel.caller)
        let feed = try viewer(laurel, others[0]), own = try viewer(laurel, here)
        #expect(try here.delete("/sessions").status == 204)
        #expect(try feed.closeCode() == 4501)
        #expect(try others.map { try $0.get("/session").status } == [401, 401, 200])
        #expect(try here.get("/session").status == 200)
        try own.send(["subscribe": "d", "feed": "celebrations"])
        _ = try own.next("snapshot")
    }

    @Test func `others sessions are not there`() throws {
        let laurel = try ServerHarness()
        let id = try #require(laurel.manager.get("/sessions").items[0]["id"]?.string)
        expectRefusal(try laurel.rep.delete("/sessions/\(id)"), 404, "not-found")
        #expect(try laurel.manager.get("/session").status == 200)
    }

    @Test func `administrators end those of others`() throws {
        let laurel = try ServerHarness(), admin = try laurel.admin
        let second = try laurel.caller(laurel.signIn(["li.na"])[0]), feed = try viewer(laurel, second)
        let sessions = try admin.get("/users/li.na/sessions").items
        #expect(sessions.count == 2 && sessions.allSatisfy { $0["current"]?.bool == false })
        let id = try #require(sessions[0]["id"]?.string)
        #expect(try admin.delete("/users/li.na/sessions/\(id)").status == 204)
        #expect(try admin.delete("/users/chen.jie/sessions/\(id)").status == 404)
        #expect(try admin.delete("/users/li.na/sessions").status == 204)
        #expect(try feed.closeCode() == 4501)
        #expect(try laurel.rep.get("/session").status == 401 && second.get("/session").status == 401)
        #expect(try admin.get("/users/li.na/sessions").items.isEmpty)
        #expect(try admin.get("/users/nobody/sessions").status == 404 && admin.delete("/users/nobody/sessions").status == 404)
        #expect(try admin.get("/audit?kind=session").items.map { $0["action"]?.string } == ["sessions-ended", "session-ended"])
    }

    @Test func `the last use is kept coarsely and cheaply`() throws {
        let laurel = try ServerHarness(), rep = try laurel.rep
        let used = { (caller: TestCaller) in
            try caller.client.get("/api/v1/teams", headers: caller.reading.merging(["User-Agent": "Firefox on a phone"]) { $1 })
        }
        let before = laurel.runtime.head.number
        for _ in 0..<20 { #expect(try used(rep).status == 200) }
        #expect(laurel.runtime.head.number == before)
        laurel.clock.now = laurel.clock.now.adding(seconds: 660)
        for _ in 0..<20 { #expect(try used(rep).status == 200) }
        try laurel.write { _ in }
        let session = try laurel.admin.get("/users/li.na/sessions").items[0]
        #expect(session["used"]?.string == laurel.clock.now.rfc3339)
        #expect(session["agent"]?.string == "Firefox on a phone" && session["address"]?.string == "127.0.0.1")
        let token = try laurel.token(["read"])
        for _ in 0..<20 { #expect(try used(token).status == 200) }
        try laurel.write { _ in }
        let shown = try laurel.admin.get("/tokens").items[0]
        #expect(shown["used"]?.string == laurel.clock.now.rfc3339 && shown["agent"]?.string == "Firefox on a phone" && shown["address"]?.string == "127.0.0.1")
    }

    @Test func `a token ends alone and all together`() throws {
        let laurel = try ServerHarness(), admin = try laurel.admin
        let tokens = try (0..<3).map { _ in try laurel.token(["read"]) }
        let feeds = try tokens.map { try viewer(laurel, $0) }
        let id = try #require(admin.get("/tokens").items[0]["id"]?.string)
        #expect(try admin.delete("/tokens/\(id)").status == 204)
        #expect(try feeds[0].closeCode() == 4501)
        #expect(try tokens.map { try $0.get("/teams").status } == [401, 200, 200])
        #expect(try admin.delete("/tokens").status == 204)
        #expect(try feeds[1].closeCode() == 4501 && feeds[2].closeCode() == 4501)
        #expect(try tokens.map { try $0.get("/teams").status } == [401, 401, 401])
    }

    @Test func `a new sign in ends the session of the same browser`() throws {
        let laurel = try ServerHarness(password: "a long way to Qingdao"), old = try laurel.rep, other = try laurel.caller(laurel.signIn(["li.na"])[0])
        let feed = try viewer(laurel, old)
        let answer = try old.post("/session", ["name": "chen.jie", "password": "a long way to Qingdao"])
        #expect(answer.status == 200)
        // It comes back, with what the browser has now.
        #expect(try feed.closeCode() == 4000)
        #expect(try old.get("/session").status == 401)
        #expect(try other.get("/session").status == 200)
    }

    @Test func `a new password ends what is open and voids links`() throws {
        let laurel = try ServerHarness(password: "a long way to Qingdao")
        let rep = try laurel.rep, other = try laurel.caller(laurel.signIn(["li.na"])[0])
        let feeds = try [rep, other].map { try viewer(laurel, $0) }
        let link = try #require(laurel.admin.post("/users/li.na/reset", [:]).json["link"]?.string)
        let token = JSONValue.string(String(link.drop { $0 != "#" }.dropFirst()))
        #expect(try laurel.nobody.post("/setup/check", ["token": token]).status == 200)
        #expect(try rep.post("/session/password", ["current": "a long way to Qingdao", "password": "an even longer way"]).status == 204)
        #expect(try feeds.map { try $0.closeCode() } == [4000, 4501])
        expectRefusal(try laurel.nobody.post("/setup/check", ["token": token]), 404, "not-found")
    }

    @Test func `a link of a disabled account does not come back with it`() throws {
        let laurel = try ServerHarness(), admin = try laurel.admin
        let link = try #require(admin.post("/users/li.na/reset", [:]).json["link"]?.string)
        for disabled in [true, false] {
            let etag = try admin.get("/users?limit=500").items.first { $0["name"]?.string == "li.na" }?["etag"]?.string
            #expect(try admin.patch("/users/li.na", ["disabled": .bool(disabled)], etag: etag).status == 200)
        }
        expectRefusal(try laurel.nobody.post("/setup/check", ["token": .string(String(link.drop { $0 != "#" }.dropFirst()))]), 404, "not-found")
    }
}
