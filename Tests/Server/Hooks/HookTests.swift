import Foundation
import Identity
import JSON
import Store
import TestClients
import Testing
import TestServer

@Suite("Hooks", .timeLimit(.minutes(10))) struct HookTests {
    static let map = """
        verify: {header: X-Key, secret: $CRM_SECRET}
        each: body.deals
        activities:
          - when: item.stage == "won"
            source: '"/crm"'
            id: item.id
            type: '"sale.won"'
            time: item.closed
            member: item.owner
            data: {amount: decimal(string(item.amount))}

        """

    static let secret = "key-of-the-crm"

    private func laurel(_ maps: [String: String] = ["crm": map], secret: String? = secret) throws -> (ServerHarness, TestFolder) {
        let folder = try TestFolder()
        for (name, map) in maps { try folder.write("hooks/\(name).yaml", map) }
        let path = folder.path
        return (try ServerHarness { configuration in
            configuration.options.rulesFolder = path
            // The folder lives as long as the server.
            configuration.options.environment = { [folder] in $0 == "CRM_SECRET" && !folder.path.isEmpty ? secret : nil }
        }, folder)
    }

    static func deal(_ id: String, _ owner: String = "li.na", stage: String = "won") -> JSONValue {
        ["id": .string(id), "stage": .string(stage), "closed": "2026-11-19", "owner": .string(owner), "amount": 100]
    }

    private func send(_ caller: TestCaller, _ deals: [JSONValue], key: String? = secret, to hook: String = "crm") throws -> HTTPClient.Response {
        try caller.post("/hooks/\(hook)", ["deals": .array(deals)], headers: key.map { ["X-Key": $0] } ?? [:])
    }

    private func recorded(_ laurel: ServerHarness, _ id: String) throws -> Bool { try laurel.admin.get("/activities/one?source=/crm&id=\(id)").status == 200 }

    @Test func `what a CRM sends is recorded, and sent again happens once`() throws {
        let (laurel, _) = try laurel(), crm = try laurel.nobody
        let first = try send(crm, [Self.deal("D-1"), Self.deal("D-2", stage: "lost")])
        #expect(first.status == 200 && first.json["status"] == "taken" && first.json["recorded"] == 1, "\(first.text)")
        let again = try send(crm, [Self.deal("D-1")])
        #expect(again.status == 200 && again.json["recorded"] == 0 && again.json["duplicate"] == 1)
        let nothing = try send(crm, [Self.deal("D-3", stage: "lost")])
        #expect(nothing.status == 200 && nothing.json["status"] == "ignored")
        #expect(try recorded(laurel, "D-1") && !recorded(laurel, "D-2"))
        let audit = try laurel.admin.get("/audit?kind=activity").items.first
        #expect(audit?["actor"]?["id"]?.string == "hook:crm" || audit?["actor"]?["name"]?.string?.contains("hook:crm") == true, "\(audit ?? .null)")
    }

    @Test func `who cannot prove themselves is told 401, and nothing is kept`() throws {
        let (laurel, _) = try laurel(), crm = try laurel.nobody
        for key in [nil, "", "wrong", Self.secret + "x"] { expectRefusal(try send(crm, [Self.deal("D-1")], key: key), 401, "wrong-signature") }
        #expect(try laurel.admin.get("/hooks/crm/receipts").items.isEmpty && !recorded(laurel, "D-1"))
        expectRefusal(try send(crm, [], to: "nothing"), 404, "not-found")
        expectRefusal(try send(crm, [], to: "..%2Fetc"), 400, "malformed-path")
        // A token or a session of Laurel's proves nothing here.
        expectRefusal(try send(laurel.token(["admin"]), [Self.deal("D-1")], key: nil), 401, "wrong-signature")
    }

    @Test func `without a secret nobody can be let in, and a map that asks for none is open and says so`() throws {
        let (laurel, _) = try laurel(["crm": Self.map, "open": Self.map.replacing("verify: {header: X-Key, secret: $CRM_SECRET}\n", with: "")], secret: nil), crm = try laurel.nobody
        expectRefusal(try send(crm, [Self.deal("D-1")]), 401, "wrong-signature")
        #expect(try send(crm, [Self.deal("D-1")], key: nil, to: "open").status == 200)
        let states = try laurel.admin.get("/hooks").items.map { "\($0["id"]?.string ?? "") \($0["state"]?.string ?? "")" }
        #expect(states == ["crm keyless", "open open"])
        // A key that was made has to be shown from then on.
        let key = try #require(laurel.admin.post("/hooks/open/secret", [:]).json["secret"]?.string)
        expectRefusal(try send(crm, [Self.deal("D-2")], key: nil, to: "open"), 401, "wrong-signature")
        #expect(try crm.post("/hooks/open?key=\(key)", ["deals": [Self.deal("D-2")]]).status == 200)
    }

    @Test(arguments: [
        ("application/json", Array("{".utf8), "no JSON"), ("application/json", [], "empty"), ("application/json", [0xFF, 0xFE, 0x00], "no JSON"),
        ("application/json", Array(String(repeating: "[", count: 5_000).utf8), "64 levels"), ("text/xml", Array("<x/>".utf8), "XML"),
        ("application/json", Array(#"{"deals": 5}"#.utf8), "a list is expected"), ("application/json", Array("{}".utf8), "each"), ("image/png", [0x89, 0x50, 0x4E, 0x47, 0x00], "no JSON"),
    ] as [(String, [UInt8], String)]) func `a body that does not fit is kept, and answered 202 with the reason`(media: String, body: [UInt8], words: String) throws {
        let (laurel, _) = try laurel(), crm = try laurel.nobody
        let answer = try crm.send("POST", "!/api/v1/hooks/crm", body, headers: ["X-Key": Self.secret, "Content-Type": media])
        #expect(answer.status == 202 && answer.json["status"] == "failed" && answer.json["fault"]?.string?.contains(words) == true, "\(answer.text)")
        let kept = try #require(laurel.admin.get("/hooks/crm/receipts").items.first)
        #expect(kept["state"] == "failed" && kept["size"] == .number(Decimal(body.count)) && kept["outcome"]?["fault"]?.string?.contains(words) == true)
    }

    @Test func `what is refused is kept with its reason beside what was recorded`() throws {
        let (laurel, _) = try laurel(), crm = try laurel.nobody
        let answer = try send(crm, [Self.deal("D-1"), Self.deal("D-2", "nobody"), ["id": "D-3", "stage": "won"], Self.deal("D-4")])
        #expect(answer.status == 202 && answer.json["recorded"] == 2 && answer.json["refused"] == 2, "\(answer.text)")
        let reasons = try #require(answer.json["results"]?.array).prefix(2).map { "\($0["index"]?.int64 ?? -1) \($0["code"]?.string ?? "")" }
        #expect(Set(reasons) == ["1 unknown-member", "2 malformed"])
        #expect(try recorded(laurel, "D-4"))
    }

    @Test func `what failed is taken in again once the map was mended, or the member is there`() throws {
        let (laurel, folder) = try laurel(), crm = try laurel.nobody, admin = try laurel.admin
        _ = try send(crm, [Self.deal("D-1", "new.one")])
        _ = try crm.post("/hooks/crm", ["deals": [["id": "D-2", "stage": "won", "closed": "2026-11-19", "seller": "li.na", "amount": 5]]], headers: ["X-Key": Self.secret])
        #expect(try admin.get("/hooks/crm").json["state"] == "failing")
        _ = try admin.post("/members", ["id": "new.one", "name": "New"])
        let failed = try admin.get("/hooks/crm/receipts?state=failed").items
        #expect(failed.count == 2)
        let first = try #require(failed.last?["id"]?.string)
        let replayed = try admin.post("/hooks/crm/receipts/\(first)/replay", [:])
        #expect(replayed.status == 200 && replayed.json["recorded"] == 1, "\(replayed.text)")
        // Tried first, with a map that is not in force.
        let mended = Self.map.replacing("item.owner", with: "has(item.owner) ? item.owner : item.seller")
        let second = try #require(failed.first?["id"]?.string)
        let tried = try admin.post("/hooks/crm/try", ["map": .string(mended.replacing("member: has", with: "member: 'has").replacing("item.seller", with: "item.seller'")), "receipt": .string(second)])
        #expect(tried.json["parts"]?[0]?["items"]?[0]?["member"] == "li.na", "\(tried.text)")
        try folder.write("hooks/crm.yaml", mended.replacing("member: has", with: "member: 'has").replacing("item.seller", with: "item.seller'"))
        #expect(try admin.post("/hooks/crm/replay", [:]).json["replayed"] == 1)
        #expect(eventually { try admin.get("/hooks/crm").json["received"]?["taken"] == 2 })
        #expect(try recorded(laurel, "D-1") && recorded(laurel, "D-2"))
        #expect(try admin.get("/hooks/crm").json["state"] == "fine")
        expectRefusal(try admin.post("/hooks/crm/receipts/99999/replay", [:]), 404, "not-found")
    }

    @Test func `a map that does not hold keeps what comes, and one that cannot be read lets nobody in`() throws {
        let (laurel, folder) = try laurel(["crm": Self.map.replacing("item.owner", with: "items.owner")]), crm = try laurel.nobody
        let answer = try send(crm, [Self.deal("D-1")])
        #expect(answer.status == 202 && answer.json["fault"]?.string?.contains("the map does not hold") == true, "\(answer.text)")
        try folder.write("hooks/crm.yaml", "verify: {nonsense: 1}\n")
        let busy = try send(crm, [Self.deal("D-2")])
        #expect(busy.status == 503 && busy.header("retry-after") == "60")
        #expect(try laurel.admin.get("/hooks/crm").json["state"] == "broken")
        try folder.write("hooks/crm.yaml", Self.map)
        _ = try laurel.admin.post("/hooks/crm/replay", [:])
        #expect(eventually { try recorded(laurel, "D-1") })
    }

    @Test func `secrets are struck out before anything is kept`() throws {
        let map = Self.map.replacing("verify: {header: X-Key, secret: $CRM_SECRET}", with: "verify: {body: token, secret: $CRM_SECRET}")
        let (laurel, _) = try laurel(["crm": map]), crm = try laurel.nobody
        let answer = try crm.post("/hooks/crm", ["token": .string(Self.secret), "deals": [Self.deal("D-1")], "api_key": "abc-abc", "note": .string("it is " + Self.secret)],
                                  headers: ["Authorization": "Bearer xyz-xyz", "X-Request": "7"])
        #expect(answer.status == 200, "\(answer.text)")
        let text = try laurel.admin.get("/hooks/crm/receipts").text
        for secret in [Self.secret, "abc-abc", "xyz-xyz"] { #expect(!text.contains(secret)) }
        #expect(text.contains("\"X-Request\":\"7\"") && text.contains("D-1"))
        try laurel.write { database in
            let body = try #require(try database.hookReceipts.list(of: "crm", state: nil, before: nil, limit: 1).first).body
            #expect(!String(decoding: body, as: UTF8.self).contains(HookTests.secret))
        }
    }

    @Test func `only the last fifty that were taken are kept, and all that failed`() throws {
        let (laurel, _) = try laurel(), crm = try laurel.nobody
        for number in 0..<60 { _ = try send(crm, [Self.deal("D-\(number)", number < 3 ? "nobody" : "li.na")]) }
        let counts = try laurel.admin.get("/hooks/crm").json["received"]
        #expect(counts?["taken"] == 50 && counts?["failed"] == 3 && counts?["waiting"] == 0)
        let page = try laurel.admin.get("/hooks/crm/receipts?limit=50"), rest = try laurel.admin.get("/hooks/crm/receipts?limit=50&after=\(page.json["next"]?.string ?? "")")
        #expect(page.items.count == 50 && rest.items.count == 3)
        let one = try #require(rest.items.last?["id"]?.string)
        #expect(try laurel.admin.delete("/hooks/crm/receipts/\(one)").status == 204)
        #expect(try laurel.admin.get("/hooks/crm").json["received"]?["failed"] == 2)
    }

    // MARK: Bounds

    @Test func `a body that is too large is told so before it is read`() throws {
        let (laurel, _) = try laurel(), crm = try laurel.nobody
        try crm.client.socket.send(Array("POST /api/v1/hooks/crm HTTP/1.1\r\nHost: localhost\r\nX-Key: \(Self.secret)\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n".utf8))
        #expect(try crm.client.response().status == 413)
        let large = try laurel.nobody.send("POST", "!/api/v1/hooks/crm", Array(repeating: 0x20, count: 1 << 20), headers: ["X-Key": Self.secret])
        #expect(large.status == 202)
    }

    @Test func `who guesses is turned away for a while, and others are not`() throws {
        let (laurel, _) = try laurel(), crm = try laurel.nobody
        var statuses: [Int] = []
        for _ in 0..<40 { statuses.append(try send(crm, [], key: "guess").status) }
        #expect(statuses.contains(429) && statuses.first == 401)
        let slowed = try send(crm, [], key: "guess")
        #expect(slowed.status == 429 && slowed.header("retry-after") != nil)
        laurel.clock.now = laurel.clock.now.adding(seconds: 120)
        #expect(try send(crm, [Self.deal("D-1")]).status == 200)
    }

    @Test func `what waited when the server ended is taken in at the next start`() throws {
        let (laurel, _) = try laurel()
        laurel.stopServer()
        let body = JSONValue.object(["deals": [Self.deal("D-9")]]).bytes, now = laurel.clock.now
        try laurel.write { database in
            _ = try database.hookReceipts.add(NewReceipt(hook: "crm", at: now, address: "", media: "application/json", headers: "{}", body: body))
        }
        try laurel.startServer()
        #expect(eventually { try laurel.admin.get("/hooks/crm").json["received"]?["taken"] == 1 })
        #expect(try recorded(laurel, "D-9"))
    }

    @Test func `Feishu is answered what it asks before it sends`() throws {
        let (laurel, _) = try laurel()
        let answer = try laurel.nobody.send("POST", "!/api/v1/hooks/crm", Array(#"{"type":"url_verification","challenge":"abc"}"#.utf8), headers: ["X-Key": Self.secret, "Content-Type": "application/json"])
        #expect(answer.status == 200 && answer.json["challenge"] == "abc")
    }
}
