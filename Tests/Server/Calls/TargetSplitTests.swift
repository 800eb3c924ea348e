import JSON
import TestClients
import TestServer
import Testing

/// How a target could be split.
@Suite("The split of a target") struct TargetSplitTests {
    private let laurel: ServerHarness

    init() throws { laurel = try ServerHarness() }

    private func agree(_ owner: JSONValue, _ period: String, _ value: JSONValue) throws {
        let answer = try laurel.finance.put("/targets", ["targets": [["owner": owner, "metric": "revenue", "period": .string(period), "value": value]], "reason": "agreed"])
        #expect(answer.status == 200 && answer.items.first?["state"]?.string == "agreed", "\(answer.text)")
    }

    private func split(_ query: String, by caller: TestCaller? = nil) throws -> JSONValue {
        let answer = try (caller ?? laurel.manager).get("/targets/split?of=team:east-1&metric=revenue&\(query)")
        #expect(answer.status == 200, "\(answer.text)")
        return answer.json
    }

    private static let team: JSONValue = ["kind": "team", "id": "east-1"]

    private func values(_ split: JSONValue) -> [Int64?] { split["parts"]?.array?.map { $0["value"]?.int64 } ?? [] }

    @Test func `goes from the year over quarters and months to weeks, and to people`() throws {
        try agree(Self.team, "2027", 1_200_000)
        let year = try split("period=2027&shape=even")
        #expect(year["into"]?.string == "quarters" && year["ways"] == ["quarters", "months", "members"])
        #expect(values(year) == [300_000, 300_000, 300_000, 300_000])
        #expect(try split("period=2027-Q1")["ways"] == ["months", "weeks", "members"])
        #expect(try split("period=2027-03")["ways"] == ["weeks", "members"])
        #expect(try split("period=2027-W10")["ways"] == ["members"])
        #expect(try split("period=2027-03")["parts"]?.array?.map { $0["period"]?.string } == ["2027-W09", "2027-W10", "2027-W11", "2027-W12"])
    }

    @Test func `respects what is set, and shares out what is left`() throws {
        try agree(Self.team, "2027", 1_000_000)
        try agree(Self.team, "2027-Q1", 400_000)
        let found = try split("period=2027&shape=even")
        #expect(values(found) == [400_000, 200_000, 200_000, 200_000])
        #expect(found["parts"]?[0]?["set"]?.int64 == 400_000 && found["parts"]?[1]?["set"] == .null && found["left"]?.int64 == 600_000)
    }

    @Test func `has the shape of the year before, in whole units`() throws {
        try agree(Self.team, "2026-Q4", 1_000)
        let sales = [("2025-10-10T01:00:00Z", 100), ("2025-11-10T01:00:00Z", 200), ("2025-12-10T01:00:00Z", 400)]
        for (index, sale) in sales.enumerated() {
            #expect(try laurel.token(["activities:write"]).post("/activities", Sample.sale("L-\(index)", of: "li.na", amount: sale.1, at: sale.0)).status == 201)
        }
        let found = try split("period=2026-Q4")
        #expect(found["shape"]?.string == "last-year" && found["parts"]?.array?.map { $0["last_year"]?.int64 } == [100, 200, 400])
        #expect(values(found) == [143, 286, 571])
        #expect(try split("period=2026-Q4&shape=even")["parts"]?.array?.compactMap { $0["value"]?.int64 }.reduce(0, +) == 1_000)
    }

    @Test func `among members leaves out who leads, unless they have a target of their own`() throws {
        try agree(Self.team, "2026-12", 900)
        let owners = { (split: JSONValue) in Set(split["parts"]?.array?.compactMap { $0["owner"]?["id"]?.string } ?? []) }
        let without = owners(try split("period=2026-12&into=members"))
        #expect(without.contains("li.na") && !without.contains("chen.jie"))
        try agree(["kind": "member", "id": "chen.jie"], "2026-12", 100)
        #expect(owners(try split("period=2026-12&into=members")).contains("chen.jie"))
    }

    @Test func `says which targets the reader may change`() throws {
        try agree(Self.team, "2026-12", 900)
        try agree(["kind": "team", "id": "west"], "2026-12", 900)
        let may = { (caller: TestCaller) in
            try caller.get("/targets?period=2026-12").items.map { "\($0["owner"]?["id"]?.string ?? ""):\($0["may"]?.array?.count ?? -1)" }.sorted()
        }
        #expect(try may(laurel.manager) == ["east-1:1", "west:0"])
        #expect(try may(laurel.director) == ["east-1:1", "west:1"])
        #expect(try split("period=2026-12", by: laurel.browser("liu.yang"))["parts"]?[0]?["may"] == [])
    }

    @Test(arguments: [
        ("of=team:east-1&metric=revenue&period=soon", "bad-time", "period"), ("of=team:east-1&metric=none&period=2026", "malformed", "metric"), ("of=east-1&metric=revenue&period=2026", "malformed", "of"),
        ("of=team:none&metric=revenue&period=2026", "unknown-team", "of"), ("of=team:east-1&metric=revenue&period=2026-W10&into=months", "malformed", "into"),
        ("of=team:east-1&metric=revenue&period=2026&shape=round", "malformed", "shape"),
    ])
    func `names the argument that is wrong`(_ query: String, _ code: String, _ pointer: String) throws {
        expectRefusal(try laurel.manager.get("/targets/split?\(query)"), 422, code, at: pointer)
    }
}
