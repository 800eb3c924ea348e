import Foundation
import Identity
import JSON
import PointsEngine
import TestClients
import TestServer
import Testing

/// Sheets of the fourth quarter, which open at the lock on 4 January, over HTTP.
@Suite struct AppraisalTests {
    let laurel: ServerHarness
    private let rules: RulesCopy

    init() throws {
        rules = try RulesCopy()
        laurel = try ServerHarness(rules: rules.path)
        try laurel.carryOut([
            SetTarget(id: "t", key: TargetKey(owner: .member("li.na"), metric: "revenue", period: "2026-Q4"), value: 10_000),
        ])
        _ = try laurel.token(["activities:write"]).post("/activities", Sample.sale("S-1", of: "li.na", amount: 11_000))
        laurel.advance(to: .init(rfc3339: "2027-01-03T16:00:00Z") ?? .latest)
    }

    private static let sheet = SheetID(form: "rep-quarter", period: "2026-Q4", member: "li.na")
    private static let path = "/appraisals/\(sheet.inPath)"
    private static let ratings: JSONValue = ["ratings": ["satisfaction": 4, "teamwork": 5], "comment": "well done"]

    private func take(_ steps: Int) throws {
        let all: [(String, JSONValue, TestCaller)] = try [
            ("comment", ["comment": "mine"], laurel.rep), ("rate", Self.ratings, laurel.manager), ("confirm", [:], laurel.director), ("sign", [:], laurel.rep),
        ]
        for (step, body, caller) in all.prefix(steps) {
            let answer = try caller.post("\(Self.path)/\(step)", body)
            #expect(answer.status == 200, "\(step): \(answer.text)")
        }
    }

    @Test func `a sheet is lived through and says how each number came`() throws {
        let opened = try laurel.rep.get(Self.path).json
        #expect(opened["state"] == "open" && opened["waits"]?["turn"] == "self" && opened["may"] == ["comment"] && opened["score"] == .null)
        let revenue = opened["items"]?[0]
        #expect(revenue?["score"] == 55 && revenue?["measured"]?["value"] == 1.1)
        #expect(revenue?["measured"]?["reads"]?[0]?["metric"] == 11_000 && revenue?["measured"]?["reads"]?[0]?["target"] == 10_000)
        try take(4)
        let closed = try laurel.rep.get(Self.path).json
        #expect(closed["state"] == "completed" && closed["score"] == 82 && closed["grade"] == "A" && closed["may"] == [])
        #expect(closed["steps"]?.array?.map { $0["state"]?.string } == ["self", "assessed", "confirmed", "signed", "completed"])
        #expect(closed["steps"]?[1]?["actor"]?["id"] == "chen.jie" && closed["steps"]?[1]?["comment"] == "well done")
        #expect((closed["seal"]?["number"]?.int64 ?? 0) > 0 && closed["seal"]?["hash"]?.string?.isEmpty == false)
        let spread = try laurel.director.get("/appraisals/grades?period=2026-Q4&form=rep-quarter").items
        let team = spread.first { $0["team"]?["id"] == "east-1" }
        #expect(team?["sheets"] == 2 && team?["completed"] == 1 && team?["mean"] == 82)
        #expect(team?["grades"]?.array?.first { $0["id"] == "A" }?["count"] == 1)
    }

    @Test func `the same request again is one, and somebody else's revision is stale`() throws {
        let headers = ["Idempotency-Key": "k-1", "If-Match": "\"1\""]
        let first = try laurel.rep.post("\(Self.path)/comment", ["comment": "mine"], headers: headers)
        #expect(first.status == 200 && first.json["etag"] == "2", "\(first.text)")
        let again = try laurel.rep.post("\(Self.path)/comment", ["comment": "mine"], headers: headers)
        #expect(again.status == 200 && again.json["etag"] == "2" && again.json["steps"]?.array?.count == 1, "\(again.text)")
        expectRefusal(try laurel.manager.post("\(Self.path)/rate", Self.ratings, headers: ["If-Match": "\"1\""]), 412, "stale")
        expectRefusal(try laurel.manager.post("\(Self.path)/rate", ["ratings": ["satisfaction": 9, "teamwork": 1]]), 422, "bad-quantity", at: "/ratings/satisfaction")
        expectRefusal(try laurel.rep.post("\(Self.path)/object", [:]), 422, "malformed")
    }

    @Test func `an objection goes back once`() throws {
        try take(3)
        #expect(try laurel.rep.post("\(Self.path)/object", ["comment": "the contract is missing"]).json["state"] == "objected")
        #expect(try laurel.manager.get("/appraisals?turn=me").items.contains { $0["id"]?.string == Self.sheet.inPath })
        #expect(try laurel.manager.post("\(Self.path)/rate", ["ratings": ["satisfaction": 5, "teamwork": 5]]).json["score"] == 85)
        #expect(try laurel.director.post("\(Self.path)/confirm", [:]).status == 200)
        expectRefusal(try laurel.rep.post("\(Self.path)/object", ["comment": "again"]), 409, "already-decided")
    }

    // MARK: Who may

    /// nobody · rep li.na, whose sheet it is · colleague zhou.xiaotong · manager chen.jie · manager liu.yang of another team · director · finance ·
    /// administrator · tokens with `activities:write`, `members:write`, `read`, `admin`.
    private func callers() throws -> [TestCaller] {
        try [
            laurel.nobody, laurel.rep, laurel.browser("zhou.xiaotong"), laurel.manager, laurel.browser("liu.yang"), laurel.director, laurel.finance, laurel.admin,
            laurel.token(["activities:write"]), laurel.token(["members:write"]), laurel.token(["read"]), laurel.token(["admin"]),
        ]
    }

    /// By steps that were taken: who may comment, rate, confirm, sign, object. `+` may (and is stale), `-` not now, `3` may never, `0` sees
    /// nothing, `1` is not signed in.
    private static let steps: [[String]] = [
        ["1+0303333333", "130-0---333-", "13030---333-", "1-0-0---333-", "1-0303333333"],
        ["1-0303333333", "130+03333333", "13030---333-", "1-0-0---333-", "1-0303333333"],
        ["1-0303333333", "130-0---333-", "13030+333333", "1-030---333-", "1-0303333333"],
        ["1-0303333333", "130-03--333-", "13030---333-", "1+0303333333", "1+0303333333"],
        ["1-0303333333", "130-03--333-", "13030---333-", "1-0303--333-", "1-0303333333"],
    ]

    @Test(arguments: 0..<5) func `every step is for whose turn it is, and a sheet is there for the member and those above alone`(taken: Int) throws {
        try take(taken)
        let callers = try callers()
        for (deed, expected) in zip(Appraise.Action.allCases, Self.steps[taken]) {
            let found = try String(callers.map { caller in
                let answer = try caller.post("\(Self.path)/\(deed.rawValue)", ["comment": "x"], headers: ["If-Match": "\"0\""])
                return Self.letter(answer.status)
            })
            #expect(found == expected, "\(deed.rawValue) after \(taken) steps")
        }
        #expect(try String(callers.map { Self.letter(try $0.get(Self.path).status) }) == "1+0+0+++333+")
        let listed = try callers.map { caller -> Character in
            let answer = try caller.get("/appraisals?limit=500")
            guard answer.status == 200 else { return Self.letter(answer.status) }
            return answer.items.contains { $0["id"]?.string == Self.sheet.inPath } ? "+" : "0"
        }
        #expect(String(listed) == "1+0+0+++333+")
    }

    private static func letter(_ status: Int) -> Character {
        switch status {
        case 200, 412: "+"
        case 401: "1"
        case 403: "3"
        case 404: "0"
        case 500...: "!"
        default: "-"
        }
    }

    /// A rule gives points to whoever is graded: of what came of the sheet the others learn nothing.
    @Test func `what came of it is in no list, feed or export of others`() throws {
        try take(4)
        #expect(try laurel.rep.get("/members/me/statement").items.contains { $0["points"] == 7 })
        for caller in [try laurel.browser("zhou.xiaotong"), try laurel.admin] {
            #expect(try caller.get("/celebrations").items.allSatisfy { $0["points"] != 7 })
        }
        let type = "laurel.appraisal.completed"
        let lists: [(TestCaller, String, Bool)] = try [
            (laurel.rep, "", true), (laurel.manager, "?member=li.na", true), (laurel.admin, "?member=li.na", true), (laurel.token(["read"]), "?member=li.na", false),
        ]
        for (caller, query, isThere) in lists {
            #expect(try caller.get("/activities\(query)").items.contains { $0["type"]?.string == type } == isThere)
        }
        let one = "/activities/one?source=laurel&id=appraisal/rep-quarter/2026-Q4/li.na"
        #expect(try laurel.rep.get(one).status == 200)
        expectRefusal(try laurel.token(["read"]).get(one), 404, "not-found")
        expectRefusal(try laurel.browser("liu.yang").get(one), 404, "not-found")
        #expect(try laurel.admin.get("/exports/activities.csv").text.contains(type))
        #expect(try !laurel.token(["read"]).get("/exports/activities.csv").text.contains(type))
        let everything = try laurel.admin.get("/members/li.na/export").json
        #expect(everything["appraisals"]?.array?.count == 2)
        #expect(try laurel.admin.get("/members/zhou.xiaotong/export").text.contains("well done") == false)
    }
}

/// The rules that come with Laurel, with a rule that answers a closed sheet.
private final class RulesCopy {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "laurel-appraisals-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: URL(filePath: ServerHarness.root + "/Rules"), to: folder)
        let rule = "id: appraised\non: laurel.appraisal.completed\nwhen: data.grade == \"A\"\naward: {fixed: 7}\n"
        try Data(rule.utf8).write(to: folder.appending(path: "points/appraised.yaml"))
        path = folder.path()
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
