import JSON
import Testing
import TestClients
import TestServer

@Suite("What is set about hooks", .timeLimit(.minutes(10))) struct HookSettingTests {
    private func laurel() throws -> (ServerHarness, TestFolder) {
        let folder = try TestFolder(), path = folder.path
        try folder.write("hooks/crm.yaml", HookTests.map)
        return (try ServerHarness { $0.options.rulesFolder = path; $0.options.environment = { [folder] _ in folder.path.isEmpty ? "" : nil } }, folder)
    }

    private func send(_ laurel: ServerHarness, _ hook: String, _ id: String, key: String) throws -> HTTPClient.Response {
        try laurel.nobody.post("/hooks/\(hook)", ["deals": [HookTests.deal(id)]], headers: ["X-Key": key])
    }

    @Test func `a hook is made, keyed once, and its key is never told again`() throws {
        let (laurel, _) = try laurel(), admin = try laurel.admin
        let made = try admin.post("/hooks", ["id": "sales", "template": "crm"]), key = try #require(made.json["secret"]?.string)
        #expect(made.status == 201 && made.json["state"] == "new" && made.json["path"] == "/api/v1/hooks/sales")
        #expect(try send(laurel, "sales", "D-1", key: key).status == 200)
        for path in ["/hooks", "/hooks/sales", "/hooks/sales/receipts", "/audit"] { #expect(try !admin.get(path).text.contains(key), "\(path)") }
        expectRefusal(try admin.post("/hooks", ["id": "sales", "template": "crm"]), 409, "conflict", at: "/id")
        expectRefusal(try admin.post("/hooks", ["id": "Sales", "template": "crm"]), 422, "malformed", at: "/id")
        expectRefusal(try admin.post("/hooks", ["id": "a", "template": "none"]), 422, "malformed", at: "/template")
        expectRefusal(try admin.post("/hooks", ["id": "a"]), 422, "malformed", at: "/template")
        expectRefusal(try admin.post("/hooks", ["id": "a", "map": "nonsense: ["]), 422, "invalid-map")
        expectRefusal(try admin.post("/hooks", ["id": "a", "template": "crm", "secret": "short"]), 422, "malformed", at: "/secret")
        #expect(try admin.get("/audit?kind=hook").items.count == 1)
    }

    @Test func `both keys count while one is changed for another`() throws {
        let (laurel, _) = try laurel(), admin = try laurel.admin
        let old = try #require(admin.post("/hooks", ["id": "sales", "template": "crm", "secret": "given-by-the-crm"]).json["secret"]?.string)
        let new = try #require(admin.post("/hooks/sales/secret", ["hours": 1]).json["secret"]?.string)
        #expect(old == "given-by-the-crm" && new != old)
        #expect(try send(laurel, "sales", "D-1", key: old).status == 200 && send(laurel, "sales", "D-2", key: new).status == 200)
        laurel.clock.now = laurel.clock.now.adding(seconds: 3_601)
        #expect(try send(laurel, "sales", "D-3", key: old).status == 401 && send(laurel, "sales", "D-3", key: new).status == 200)
        expectRefusal(try admin.post("/hooks/sales/secret", ["hours": 721]), 422, "malformed", at: "/hours")
        expectRefusal(try admin.post("/hooks/none/secret", [:]), 404, "not-found")
    }

    @Test func `a hook that is off takes nothing, and one that is removed is the file again`() throws {
        let (laurel, _) = try laurel(), admin = try laurel.admin
        let key = try #require(admin.post("/hooks/crm/secret", [:]).json["secret"]?.string)
        #expect(try send(laurel, "crm", "D-1", key: key).status == 200)
        #expect(try admin.put("/hooks/crm", ["on": false], etag: "1").json["state"] == "off")
        #expect(try send(laurel, "crm", "D-2", key: key).status == 404)
        #expect(try admin.put("/hooks/crm", ["on": true], etag: "1").status == 412)
        #expect(try admin.put("/hooks/crm", ["on": true]).json["on"] == true)
        #expect(try send(laurel, "crm", "D-2", key: key).status == 200)
        let other = HookTests.map.replacing("'\"/crm\"'", with: "'\"/other\"'")
        #expect(try admin.put("/hooks/crm", ["map": .string(other)]).json["own_map"] == true)
        #expect(try send(laurel, "crm", "D-3", key: key).status == 200)
        #expect(try admin.get("/activities/one?source=/other&id=D-3").status == 200)
        #expect(try admin.put("/hooks/crm", ["map": .null]).json["own_map"] == false)
        #expect(try admin.delete("/hooks/crm").status == 204)
        #expect(try admin.get("/hooks/crm").json["state"] == "keyless")
        expectRefusal(try admin.delete("/hooks/crm"), 404, "not-found")
        expectRefusal(try admin.put("/hooks/nothing", ["on": false]), 404, "not-found")
    }
}
