import JSON
import TestServer
import TestClients
import Testing

/// The same id from two sources is two activities, and what they hold are two awards.
@Suite struct HeldSourcesTests {
    let laurel: ServerHarness

    init() throws {
        laurel = try ServerHarness()
        for (source, amount) in [("/crm", 900_000), ("/erp", 800_000)] {
            let sale = Sample.activity("S-1", "sale.won", source: source, of: "li.na", at: "2026-11-20T01:00:00Z", data: ["amount": .number(Decimal(amount))])
            let answer = try laurel.token(["activities:write"]).post("/activities", sale)
            #expect(answer.status == 201 && answer.json["awards"]?[0]?["state"]?.string == "held", "\(answer.text)")
        }
    }

    private func held() throws -> [(source: String, id: String)] {
        try laurel.finance.get("/approvals?kind=held").items.compactMap { item in
            item["activity"]?["source"]?.string.flatMap { source in item["id"]?.string.map { (source, $0) } }
        }.sorted { $0.0 < $1.0 }
    }

    private func balance(_ field: String) throws -> Int64? { try laurel.rep.get("/members/me/balance").json[field]?.int64 }

    @Test func `each is decided by itself`() throws {
        let requests = try held()
        #expect(requests.map(\.source) == ["/crm", "/erp"] && Set(requests.map(\.id)).count == 2)
        #expect(try balance("held") == 17_000)
        let answer = try laurel.finance.post("/approvals/\(requests[1].id)", ["approve": true])
        #expect(answer.json["activity"]?["source"]?.string == "/erp" && answer.json["points"]?.int64 == 8_000, "\(answer.text)")
        #expect(try held().map(\.source) == ["/crm"])
        #expect(try balance("held") == 9_000 && balance("pending") == 8_000)
        expectRefusal(try laurel.finance.post("/approvals/\(requests[1].id)", ["approve": true]), 409, "already-decided")
        #expect(try laurel.finance.post("/approvals/\(requests[0].id)", ["approve": false, "comment": "no"]).status == 200)
        #expect(try balance("held") == 0 && balance("pending") == 8_000)
    }

    @Test func `a reversal takes from its own alone`() throws {
        let requests = try held(), crm = try laurel.token(["activities:write"])
        #expect(try crm.post("/activities", Sample.reversal("R-1", of: "S-1", source: "/crm")).status == 201)
        #expect(try balance("held") == 8_000)
        expectRefusal(try laurel.finance.post("/approvals/\(requests[0].id)", ["approve": true]), 409, "already-decided")
        #expect(try laurel.finance.post("/approvals/\(requests[1].id)", ["approve": true]).status == 200)
        #expect(try crm.post("/activities", Sample.reversal("R-2", of: "S-1", source: "/erp")).status == 201)
        #expect(try balance("held") == 0 && balance("pending") == 0)
    }

    @Test func `what is asked for cannot take the name of a held award`() throws {
        let adjusted = try laurel.manager.post("/adjustments", ["member": "li.na", "points": 5, "reason": "x"], key: "hold/%2Fcrm/S-2/big")
        #expect(adjusted.status == 422 || adjusted.json["id"]?.string?.hasPrefix("hold/") != true, "\(adjusted.text)")
    }

    @Test func `the trail names what was decided`() throws {
        _ = try laurel.finance.post("/approvals/\(held()[0].id)", ["approve": true])
        let line = try laurel.finance.get("/audit?kind=approval").items.first
        #expect(line?["subject"]?.string?.hasPrefix("/crm S-1/") == true, "\(line?["subject"]?.string ?? "")")
    }
}
