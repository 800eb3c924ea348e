import Identity
import JSON
import PointsEngine
import TestClients
import Testing

/// Customers over HTTP, with the rules that come with Laurel; today is 20 November 2026.
@Suite struct CustomersTests {
    let laurel: ServerHarness
    let crm: TestCaller

    init() throws {
        laurel = try ServerHarness()
        crm = try laurel.token(["activities:write"])
        _ = try crm.post("/activities", Sample.sale("S-1", of: "li.na", amount: 8_000, more: [("customer", "Acme")]))
        _ = try crm.post("/activities", Sample.sale("S-2", of: "ma.chao", amount: 9_000, more: [("customer", "Sea")]))
    }

    @Test func `a customer appears with the first activity that names it`() throws {
        let acme = try laurel.rep.get("/customers/Acme").json
        #expect(acme["owner"] == ["id": "li.na", "name": acme["owner"]?["name"] ?? .null])
        #expect(acme["volume"] == 8_000 && acme["orders"] == 1 && acme["state"] == "active")
        #expect(acme["class"] == "C" && acme["visit_due"]?.string == "2027-01-20")
        #expect(acme["last_order"] == "2026-11-20" && acme["last_visit"] == .null)
        let deeds = try laurel.rep.get("/customers/Acme/activities").items
        #expect(deeds.map { $0["id"]?.string } == ["S-1", "customer/Acme/new"] || deeds.map { $0["id"]?.string } == ["customer/Acme/new", "S-1"])
        let explained = try laurel.rep.get("/activities/one?source=/crm&id=S-1").json["decision"]?["customer"]
        #expect(explained?["id"] == "Acme" && explained?["class"]?["id"] == "C")
    }

    @Test func `everyone sees their own, managers those of their teams, directors all`() throws {
        func names(_ caller: TestCaller, _ query: String = "") throws -> [String] { try caller.get("/customers\(query)").items.compactMap { $0["id"]?.string } }
        #expect(try names(laurel.rep) == ["Acme"])
        #expect(try names(laurel.manager) == ["Acme"])
        #expect(try names(laurel.director) == ["Acme", "Sea"])
        #expect(try names(laurel.director, "?sort=volume") == ["Sea", "Acme"])
        #expect(try names(laurel.director, "?owner=ma.chao") == ["Sea"])
        #expect(try names(laurel.rep, "?owner=me&due=week") == [])
        #expect(try names(laurel.director, "?class=C&state=active&q=se") == ["Sea"])
        let first = try laurel.director.get("/customers?limit=1").json
        #expect(try names(laurel.director, "?limit=1&after=\(first["next"]?.string ?? "")") == ["Sea"])
        expectRefusal(try laurel.director.get("/customers?due=soon"), 422, "malformed", at: "due")
    }

    @Test func `a visit that somebody reports for themselves is kept, and marked`() throws {
        _ = try laurel.carryOut([SetCustomerClass(id: "c", customer: "Acme", customerClass: "A", reason: "to be")])
        #expect(try laurel.rep.get("/customers/Acme").json["visit_due"]?.string == "2026-12-04")
        let visit = Sample.activity("V-1", "visit.made", of: "li.na", at: "2026-11-20T02:00:00Z", data: ["customer": "Acme", "note": "well"])
        #expect(try laurel.rep.post("/activities", visit).status == 201)
        let acme = try laurel.rep.get("/customers/Acme").json
        #expect(acme["last_visit"] == "2026-11-20" && acme["visit_due"] == "2026-12-04")
        let deeds = try laurel.rep.get("/customers/Acme/activities").items
        #expect(deeds.contains { $0["type"] == "visit.made" && $0["entered_by"]?["id"] == "li.na" && $0["data"]?["note"] == "well" })
        #expect(deeds.contains { $0["type"] == "laurel.visit.kept" })
    }

    @Test func `what is overdue is listed until there is a visit`() throws {
        laurel.advance(days: 70)
        let overdue = try laurel.rep.get("/customers?owner=me&due=overdue").items
        #expect(overdue.map { $0["id"]?.string } == ["Acme"])
        #expect(overdue.first?["visit_missed"]?.string == "2027-01-20")
        let visit = Sample.activity("V-1", "visit.made", of: "li.na", at: "2027-01-28T02:00:00Z", data: ["customer": "Acme"])
        #expect(try crm.post("/activities", visit).status == 201)
        #expect(try laurel.rep.get("/customers?owner=me&due=overdue").items.isEmpty)
    }

    @Test func `managers add, give and change customers, and somebody else's change is not undone`() throws {
        let manager = try laurel.manager
        let added = try manager.post("/customers", ["id": "Café/Nord 1", "name": "Nord", "owner": "li.na", "potential": 150_000])
        #expect(added.status == 201 && added.json["class"] == "B")
        #expect(try manager.post("/customers", ["id": "Café/Nord 1", "name": "Nord", "owner": "li.na", "potential": 150_000]).status == 200)
        expectRefusal(try manager.post("/customers", ["id": "Café/Nord 1", "name": "South"]), 409, "conflict", at: "/name")
        let path = "/customers/~\(Base64URL.encode(Array("Café/Nord 1".utf8)))"
        #expect(try manager.get(path).json["name"] == "Nord")
        #expect(try manager.patch(path, ["owner": "zhou.xiaotong"], etag: "1").json["owner"]?["id"] == "zhou.xiaotong")
        expectRefusal(try manager.patch(path, ["name": "East"], etag: "1"), 412, "stale")
        #expect(try manager.patch(path, ["owner": .null]).json["owner"] == .null)
        #expect(try manager.get("/customers?owner=none").items.map { $0["name"]?.string } == ["Nord"])
    }

    @Test func `a leaver's customers are listed until they have an owner`() throws {
        #expect(try laurel.manager.patch("/members/li.na", ["left": "2026-11-20"]).status == 200)
        #expect(try laurel.manager.get("/customers?owner=left").items.map { $0["id"]?.string } == ["Acme"])
        #expect(try laurel.manager.patch("/customers/Acme", ["owner": "zhou.xiaotong"]).status == 200)
        #expect(try laurel.manager.get("/customers?owner=left").items.isEmpty)
    }

    @Test func `another class is asked for, and decided in the queue of approvals`() throws {
        let asked = try laurel.manager.put("/customers/Acme/class", ["class": "A", "reason": "a key account to be"])
        #expect(asked.status == 201 && asked.json["state"] == "requested" && asked.json["level"] == "director")
        let waiting = try #require(try laurel.director.get("/approvals?kind=customer-class").items.first)
        #expect(waiting["customer"]?["from"]?["id"] == "C" && waiting["customer"]?["to"]?["id"] == "A" && waiting["reason"] == "a key account to be")
        #expect(try laurel.director.post("/approvals/\(waiting["id"]?.string ?? "")", ["approve": true, "comment": "yes"]).status == 200)
        #expect(try laurel.rep.get("/customers/Acme").json["class"] == "A")
    }

    @Test func `two are merged, and both ids lead to the one`() throws {
        let merged = try laurel.director.post("/customers/Sea/merge", ["into": "Acme"])
        #expect(merged.status == 200 && merged.json["volume"] == 17_000 && merged.json["merged"] == ["Sea"])
        // The same again is done already.
        #expect(try laurel.director.post("/customers/Sea/merge", ["into": "Acme"]).json["volume"] == 17_000)
        #expect(try laurel.director.get("/customers/Sea").json["id"] == "Acme")
        #expect(try laurel.director.get("/customers").items.count == 1)
        #expect(try laurel.director.get("/customers/Acme/activities").items.contains { $0["id"] == "S-2" })
    }

    @Test func `all of it is there after a restart`() throws {
        _ = try laurel.director.post("/customers/Sea/merge", ["into": "Acme"])
        let before = try laurel.director.get("/customers/Acme").json
        laurel.stopServer()
        try laurel.startServer()
        #expect(try laurel.director.get("/customers/Acme").json == before)
    }
}
