import JSON
import TestClients
import TestServer
import Testing

@Suite("Thanks over HTTP") struct KudosTests {
    private let laurel: ServerHarness

    init() throws { laurel = try ServerHarness() }

    @Test func `are given, read by everyone, clapped for and hidden`() throws {
        let given = try laurel.rep.post("/kudos", ["to": "ma.chao", "reason": "help", "text": "帮我赶出了报价"], key: "k")
        #expect(given.status == 201 && given.json["to"]?["id"]?.string == "ma.chao" && given.json["may"]?.array?.isEmpty == true, "\(given.text)")
        #expect(try laurel.rep.post("/kudos", ["to": "ma.chao", "reason": "help", "text": "帮我赶出了报价"], key: "k").status == 200)
        let id = try #require(given.json["id"]?.string)
        let list = try laurel.browser("zhou.xiaotong").get("/kudos").json
        #expect(list["items"]?[0]?["may"] == ["clap"] && list["left"]?.int64 == 5 && list["reasons"]?.array?.count == 3)
        #expect(try laurel.rep.get("/kudos").json["left"]?.int64 == 4)
        let clapped = try laurel.browser("zhou.xiaotong").post("/kudos/\(id)/clap", [:])
        #expect(clapped.json["claps"]?["count"]?.int64 == 1 && clapped.json["claps"]?["mine"]?.bool == true, "\(clapped.text)")
        #expect(try laurel.rep.get("/celebrations").items.contains { $0["kind"]?.string == "kudos" && $0["kudos"]?.string == id })
        let hidden = try laurel.manager.post("/kudos/\(id)/hide", ["reason": "not nice"])
        #expect(hidden.status == 200 && hidden.json["hidden"]?["reason"]?.string == "not nice", "\(hidden.text)")
        #expect(try laurel.rep.get("/kudos").items.isEmpty)
        #expect(try laurel.manager.get("/kudos").items.count == 1)
        #expect(try !laurel.rep.get("/celebrations").items.contains { $0["kind"]?.string == "kudos" })
    }

    @Test func `are told to their receiver, once`() throws {
        #expect(try laurel.rep.post("/kudos", ["to": "ma.chao", "reason": "help"]).status == 201)
        let notices = try laurel.browser("ma.chao").get("/notices").json
        #expect(notices["unread"]?.int64 == 1 && notices["items"]?[0]?["kind"]?.string == "kudos" && notices["items"]?[0]?["from_name"]?.string == "李娜", "\(notices)")
        #expect(try laurel.rep.get("/notices").items.isEmpty)
    }

    @Test func `come page by page`() throws {
        for (number, to) in ["ma.chao", "wang.wei", "zhou.xiaotong"].enumerated() {
            #expect(try laurel.rep.post("/kudos", ["to": .string(to), "reason": "help", "text": .string("\(number)")]).status == 201)
        }
        let first = try laurel.rep.get("/kudos?limit=2").json
        #expect(first["items"]?.array?.map { $0["text"]?.string } == ["2", "1"])
        let next = try #require(first["next"]?.string)
        let second = try laurel.rep.get("/kudos?limit=2&after=\(next)").json
        #expect(second["items"]?.array?.map { $0["text"]?.string } == ["0"] && second["next"] == .null)
        #expect(try laurel.rep.get("/kudos?member=ma.chao").items.count == 1)
    }

    @Test func `are refused for nobody and at length`() throws {
        expectRefusal(try laurel.rep.post("/kudos", ["to": "nobody", "reason": "help"]), 422, "unknown-member", at: "/to")
        expectRefusal(try laurel.rep.post("/kudos", ["to": "ma.chao", "reason": "money"]), 422, "malformed", at: "/reason")
        expectRefusal(try laurel.rep.post("/kudos", ["to": "ma.chao", "reason": "help", "text": .string(String(repeating: "好", count: 281))]), 422, "malformed", at: "/text")
        expectRefusal(try laurel.rep.post("/kudos", ["to": "li.na", "reason": "help"]), 403, "not-permitted", at: "/to")
    }
}
