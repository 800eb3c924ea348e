import Files
import JSON
import TestClients
import Testing

@Suite struct RulesTests {
    let laurel: ServerHarness

    init() throws { laurel = try ServerHarness() }

    /// The files in force with another text in place of one.
    private func files(_ path: String? = nil, _ change: (String) -> String = { $0 }) throws -> JSONValue {
        var files = try laurel.manager.get("/rules/files").json["files"]?.object ?? [:]
        if let path { files[path] = .string(change(files[path]?.string ?? "")) }
        return .object(files)
    }

    @Test func `rules are read as people read them`() throws {
        let answer = try laurel.rep.get("/rules").json
        let revenue = answer["items"]?.array?.first { $0["id"]?.string == "revenue" }
        #expect(revenue?["award"] == ["points": 1, "per": 100, "unit": "money"])
        #expect(revenue?["pending"]?.string == "P14D")
        #expect(revenue?["expires"] == ["after": "P1Y", "until": "month-end"])
        #expect(revenue?["hold"] == ["when": "points > 5000", "reason": "large-award"])
        let ladder = answer["items"]?.array?.first { $0["id"]?.string == "quarterly-ladder" }
        #expect(ladder?["award"]?["ladder"]?["over"]?.string == "quarter")
        #expect(ladder?["award"]?["ladder"]?["steps"]?[1] == ["from": 300_000, "rate": .number(Decimal(parsing: "0.015") ?? .zero)])
        #expect(ladder?["mine"]?["total"]?.int64 == 0)
        let visit = answer["items"]?.array?.first { $0["id"]?.string == "visit" }
        #expect(visit?["cooldown"] == ["per": ["member", "data.customer"], "for": "PT24H"])
    }

    @Test func `a draft is checked to the line and nothing is written`() throws {
        let good = try laurel.manager.post("/rules/check", ["files": try files()])
        #expect(good.json["ok"]?.bool == true)
        let bad = try laurel.manager.post("/rules/check", ["files": try files("points/visit.yaml") { $0.replacing("award:", with: "awards:") }])
        #expect(bad.status == 200)
        #expect(bad.json["ok"]?.bool == false)
        #expect(bad.json["problems"]?[0]?["file"]?.string == "points/visit.yaml")
        #expect((bad.json["problems"]?[0]?["line"]?.int64 ?? 0) > 1)
        let strange = try laurel.manager.post("/rules/check", ["files": ["../etc/passwd": "x"]])
        #expect(strange.status == 422)
    }

    @Test func `a draft is tried on what happened`() throws {
        let crm = try laurel.token(["activities:write"])
        _ = try crm.post("/activities", [Sample.sale("S-1", of: "li.na", amount: 8_000), Sample.sale("S-2", of: "wang.wei", amount: 2_000)])
        let draft = try files("points/revenue.yaml") { $0.replacing("points: 1, per: 100", with: "points: 2, per: 100") }
        let answer = try laurel.manager.post("/rules/backtest", ["rules": ["files": draft], "from": "2026-11-01", "to": "2026-12-01"])
        #expect(answer.status == 200)
        #expect(answer.json["activities"]?.int64 == 2)
        #expect(answer.json["now"]?.int64 == 100)
        #expect(answer.json["then"]?.int64 == 200)
        #expect(answer.json["gain"]?.int64 == 2)
        #expect(answer.json["members"]?[0] == ["id": "li.na", "name": "李娜", "now": 80, "then": 160])
        #expect(try laurel.rep.get("/members/me/balance").json["pending"]?.int64 == 80)
    }

    @Test func `what is published holds from then on`() throws {
        let draft = try files("points/revenue.yaml") { $0.replacing("points: 1, per: 100", with: "points: 3, per: 100") }
        let answer = try laurel.admin.post("/rules/publish", ["files": draft, "effective": .null, "reason": "campaign"])
        #expect(answer.status == 200, "\(answer.text)")
        laurel.advance(to: ServerHarness.start.adding(seconds: 60))
        #expect(try laurel.rep.get("/rules").json["version"] == answer.json["version"])
        let crm = try laurel.token(["activities:write"])
        let sale = try crm.post("/activities", Sample.sale("S-1", of: "li.na", amount: 1_000, at: "2026-11-20T02:00:30Z"))
        #expect(sale.json["awards"]?[0]?["points"]?.int64 == 30)
        let earlier = try crm.post("/activities", Sample.sale("S-2", of: "li.na", amount: 1_000, at: "2026-11-20T01:00:00Z"))
        #expect(earlier.json["awards"]?[0]?["points"]?.int64 == 10)
        #expect(try laurel.manager.get("/rules/files").json["files"] == draft)
    }

    @Test func `publishing the same again writes nothing`() throws {
        let before = try laurel.admin.get("/audit?limit=1").json["head"]
        let answer = try laurel.admin.post("/rules/publish", ["files": try files()])
        #expect(answer.status == 200)
        #expect(answer.json["version"] == (try laurel.rep.get("/rules").json["version"]))
        #expect(try laurel.admin.get("/audit?limit=1").json["head"] == before)
    }

    @Test func `what does not hold is not published`() throws {
        let bad = try laurel.admin.post("/rules/publish", ["files": try files("points/visit.yaml") { _ in "id: visit" }])
        #expect(bad.status == 422)
        #expect(bad.code == "invalid-rules")
        #expect(bad.json["problems"]?.array?.isEmpty == false)
        let past = try laurel.admin.post("/rules/publish", ["files": try files(), "effective": "2026-11-01"])
        #expect(past.status == 422)
        #expect(past.code == "bad-time")
        _ = try laurel.token(["activities:write"]).post("/activities", Sample.training("T-1", of: "li.na"))
        let moved = try laurel.admin.post("/rules/publish", ["files": try files("company.yaml") { $0.replacing("Asia/Shanghai", with: "Europe/Berlin") }])
        #expect(moved.status == 409)
    }

    @Test func `who may do what with rules`() throws {
        let body: JSONValue = ["files": try files()]
        let accounts = ["li.na": false, "chen.jie": true, "zhao.lei": true, "qian.hong": true, "admin": true]
        for (account, isAllowed) in accounts {
            let browser = try laurel.browser(account)
            #expect(try browser.get("/rules").status == 200)
            #expect(try browser.get("/rules/files").status == (isAllowed ? 200 : 403), "\(account)")
            #expect(try browser.post("/rules/check", body).status == (isAllowed ? 200 : 403), "\(account)")
            if !isAllowed {
                #expect(try browser.post("/rules/backtest", body).status == 403)
                #expect(try browser.post("/rules/publish", body).status == 403)
            }
        }
        for path in ["/rules", "/rules/files"] { #expect(try laurel.nobody.get(path).status == 401) }
        #expect(try laurel.token(["read"]).post("/rules/publish", body).status == 403)
    }
}

/// The publication that judged, and not another one of the same rules.
@Suite struct PublicationTests {
    @Test func `a decision names the publication that judged it`() throws {
        let laurel = try ServerHarness(), crm = try laurel.token(["activities:write"])
        let first = try laurel.admin.get("/rules/files").json["files"]?.object ?? JSONObject()
        var second = first
        second["points/revenue.yaml"] = first["points/revenue.yaml"]?.string.map { .string($0.replacing("points: 1, per: 100", with: "points: 3, per: 100")) }
        var effective: [String?] = []
        for (number, files) in [second, first, second].enumerated() {
            laurel.advance(to: laurel.clock.now.adding(seconds: 60))
            let published = try laurel.admin.post("/rules/publish", ["files": .object(files), "effective": .null])
            #expect(published.status == 200, "\(published.text)")
            effective.append(published.json["effective"]?.string)
            laurel.advance(to: laurel.clock.now.adding(seconds: 60))
            _ = try crm.post("/activities", Sample.sale("S-\(number)", of: "li.na", amount: 1_000, at: laurel.clock.now.rfc3339))
        }
        #expect(Set(effective).count == 3)
        var publications: [Int64?] = []
        for number in 0..<3 {
            let decision = try laurel.admin.get("/activities/one?source=/crm&id=S-\(number)").json["decision"]
            #expect(decision?["effective"]?.string == effective[number], "\(number)")
            publications.append(decision?["publication"]?.int64)
        }
        let versions = try laurel.admin.get("/rules/versions").items
        #expect(versions.map { $0["publication"]?.int64 }.prefix(3) == publications.reversed()[...])
        #expect(versions.map { $0["in_force"]?.bool } == [true] + versions.dropFirst().map { _ in false })
        // The last is the set that the company began with.
        #expect(versions.last?["publication"] == .null && versions.last?["effective"] == .null && versions.count == 5)
        #expect(versions.last?["version"]?.string?.isEmpty == false)
    }
}
