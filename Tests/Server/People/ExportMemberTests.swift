import JSON
import TestClients
import TestServer
import Testing

@Suite struct ExportMemberTests {
    @Test func `a person gets all that is known of them and nothing of others`() throws {
        let laurel = try ServerHarness()
        let sale = try laurel.token(["activities:write"]).post("/activities", Sample.sale("S-1", of: "li.na", amount: 5_000))
        #expect(200..<300 ~= sale.status, "\(sale.text)")
        let other = try laurel.token(["activities:write"]).post("/activities", Sample.sale("S-2", of: "wang.wei", amount: 7_000))
        #expect(200..<300 ~= other.status, "\(other.text)")
        let answer = try laurel.admin.get("/members/li.na/export")
        #expect(answer.status == 200 && answer.header("Content-Disposition")?.contains("attachment") == true)
        let known = answer.json
        #expect(known["member"]?["id"]?.string == "li.na")
        #expect(known["activities"]?.array?.compactMap { $0["id"]?.string } == ["S-1"])
        #expect(known["activities"]?[0]?["body"]?.object != nil)
        #expect(known["entries"]?.array?.isEmpty == false && known["entries"]?.array?.allSatisfy { $0["member"]?.string == "li.na" } == true)
        #expect(known["records"]?.array?.contains { $0["kind"]?.string == "put-member" } == true)
        #expect(known["accounts"]?[0]?["name"]?.string == "li.na" && known["sessions"]?.array?.isEmpty == false)
        #expect(!answer.text.contains("argon2") && !answer.text.contains("S-2") && !answer.text.contains("\"token\""))
        // That it went out stands in the trail.
        let trail = try laurel.admin.get("/audit?kind=export").json["items"]?.array ?? []
        #expect(trail.contains { $0["subject"]?.string == "member li.na" })
    }

    @Test func `only administrators give it out`() throws {
        let laurel = try ServerHarness()
        for caller in [try laurel.rep, try laurel.manager, try laurel.director, try laurel.finance, try laurel.token(["read"])] {
            #expect(try caller.get("/members/li.na/export").status == 403)
        }
        #expect(try laurel.nobody.get("/members/li.na/export").status == 401)
        #expect(try laurel.admin.get("/members/nobody/export").status == 404)
    }
}
