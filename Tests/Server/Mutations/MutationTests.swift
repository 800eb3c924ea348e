import Identity
import JSON
import PointsEngine
import Seeds
import TestClients
import Testing

/// Every request of the description, with arguments, paths, headers and bodies that nobody should send: each gets an answer that says so,
/// and the server is there afterwards. Seeded.
@Suite struct MutationTests {
    private let laurel: ServerHarness

    init() throws {
        laurel = try ServerHarness { $0.web.unixSocket = nil }
        _ = try laurel.token(["activities:write"]).post("/activities", [
            Sample.sale("S-1", of: "li.na", amount: 8_000), Sample.sale("S-2", of: "ma.chao", amount: 2_000), Sample.sale("S-9", of: "li.na", amount: 900_000),
            Sample.training("T-1", of: "li.na"),
        ])
        try laurel.give(2_000, to: "li.na")
        try laurel.offer("mug", cost: 10, stock: 5)
        try laurel.redeem("r-1", "mug", by: "li.na")
    }

    @Test func `every request mutated is answered and none with 500`() throws {
        var random = Seeded()
        let requests = MutatedRequests(try laurel.nobody.get("/openapi.json").json)
        let callers = try [laurel.admin, laurel.manager, laurel.rep, laurel.token(["admin"]), laurel.token(["read"]), laurel.nobody]
        for round in 0..<6 {
            for operation in requests.operations {
                let request = requests.request(of: operation, round: round, &random)
                // A connection of its own: what is malformed ends one.
                let client = try HTTPClient(port: #require(laurel.server.port)), type = request.body == nil ? [:] : ["Content-Type": "application/json"]
                let headers = random.one(callers).writing.merging(type) { $1 }.merging(request.headers) { $1 }
                let answer = try client.request(request.method, request.target, headers: headers, body: request.body)
                #expect(answer.status < 500 || answer.status == 503, "\(request.method) \(request.target) \(request.text): \(answer.status) \(answer.text), \(random)")
            }
        }
        #expect(try laurel.nobody.get("!/healthz").status == 200)
    }

    @Test(arguments: ["entries.csv", "activities.csv", "members.csv"]) func `an export behind everything is empty or refused`(file: String) throws {
        for after in ["9223372036854775807", "9223372036854775806", "-9223372036854775808", "-1", "9007199254740992", "0"] {
            for limit in ["1", "100000", ""] {
                let answer = try laurel.admin.get("/exports/\(file)?after=\(after)&limit=\(limit)")
                #expect([200, 422].contains(answer.status), "\(after) \(limit): \(answer.text)")
            }
        }
        expectRefusal(try laurel.admin.get("/exports/\(file)?after=9223372036854775807&limit=1"), 422, "malformed", at: "after")
        #expect(try laurel.admin.get("/exports/\(file)?after=9007199254740992&limit=1").text.split(separator: "\n").count == 1)
    }

    /// What is asked of the store does not grow with the years that are asked for.
    @Test func `ten thousand years are no longer than one`() throws {
        let range = "from=1970-01-02&to=9999-12-31"
        try laurel.carryOut([SetTarget(id: "t1", key: TargetKey(owner: .member("li.na"), metric: "revenue", period: "2026-11"), value: 100)])
        for by in ["team", "member"] {
            let report = try laurel.admin.get("/reports/targets?by=\(by)&\(range)")
            #expect(report.status == 200, "\(report.text)")
        }
        #expect(try laurel.admin.get("/reports/targets?by=member&\(range)").items.map { $0["key"]?.string } == ["li.na/revenue/2026-11"])
        for path in [
            "/reports/boards?by=member", "/reports/earned?by=rule", "/reports/spent?by=reward", "/reports/liability?by=team", "/audit?limit=1",
            "/members/li.na/statement?limit=1", "/activities?limit=1",
        ] {
            #expect(try laurel.admin.get("\(path)\(path.contains("?") ? "&" : "?")\(range)").status == 200, "\(path)")
        }
        let months = try laurel.admin.get("/reports/earned?by=month&from=2017-01-01&to=2026-12-31&limit=500").json
        let earned = months["items"]?.array ?? []
        #expect(earned.count == 120 && earned.first?["key"] == "2017-01")
        #expect(earned.filter { $0["values"]?[0]?.int64 != 0 }.map { $0["key"]?.string } == ["2026-11"])
        expectRefusal(try laurel.admin.get("/reports/earned?by=month&\(range)"), 422, "malformed", at: "from")
        let owed = try laurel.admin.get("/reports/liability?by=month&from=2017-01-01&to=2026-12-31&limit=500").json["items"]?.array ?? []
        #expect(owed.count == 120)
        #expect(owed.dropLast(2).allSatisfy { $0["values"]?[0]?.int64 == 0 })
        #expect(owed.suffix(2).allSatisfy { $0["values"] == owed.last?["values"] && $0["values"]?[0]?.int64 ?? 0 > 0 })
        for period in ["9999-12", "0001-01", "9999-W52", "0001-W01", "all", "2026-W53", "999999-W53", "9999-12-31", "0001-01-01"] {
            for path in ["/boards/\(try board())?period=\(period)", "/targets?period=\(period)", "/targets/attainment?period=\(period)"] {
                #expect(try laurel.admin.get(path).status < 500, "\(path)")
            }
        }
    }

    private func board() throws -> String { try #require(try laurel.admin.get("/boards").items.first?["id"]?.string) }
}
