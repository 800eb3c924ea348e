import JSON
import TestClients
import Testing

/// A token touches only its own sources, whatever it says of others (api.md).
@Suite struct TokenSourceTests {
    let laurel: ServerHarness
    private let folder: TestFolder

    init() throws {
        let rules = try TestFolder()
        let map = { (source: String, link: String) in
            """
            activities:
              source: '"\(source)"'
              id: row.id
              type: '"sale.won"'
              time: row.closed
              member: row.agent
              data: {amount: decimal(row.value)\(link)}

            """
        }
        try rules.write("imports/erp.yaml", map("/erp", ""))
        try rules.write("imports/crm.yaml", map("/crm", ""))
        try rules.write("imports/laurel.yaml", map("laurel", ""))
        try rules.write("imports/links.yaml", map("/crm", ", replaces: {source: '\"/erp\"', id: row.earlier}"))
        laurel = try ServerHarness { $0.options.rulesFolder = rules.path }
        folder = rules
        let erp = try laurel.token(["activities:write"], sources: ["/erp"])
        #expect(try erp.post("/activities", Sample.activity("E-1", "sale.won", source: "/erp", of: "li.na", at: Self.time, data: ["amount": 10_000])).status == 201)
    }

    private static let time = "2026-11-20T01:00:00Z"

    private static func event(_ id: String, source: String = "/crm", link: String? = nil, to earlier: (source: String, id: String) = ("/erp", "E-1")) -> JSONValue {
        var data: JSONObject = ["amount": 1]
        if let link { data[link] = ["source": .string(earlier.source), "id": .string(earlier.id)] }
        return Sample.activity(id, "sale.won", source: source, of: "li.na", at: time, data: data)
    }

    private func pending() throws -> Int64? { try laurel.admin.get("/members/li.na/balance").json["pending"]?.int64 }

    @Test(arguments: ["reverses", "replaces"]) func `a token undoes nothing of another source`(link: String) throws {
        let crm = try laurel.token(["activities:write"], sources: ["/crm"])
        expectRefusal(try crm.post("/activities", Self.event("C-1", link: link)), 403, "not-permitted", at: "/data/\(link)")
        // Nor does it learn what there is.
        expectRefusal(try crm.post("/activities", Self.event("C-1", link: link, to: ("/erp", "none"))), 403, "not-permitted", at: "/data/\(link)")
        let batch = try crm.post("/activities", [Self.event("C-2"), Self.event("C-3", link: link)]).json["results"]
        #expect(batch?[0]?["status"]?.string == "recorded")
        #expect(batch?[1]?["error"]?["code"]?.string == "not-permitted")
        #expect(try pending() == 100)
        #expect(try crm.post("/activities", Self.event("C-4", link: link, to: ("/crm", "C-2"))).status == 201)
        // One that is bound to both may.
        let both = try laurel.token(["activities:write"], sources: ["/crm", "/erp"])
        #expect(try both.post("/activities", Self.event("C-5", link: link)).status == 201)
    }

    @Test(arguments: ["reverses", "replaces"]) func `nobody from outside undoes what laurel or people reported`(link: String) throws {
        #expect(try laurel.browser("zhou.xiaotong").post("/activities", Sample.activity("V-1", "visit.made", of: "li.na", at: Self.time, data: ["customer": "A"])).status == 201)
        let free = try laurel.token(["activities:write"])
        for source in ["/manual", "laurel", "/laurel", "Laurel"] {
            expectRefusal(try free.post("/activities", Self.event("F-1", link: link, to: (source, "V-1"))), 403, "not-permitted", at: "/data/\(link)")
        }
        #expect(try free.post("/activities", Self.event("F-2", link: link)).status == 201)
        let manual = try laurel.token(["activities:write"], sources: ["/manual"])
        #expect(try manual.post("/activities", Self.event("M-1", source: "/manual", link: link, to: ("/manual", "V-1"))).status == 201)
    }

    @Test(arguments: ["map=erp", "map=erp&dry_run=true", "map=links", "map=links&dry_run=true"]) func `an import touches no other source`(query: String) throws {
        let crm = try laurel.token(["admin"], sources: ["/crm"])
        let file = "id,agent,closed,value,earlier\nI-1,li.na,2026-11-19,1,E-1\n"
        let answer = try crm.send("POST", "/imports?\(query)", Array(file.utf8), headers: ["Content-Type": "text/csv"])
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.json["recorded"]?.int64 == 0)
        #expect(answer.json["errors"]?[0]?["code"]?.string == "not-permitted")
        #expect(try pending() == 100)
        let own = try crm.send("POST", "/imports?map=crm", Array(file.utf8), headers: ["Content-Type": "text/csv"])
        #expect(own.json["recorded"]?.int64 == 1)
    }

    @Test func `no import speaks for laurel`() throws {
        let file = "id,agent,closed,value,earlier\nI-1,li.na,2026-11-19,1,\n"
        for caller in [try laurel.admin, try laurel.token(["admin"])] {
            let answer = try caller.send("POST", "/imports?map=laurel", Array(file.utf8), headers: ["Content-Type": "text/csv"])
            #expect(answer.json["recorded"]?.int64 == 0)
            #expect(answer.json["errors"]?[0]?["code"]?.string == "not-permitted", "\(answer.text)")
        }
    }

    @Test func `a token looks at its own sources alone`() throws {
        let crm = try laurel.token(["activities:write", "read"], sources: ["/crm"])
        #expect(try crm.post("/activities", Self.event("C-1")).status == 201)
        #expect(try crm.get("/activities/one?source=/crm&id=C-1").status == 200)
        expectRefusal(try crm.get("/activities/one?source=/erp&id=E-1"), 404, "not-found")
        #expect(try crm.get("/activities?member=li.na").items.map { $0["id"]?.string } == ["C-1"])
        #expect(try laurel.token(["read"]).get("/activities?member=li.na").items.count == 2)
    }
}
