import JSON
import TestClients
import TestServer
import Testing

@Suite("Wishes over HTTP") struct WishTests {
    private let laurel: ServerHarness

    init() throws {
        laurel = try ServerHarness()
        try laurel.offer("mug", cost: 300, stock: 1)
    }

    private var mug: JSONValue? { get throws { try laurel.rep.get("/rewards").item("mug")?["me"] } }

    @Test func `stand beside the reward, for who made them alone`() throws {
        #expect(try mug?["wish"] == .null)
        let wished = try laurel.rep.put("/rewards/mug/wish", ["wanted": true])
        #expect(wished.status == 200 && wished.json["me"]?["wish"]?.string != nil && wished.json["me"]?["missing"]?.int64 == 300, "\(wished.text)")
        #expect(try laurel.manager.get("/rewards").item("mug")?["me"]?["wish"] == .null)
        #expect(try laurel.rep.put("/rewards/mug/wish", ["wanted": false]).json["me"]?["wish"] == .null)
        expectRefusal(try laurel.rep.put("/rewards/none/wish", ["wanted": true]), 404, "not-found")
        expectRefusal(try laurel.rep.put("/rewards/mug/wish", [:]), 422, "malformed", at: "/wanted")
    }

    @Test func `are told when they come true, and are over when it is had`() throws {
        _ = try laurel.rep.put("/rewards/mug/wish", ["wanted": true])
        try laurel.give(300, to: "li.na")
        let notice = try #require(try laurel.rep.get("/notices").items.first { $0["kind"]?.string == "wish" })
        #expect(notice["reward"]?.string == "mug" && notice["before"]?.string == "insufficient-points")
        #expect(try laurel.rep.post("/redemptions", ["reward": "mug"]).status == 201)
        #expect(try mug?["wish"] == .null)
    }
}
