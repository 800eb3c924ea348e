import JSON
import PointsEngine
import Runtime
import SQLite
import Store
import TestClients
import TestServer
import Testing

/// What a reward asks of who redeems it.
@Suite("Fields of a reward") struct RewardFieldTests {
    private let laurel: ServerHarness

    private static let fields: JSONValue = [
        ["id": "size", "title": ["en": "Size", "zh-Hans": "尺码"], "kind": "choice", "choices": [["id": "m", "title": "M"], ["id": "l", "title": "L"]]],
        ["id": "address", "title": "Address", "kind": "address"], ["id": "engraving", "title": "Engraving", "required": false],
    ]
    private static let answers: JSONValue = ["size": "l", "address": "上海市静安区\n南京西路 1266 号", "engraving": ""]

    init() throws {
        laurel = try ServerHarness()
        let made = try laurel.manager.post("/rewards", ["id": "shirt", "title": "Shirt", "cost": 100, "fields": Self.fields])
        #expect(made.status == 201, "\(made.text)")
        for member in ["li.na", "ma.chao"] { try laurel.give(5_000, to: member) }
    }

    private func redeem(_ answers: JSONValue? = RewardFieldTests.answers, key: String = "one") throws -> HTTPClient.Response {
        var body: JSONObject = ["reward": "shirt"]
        body["answers"] = answers
        return try laurel.rep.post("/redemptions", .object(body), key: key)
    }

    private func seen(by caller: TestCaller, _ id: String) throws -> HTTPClient.Response { try caller.get("/redemptions/\(id)/answers") }

    private func count(_ rows: String) throws -> Int64? {
        try laurel.runtime.readers.own().connection.first("SELECT count(*) FROM \(rows)") { $0.integer(0) }
    }

    @Test func `are read as they were written, and may be changed`() throws {
        let reward = try #require(try laurel.rep.get("/rewards").item("shirt"))
        #expect(reward["fields"]?.array?.map { $0["id"]?.string } == ["size", "address", "engraving"])
        #expect(reward["fields"]?[0]?["choices"]?[1]?["id"]?.string == "l" && reward["fields"]?[2]?["required"]?.bool == false)
        let changed = try laurel.manager.put("/rewards/shirt", ["cost": 120], etag: reward["etag"]?.string)
        #expect(changed.json["fields"]?.array?.count == 3)
        #expect(try laurel.manager.put("/rewards/shirt", ["fields": []], etag: changed.etag).json["fields"] == [])
    }

    @Test(arguments: [
        (#"[{"title": "x"}]"#, "/fields/0/id"), (#"[{"id": "a"}]"#, "/fields/0/title"), (#"[{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]"#, "/fields"),
        (#"[{"id": "a", "title": "A", "kind": "choice"}]"#, "/fields/0/choices"), (#"[{"id": "a", "title": "A", "choices": [{"id": "x", "title": "X"}]}]"#, "/fields/0/choices"),
        (#"[{"id": "a", "title": "A", "kind": "choice", "choices": [{"id": "x"}]}]"#, "/fields/0/choices/0/title"), (#"[{"id": "a", "title": "A", "kind": "number"}]"#, "/fields/0/kind"),
        (#"{"id": "a"}"#, "/fields"),
    ])
    func `that do not hold are refused at their place`(_ fields: String, _ pointer: String) throws {
        let body = #"{"id": "cap", "title": "Cap", "cost": 5, "fields": \#(fields)}"#
        expectRefusal(try laurel.manager.send("POST", "/rewards", Array(body.utf8)), 422, "malformed", at: pointer)
    }

    @Test func `are asked when redeeming, and seen by who asked and who hands over`() throws {
        let answer = try redeem()
        #expect(answer.status == 201 && answer.json["answered"]?.bool == true, "\(answer.text)")
        let id = try #require(answer.json["id"]?.string)
        for caller in [try laurel.rep, try laurel.manager, try laurel.director] {
            let items = try seen(by: caller, id).items
            #expect(items.map { $0["id"]?.string } == ["size", "address"])
            #expect(items[0]["value"]?.string == "l" && items[1]["value"]?.string == "上海市静安区\n南京西路 1266 号")
        }
        #expect(try seen(by: laurel.browser("zhou.xiaotong"), id).status == 404)
        #expect(try seen(by: laurel.browser("liu.yang"), id).status == 404)
        #expect(try laurel.rep.get("/redemptions").text.contains("南京西路") == false)
    }

    @Test(arguments: [
        (nil, "/answers/size"), ([:], "/answers/size"), (["size": "xxl", "address": "a"], "/answers/size"), (["size": "l"], "/answers/address"), (["size": "l", "address": "  "], "/answers/address"),
        (["size": "l", "address": "a", "colour": "red"], "/answers/colour"), (["size": "l", "address": "a", "engraving": "a\nb"], "/answers/engraving"),
        (["size": "l", "address": .string(String(repeating: "a", count: 501))], "/answers/address"),
    ] as [(JSONValue?, String)])
    func `whose answers are missing or wrong are named`(_ answers: JSONValue?, _ pointer: String) throws {
        expectRefusal(try redeem(answers), 422, "malformed", at: pointer)
        #expect(try laurel.rep.get("/members/me/balance").json["available"]?.int64 == 5_000)
    }

    @Test func `are answered once for the same key, and stay as they were`() throws {
        let id = try #require(try redeem().json["id"]?.string)
        let again = try redeem(["size": "m", "address": "elsewhere"])
        #expect(again.status == 200 && again.json["id"]?.string == id)
        #expect(try seen(by: laurel.rep, id).items.first?["value"]?.string == "l")
    }

    @Test func `are not in what is sealed, so that they can be forgotten`() throws {
        #expect(try redeem().status == 201)
        let found = try count("command WHERE instr(body, '南京西路') OR instr(outcome, '南京西路')")
        #expect(found == 0)
    }

    @Test func `are forgotten ninety days after`() throws {
        let id = try #require(try redeem().json["id"]?.string)
        laurel.advance(days: 5)
        #expect(try seen(by: laurel.browser("li.na"), id).status == 200)
        #expect(try laurel.browser("chen.jie").post("/redemptions/\(id)/fulfil", [:]).status == 200)
        laurel.advance(days: 89)
        #expect(try seen(by: laurel.browser("chen.jie"), id).status == 200)
        laurel.advance(days: 1)
        #expect(try seen(by: laurel.browser("li.na"), id).status == 404)
        #expect(try laurel.browser("li.na").get("/redemptions").item(id)?["answered"]?.bool == false)
        // Whoever redeems next takes them out of the file.
        #expect(try laurel.browser("ma.chao").post("/redemptions", ["reward": "shirt", "answers": Self.answers]).status == 201)
        #expect(try count("answers") == 1)
    }
}
