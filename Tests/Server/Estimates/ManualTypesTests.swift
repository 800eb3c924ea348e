import JSON
import TestClients
import TestServer
import Testing

@Suite("What may be entered by hand") struct ManualTypesTests {
    private func types(_ caller: TestCaller) throws -> [String: [String]] {
        let answer = try caller.get("/activities/manual")
        #expect(answer.status == 200, "\(answer.text)")
        return Dictionary(uniqueKeysWithValues: answer.items.map { ($0["type"]?.string ?? "", $0["by"]?.array?.compactMap(\.string) ?? []) })
    }

    @Test func `is listed for who may, with what its rules read`() throws {
        let laurel = try Shared.laurel, rep = try types(laurel.rep), manager = try types(laurel.manager)
        #expect(!rep.isEmpty && rep.values.allSatisfy { $0 == ["self"] })
        #expect(manager.count >= rep.count && Set(rep.keys).isSubset(of: manager.keys))
        let first = try #require(try laurel.rep.get("/activities/manual").items.first)
        #expect(first["title"]?.object?.isEmpty == false && first["fields"]?.array != nil)
    }

    /// What is listed is taken, and what is not is refused: one author.
    @Test func `is what is taken`() throws {
        let laurel = try ServerHarness()
        for type in try types(laurel.rep).keys {
            let answer = try laurel.rep.post("/activities", ["id": .string("by-hand-\(type)"), "source": "/manual", "type": .string(type), "time": "2026-11-20T01:00:00Z", "subject": "li.na", "data": [:]])
            #expect(answer.code != "not-permitted", "\(type): \(answer.text)")
        }
        let sale = try laurel.rep.post("/activities", ["id": "by-hand", "source": "/manual", "type": "sale.won", "time": "2026-11-20T01:00:00Z", "subject": "li.na", "data": ["amount": 1]])
        #expect(sale.code == "not-permitted", "\(sale.text)")
    }
}
