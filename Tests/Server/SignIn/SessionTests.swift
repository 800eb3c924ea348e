import JSON
import TestClients
import Testing

@Suite struct SessionTests {
    @Test func `who is signed in is told`() throws {
        let answer = try Shared.laurel.rep.get("/session")
        #expect(answer.status == 200)
        #expect(answer.json["person"]?["id"]?.string == "li.na")
        #expect(answer.json["person"]?["team"] == ["id": "east-1", "name": "华东一部"])
        #expect(answer.json["company"]?["timezone"]?.string == "Asia/Shanghai")
        #expect(answer.json["company"]?["approvals"]?.array?.count == 4)
        #expect(answer.json["waiting"] == nil)
        #expect(answer.header("cache-control") == "no-store")
    }

    @Test func `who is not is told the company alone`() throws {
        let answer = try Shared.laurel.nobody.get("/session")
        expectRefusal(answer, 401, "not-signed-in")
        #expect(answer.json["company"]?["name"] != nil)
        #expect(answer.json["company"]?["approvals"] == nil)
        #expect(answer.json["setup"]?.bool == false)
    }

    @Test func `managers are told how many requests wait for them`() throws {
        let laurel = try ServerHarness()
        try laurel.offer("mug", cost: 600)
        for member in ["li.na", "ma.chao"] {
            try laurel.give(1_000, to: member)
            try laurel.redeem("r-" + member, "mug", by: member)
        }
        #expect(try laurel.manager.get("/session").json["waiting"]?["approvals"]?.int64 == 1)
        #expect(try laurel.finance.get("/session").json["waiting"]?["approvals"]?.int64 == 2)
    }

    @Test func `writes with a cookie carry the token of their session`() throws {
        let rep = try Shared.laurel.rep
        expectRefusal(try rep.send("PATCH", "/session", Array(#"{"language": "en"}"#.utf8), headers: ["X-CSRF-Token": "wrong"]), 403, "not-permitted")
        expectRefusal(try rep.client.request("PATCH", "/api/v1/session", headers: rep.reading, body: Array("{}".utf8)), 403, "not-permitted")
        let other = try Shared.laurel.manager.get("/session").json["csrf"]?.string ?? ""
        expectRefusal(try rep.send("PATCH", "/session", Array("{}".utf8), headers: ["X-CSRF-Token": other]), 403, "not-permitted")
    }

    @Test func `writes from other pages are refused`() throws {
        let rep = try Shared.laurel.rep
        for origin in ["https://elsewhere.example", "null", "http://localhost.elsewhere.example"] {
            expectRefusal(try rep.send("PATCH", "/session", Array("{}".utf8), headers: ["Origin": origin]), 403, "not-permitted")
        }
        #expect(try rep.send("PATCH", "/session", Array(#"{"language": null}"#.utf8), headers: ["Origin": "http://localhost"]).status == 200)
        // Signing in needs no token, and is refused from elsewhere all the same.
        let nobody = try Shared.laurel.nobody
        expectRefusal(try nobody.post("/session", ["name": "a", "password": "b"], headers: ["Origin": "https://elsewhere.example"]), 403, "not-permitted")
    }

    @Test func `a public URL fixes the origin`() throws {
        let laurel = try ServerHarness { $0.options.publicURL = "https://laurel.example" }
        let nobody = try laurel.nobody
        expectRefusal(try nobody.post("/session", ["name": "a", "password": "b"], headers: ["Origin": "http://localhost"]), 403, "not-permitted")
        expectRefusal(try nobody.post("/session", ["name": "a", "password": "b"], headers: ["Origin": "https://laurel.example"]), 401, "wrong-credentials")
    }

    @Test func `a person chooses a language`() throws {
        let rep = try ServerHarness().rep
        #expect(try rep.patch("/session", ["language": "zh-Hant"]).json["person"]?["language"]?.string == "zh-Hant")
        #expect(try rep.get("/session").json["person"]?["language"]?.string == "zh-Hant")
        expectRefusal(try rep.patch("/session", ["language": "tlh"]), 422, "malformed", at: "/language")
    }

    @Test func `sentences follow the language`() throws {
        let nobody = try Shared.laurel.nobody
        #expect(try nobody.get("/session", headers: ["Accept-Language": "zh-TW, en;q=0.5"]).json["title"]?.string == "請先登入。")
        #expect(try nobody.get("/session", headers: ["Accept-Language": "zh-CN"]).json["title"]?.string == "请先登录。")
        #expect(try nobody.get("/session", headers: ["Accept-Language": "fr"]).json["title"]?.string == "Sign in first.")
    }

    /// Time passes for the sessions alone; what the last request noted is on disk first.
    private func pass(_ days: Int64, _ laurel: ServerHarness) throws {
        try laurel.write { _ in }
        laurel.clock.now = laurel.clock.now.adding(seconds: days * 86_400)
    }

    @Test func `a session ends after two weeks without use`() throws {
        let laurel = try ServerHarness(), rep = try laurel.rep
        // Used a day before its end: the two weeks begin anew.
        for _ in 0..<2 {
            try pass(13, laurel)
            #expect(try rep.get("/session").status == 200)
        }
        try pass(14, laurel)
        #expect(try rep.get("/session").status == 401)
    }

    @Test func `a session ends after half a year however much it is used`() throws {
        let laurel = try ServerHarness(), rep = try laurel.rep
        for _ in 0..<14 {
            try pass(12, laurel)
            #expect(try rep.get("/session").status == 200)
        }
        try pass(12, laurel)
        #expect(try rep.get("/session").status == 401)
    }

    @Test func `who has left is not let in`() throws {
        let laurel = try ServerHarness(), rep = try laurel.rep
        #expect(try laurel.manager.patch("/members/li.na", ["left": "2026-11-20"]).status == 200)
        expectRefusal(try rep.get("/members"), 401, "not-signed-in")
    }

    @Test func `another role counts at once`() throws {
        let laurel = try ServerHarness(), rep = try laurel.rep
        expectRefusal(try rep.get("/approvals"), 403, "not-permitted")
        #expect(try laurel.finance.patch("/members/li.na", ["role": "manager"]).status == 200)
        #expect(try rep.get("/approvals").status == 200)
    }

    @Test func `signing out ends the session`() throws {
        let laurel = try ServerHarness(), rep = try laurel.rep
        let answer = try rep.delete("/session")
        #expect(answer.status == 204)
        #expect(answer.header("set-cookie") == "laurel=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0")
        #expect(try rep.get("/session").status == 401)
    }
}
