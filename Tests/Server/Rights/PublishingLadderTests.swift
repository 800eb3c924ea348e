import Identity
import JSON
import PointsEngine
import Store
import TestClients
import Testing

/// Who publishes what, and who seconds it (points.md, "Publishing").
@Suite struct PublishingLadderTests {
    let laurel: ServerHarness

    init() throws { laurel = try ServerHarness() }

    private func draft(_ path: String, _ old: String, _ new: String) throws -> JSONValue {
        var files = try laurel.manager.get("/rules/files").json["files"]?.object ?? [:]
        let text = files[path]?.string ?? ""
        #expect(text.contains(old), "\(path): \(old)")
        files[path] = .string(text.replacing(old, with: new))
        return .object(files)
    }

    private func publish(_ files: JSONValue, by caller: TestCaller) throws -> HTTPClient.Response {
        try caller.post("/rules/publish", ["files": files, "reason": "a change"])
    }

    private func title() throws -> JSONValue { try draft("points/training.yaml", "en: Training passed", "en: Course passed") }
    private func money() throws -> JSONValue { try draft("points/training.yaml", "fixed: 50", "fixed: 51") }
    private func authority() throws -> JSONValue { try draft("company.yaml", "approvals:", "approvals: [{by: none}]\nx_approvals:").without("x_approvals") }

    private func approve(_ answer: HTTPClient.Response, by caller: TestCaller, _ approve: Bool = true) throws -> HTTPClient.Response {
        try caller.post("/approvals/\(answer.json["id"]?.string ?? "")", ["approve": .bool(approve), "comment": "seen"])
    }

    private var version: String? { get throws { try laurel.rep.get("/rules").json["version"]?.string } }

    /// The attack: a team's manager published `approvals: [{by: none}]` and adjusted by 60,000,000.
    @Test func `a manager does not publish their own authority`() throws {
        let files = try authority(), before = try version
        for caller in [try laurel.manager, try laurel.director] {
            let answer = try publish(files, by: caller)
            expectRefusal(answer, 403, "not-permitted")
            #expect(answer.json["detail"]?.string?.contains("finance or above") == true)
        }
        for (path, old, new) in [
            ("points/visit.yaml", "manual: true", "manual: self"), ("points/revenue.yaml", "points > 5000", "points > 5000000"),
            ("company.yaml", "second: true", "second: false"), ("company.yaml", "authority: finance", "authority: manager"),
        ] {
            expectRefusal(try publish(try draft(path, old, new), by: laurel.manager), 403, "not-permitted")
        }
        #expect(try version == before)
        let gift = try laurel.manager.post("/adjustments", ["member": "li.na", "points": 60_000_000, "reason": "thanks"])
        #expect(gift.json["state"]?.string == "requested")
        #expect(gift.json["level"]?.string == "finance")
        // Finance drafts it, and somebody of that role or above seconds it.
        let drafted = try publish(files, by: laurel.finance)
        #expect(drafted.status == 202, "\(drafted.text)")
        #expect(drafted.json["needs"]?.string == "finance")
        expectRefusal(try approve(drafted, by: laurel.finance), 403, "not-permitted")
        expectRefusal(try approve(drafted, by: laurel.director), 403, "not-permitted")
        #expect(try approve(drafted, by: laurel.admin).status == 200)
    }

    @Test func `what gives more needs a director`() throws {
        let files = try money()
        expectRefusal(try publish(files, by: laurel.manager), 403, "not-permitted")
        let check = try laurel.manager.post("/rules/check", ["files": files]).json
        #expect(check["needs"]?.string == "director")
        #expect(check["may"]?.bool == false)
        #expect(check["second"]?.bool == true)
        #expect(check["changes"] == [["weight": "money", "kind": "rule", "name": "training", "what": "award"]])
        let drafted = try publish(files, by: laurel.director)
        #expect(drafted.status == 202)
        expectRefusal(try approve(drafted, by: laurel.browser("liu.yang")), 403, "not-permitted")
        #expect(try approve(drafted, by: laurel.finance).status == 200)
    }

    @Test func `a draft waits for another person who sees what it changes`() throws {
        let manager = try laurel.manager, other = try laurel.browser("liu.yang"), before = try version
        let files = try title(), drafted = try publish(files, by: manager)
        #expect(drafted.status == 202, "\(drafted.text)")
        #expect(drafted.json["state"]?.string == "waiting")
        #expect(try version == before)
        #expect(try manager.get("/approvals").items.isEmpty)
        let own = try manager.get("/rules/waiting").items.first
        #expect(own?["id"] == drafted.json["id"])
        #expect(own?["may"]?.bool == false)
        let seen = try other.get("/approvals?kind=publication").items.first
        #expect(seen?["by"]?["id"]?.string == "chen.jie")
        #expect(seen?["reason"]?.string == "a change")
        #expect(seen?["publication"]?["changes"] == [["weight": "rules", "kind": "rule", "name": "training", "what": "title"]])
        #expect(seen?["publication"]?["stale"]?.bool == false)
        let lines = seen?["publication"]?["files"]?[0]?["lines"]?.array ?? []
        #expect(lines.filter { ["+", "-"].contains($0["mark"]?.string) }.count == 2)
        expectRefusal(try approve(drafted, by: manager), 403, "not-permitted")
        #expect(try approve(drafted, by: laurel.rep).status == 403)
        let decided = try approve(drafted, by: other)
        #expect(decided.status == 200, "\(decided.text)")
        #expect(decided.json["state"]?.string == "approved")
        #expect(try laurel.manager.get("/rules/files").json["files"] == files)
        expectRefusal(try approve(drafted, by: laurel.director), 409, "already-decided")
        let line = try laurel.finance.get("/audit?kind=publication&limit=1").items.first
        #expect(line?["actor"]?["id"]?.string == "liu.yang")
        #expect(line?["comment"]?.string == "seen")
        #expect(line?["detail"]?["seconds"] == drafted.json["id"])
        #expect(try laurel.manager.get("/rules/waiting").items.isEmpty)
    }

    @Test func `a draft is refused with a reason and stays one`() throws {
        let before = try version, drafted = try publish(try title(), by: laurel.manager)
        let refused = try approve(drafted, by: laurel.browser("liu.yang"), false)
        #expect(refused.status == 200, "\(refused.text)")
        expectRefusal(try approve(drafted, by: laurel.director), 409, "already-decided")
        #expect(try version == before)
    }

    @Test func `what was published since is not undone unseen`() throws {
        let drafted = try publish(try title(), by: laurel.manager)
        #expect(try publish(try money(), by: laurel.admin).status == 200)
        #expect(try laurel.director.get("/approvals?kind=publication").items.first?["publication"]?["stale"]?.bool == true)
        expectRefusal(try approve(drafted, by: laurel.director), 412, "stale")
    }

    /// What is planned weighs too: publishing it at once is more than it was.
    @Test func `a planned set is not brought forward by who could not plan it`() throws {
        let files = try money()
        let planned = try laurel.admin.post("/rules/publish", ["files": files, "effective": "2027-01-01"])
        #expect(planned.status == 200)
        expectRefusal(try publish(files, by: laurel.manager).self, 403, "not-permitted")
    }

    @Test func `an only administrator does both and the trail says so`() throws {
        #expect(try publish(try money(), by: laurel.admin).status == 200)
        #expect(try laurel.admin.get("/audit?kind=publication&limit=1").items.first?["detail"]?["second"]?.string?.contains("only administrator") == true)
        let now = laurel.clock.now
        try laurel.write { try $0.accounts.add(UserAccount(name: "root", member: nil, role: .admin, password: "!", created: now)) }
        let drafted = try publish(try draft("points/training.yaml", "fixed: 51", "fixed: 52"), by: laurel.admin)
        #expect(drafted.status == 202)
        expectRefusal(try approve(drafted, by: laurel.admin), 403, "not-permitted")
        // A token is no second person.
        expectRefusal(try approve(drafted, by: laurel.token(["admin"])), 403, "not-permitted")
    }

    @Test func `who made a token is no second to what it drafts`() throws {
        let now = laurel.clock.now
        try laurel.write { database in
            for name in ["root", "second"] { try database.accounts.add(UserAccount(name: name, member: nil, role: .admin, password: "!", created: now)) }
        }
        let made = try laurel.admin.post("/tokens", ["name": "ci", "scopes": ["admin"]])
        let ci = try laurel.caller(bearing: made.json["token"]?.string ?? "")
        let drafted = try publish(try title(), by: ci)
        #expect(drafted.status == 202, "\(drafted.text)")
        expectRefusal(try approve(drafted, by: laurel.admin), 403, "not-permitted")
        #expect(try approve(drafted, by: laurel.manager).status == 200)
    }

    /// By the files each rule gives less; by past facts somebody would get more, because a limit of the company leaves it to them.
    @Test func `the try on past facts counts too`() throws {
        #expect(try publish(try draft("company.yaml", "points: 2000000", "points: 100"), by: laurel.admin).status == 200)
        laurel.advance(to: ServerHarness.start.adding(seconds: 60))
        let crm = try laurel.token(["activities:write"])
        _ = try crm.post("/activities", [
            Sample.training("T-1", of: "li.na", course: "A", at: "2026-11-20T02:00:10Z"), Sample.training("T-2", of: "li.na", course: "B", at: "2026-11-20T02:00:11Z"),
            Sample.training("T-3", of: "wang.wei", course: "A", at: "2026-11-20T02:00:12Z"),
        ])
        let files = try draft("points/training.yaml", "count: 6", "count: 1")
        #expect(try laurel.manager.post("/rules/check", ["files": files]).json["needs"]?.string == "manager")
        expectRefusal(try publish(files, by: laurel.manager), 403, "not-permitted")
        #expect(try publish(files, by: laurel.director).json["changes"]?.array?.contains(["weight": "money", "kind": "try", "name": "", "what": "gain"]) == true)
    }

    @Test func `without a second the ladder still holds`() throws {
        #expect(try publish(try draft("company.yaml", "second: true", "second: false"), by: laurel.admin).status == 200)
        expectRefusal(try publish(try money(), by: laurel.manager), 403, "not-permitted")
        #expect(try publish(try title(), by: laurel.manager).json["state"]?.string == "published")
        #expect(try publish(try money(), by: laurel.director).json["state"]?.string == "published")
    }

    @Test func `the same draft twice is one`() throws {
        let files = try title(), manager = try laurel.manager
        let first = try manager.post("/rules/publish", ["files": files], key: "k"), again = try manager.post("/rules/publish", ["files": files], key: "k")
        #expect(first.json["id"] == again.json["id"])
        #expect(try laurel.director.get("/approvals?kind=publication").items.count == 1)
        expectRefusal(try manager.post("/rules/publish", ["files": try draft("points/visit.yaml", "en: Customer visit", "en: Visit")], key: "k"), 409, "conflict")
    }
}

extension JSONValue {
    /// Without the lines of one key of `company.yaml`, which go on indented.
    fileprivate func without(_ key: String) -> JSONValue {
        var files = object ?? [:]
        var isInside = false
        let lines = (files["company.yaml"]?.string ?? "").split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            if line.hasPrefix("\(key):") { isInside = true } else if !line.hasPrefix(" ") { isInside = false }
            return !isInside
        }
        files["company.yaml"] = .string(lines.joined(separator: "\n"))
        return .object(files)
    }
}
