import JSON
import TestClients
import Testing

@Suite struct ActivityTests {
    let laurel: ServerHarness
    let crm: TestCaller

    init() throws {
        laurel = try ServerHarness()
        crm = try laurel.token(["activities:write"])
    }

    @Test func `a sale is recorded once and answered with its awards`() throws {
        let first = try crm.post("/activities", Sample.sale("S-1", of: "li.na", amount: 8_050))
        #expect(first.status == 201)
        #expect(first.json["status"]?.string == "recorded")
        let award = first.json["awards"]?[0]
        #expect(award?["member"]?.string == "li.na")
        #expect(award?["rule"]?.string == "revenue")
        #expect(award?["points"]?.number?.int64 == 80)
        #expect(award?["state"]?.string == "pending")
        #expect(award?["expires"]?.string == "2027-12-31T16:00:00Z")
        let again = try crm.post("/activities", Sample.sale("S-1", of: "li.na", amount: 8_050))
        #expect(again.status == 200)
        #expect(again.json["status"]?.string == "duplicate")
        #expect(again.json["awards"] == first.json["awards"])
    }

    @Test func `the same identity with other content is a conflict`() throws {
        _ = try crm.post("/activities", Sample.sale("S-1", of: "li.na", amount: 100))
        let other = try crm.post("/activities", Sample.sale("S-1", of: "li.na", amount: 200))
        #expect(other.status == 409)
        #expect(other.code == "conflict")
    }

    @Test func `what a limit took is told`() throws {
        let answer = try crm.post("/activities", Sample.sale("S-1", of: "li.na", amount: 2_100_000))
        #expect(answer.json["cut"]?[0]?["points"]?.number?.int64 == 1_000)
        #expect(answer.json["cut"]?[0]?["limit"]?.string == "member/day")
        #expect(answer.json["awards"]?[0]?["state"]?.string == "held")
        #expect(answer.json["awards"]?[0]?["reason"]?.string == "large-award")
    }

    private static let refused: [(JSONValue, code: String, pointer: String?)] = [
        (Sample.activity("X", "no.such.type", of: "li.na", at: "2026-11-20T01:00:00Z", data: [:]), "unknown-type", "/type"),
        (Sample.sale("X", of: "nobody", amount: 1), "unknown-member", "/subject"),
        (Sample.sale("X", of: "li.na", amount: 1, at: "2026-11-20T02:06:00Z"), "in-the-future", "/time"),
        (Sample.sale("X", of: "li.na", amount: 1, at: "yesterday"), "bad-time", "/time"),
        (Sample.sale("X", of: "li.na", amount: -1), "negative-quantity", nil),
        (Sample.reversal("X", of: "unknown"), "unknown-activity", "/data"),
        (Sample.sale("X", of: "li.na", amount: 1, more: [("note", .string(String(repeating: "x", count: 70_000)))]), "too-large", "/data"),
    ]

    @Test func `what does not hold is refused with its place and nothing is written`() throws {
        for (event, code, pointer) in Self.refused {
            let answer = try crm.post("/activities", event)
            #expect(answer.status == 422, "\(code)")
            #expect(answer.code == code)
            #expect(answer.header("Content-Type") == "application/problem+json")
            if let pointer { #expect(answer.json["errors"]?[0]?["pointer"]?.string == pointer, "\(code)") }
        }
        #expect(try crm.post("/activities", Sample.sale("X", of: "li.na", amount: 500)).status == 201)
    }

    @Test func `one bad activity of a batch does not stop the others`() throws {
        let batch: JSONValue = [Sample.sale("1", of: "li.na", amount: 100), "nonsense", Sample.sale("3", of: "nobody", amount: 1), Sample.sale("4", of: "li.na", amount: 100)]
        let answer = try crm.post("/activities", batch)
        #expect(answer.status == 200)
        #expect(answer.json["results"]?.array?.map { $0["status"]?.string } == ["recorded", "refused", "refused", "recorded"])
        #expect(answer.json["results"]?[1]?["error"]?["code"]?.string == "malformed")
        #expect(answer.json["results"]?[2]?["error"]?["code"]?.string == "unknown-member")
        #expect(answer.json["results"]?[2]?["id"]?.string == "3")
    }

    @Test func `a thousand at once are taken and one more is not`() throws {
        let events = (0..<1_001).map { Sample.sale("S-\($0)", of: "li.na", amount: 100 + $0) }
        let tooMany = try crm.post("/activities", .array(events))
        #expect(tooMany.status == 413)
        #expect(tooMany.code == "too-large")
        let answer = try crm.post("/activities", .array(Array(events.dropLast())))
        #expect(answer.status == 200)
        #expect(answer.json["results"]?.array?.count == 1_000)
        #expect(answer.json["results"]?.array?.allSatisfy { $0["status"]?.string == "recorded" } == true)
    }

    private static let noEvents = [
        ("{\"id\":", "application/json", 400, "malformed"), ("[1,", "application/cloudevents-batch+json", 400, "malformed"),
        ("{}", "application/json", 422, "malformed"), ("a,b", "text/csv", 415, "unsupported-media-type"),
        ("<a/>", "application/cloudevents+xml", 415, "unsupported-media-type"),
    ]

    @Test func `what is no activity at all is refused`() throws {
        for (body, type, status, code) in Self.noEvents {
            let answer = try crm.send("POST", "/activities", Array(body.utf8), headers: ["Content-Type": type])
            #expect(answer.status == status, "\(body)")
            #expect(answer.code == code, "\(body)")
        }
    }

    @Test func `binary events are taken`() throws {
        let headers = [
            "Content-Type": "application/json", "ce-specversion": "1.0", "ce-id": "B-1", "ce-source": "/crm", "ce-type": "sale.won",
            "ce-time": "2026-11-20T01:00:00Z", "ce-subject": "li.na",
        ]
        let answer = try crm.send("POST", "/activities", Array(#"{"amount": 300}"#.utf8), headers: headers)
        #expect(answer.status == 201)
        #expect(answer.json["awards"]?[0]?["points"]?.number?.int64 == 3)
    }

    @Test func `a token speaks for its sources alone`() throws {
        let bound = try laurel.token(["activities:write"], sources: ["/lms"])
        #expect(try bound.post("/activities", Sample.training("T-1", of: "li.na")).status == 201)
        let other = try bound.post("/activities", Sample.sale("S-1", of: "li.na", amount: 100))
        #expect(other.status == 403)
        #expect(other.json["errors"]?[0]?["pointer"]?.string == "/source")
        #expect(try laurel.token(["read"]).post("/activities", Sample.training("T-2", of: "li.na")).status == 403)
    }

    @Test func `nobody speaks for laurel`() throws {
        let names = [("/crm", "laurel.target.reached"), ("laurel.targets", "sale.won"), ("/laurel.x", "sale.won"), ("/crm", "Laurel.Target.reached")]
        for (source, type) in names {
            for caller in [crm, try laurel.token(["admin"]), try laurel.admin] {
                let event = Sample.activity("L-1", type, source: source, of: "li.na", at: "2026-11-20T01:00:00Z", data: [:])
                #expect(try caller.post("/activities", event).status == 403, "\(source) \(type)")
            }
        }
    }

    @Test func `a person enters what rules allow for others only`() throws {
        let manager = try laurel.manager
        let entered = try manager.post("/activities", Sample.training("T-1", of: "li.na"))
        #expect(entered.status == 201)
        #expect(entered.json["source"]?.string == "/manual")
        #expect(try manager.post("/activities", Sample.sale("S-1", of: "li.na", amount: 100)).status == 403)
        #expect(try manager.post("/activities", Sample.training("T-2", of: "chen.jie")).status == 403)
        #expect(try laurel.rep.post("/activities", Sample.training("T-3", of: "li.na")).status == 403)
        #expect(try laurel.nobody.post("/activities", Sample.training("T-4", of: "li.na")).status == 401)
    }

    @Test func `a person takes back only what was entered by hand and is not theirs`() throws {
        _ = try crm.post("/activities", Sample.training("T-0", of: "li.na", course: "Safety"))
        _ = try laurel.manager.post("/activities", Sample.training("T-1", of: "li.na"))
        func reversal(_ id: String, _ source: String, _ earlier: String) -> JSONValue {
            Sample.activity(id, "training.passed", of: nil, at: "2026-11-20T01:30:00Z", data: ["reverses": ["source": .string(source), "id": .string(earlier)]])
        }
        #expect(try laurel.manager.post("/activities", reversal("R-1", "/lms", "T-0")).status == 403)
        #expect(try laurel.rep.post("/activities", reversal("R-2", "/manual", "T-1")).status == 403)
        let done = try laurel.manager.post("/activities", reversal("R-3", "/manual", "T-1"))
        #expect(done.status == 201)
        #expect(done.json["reversed"]?[0]?["points"]?.number?.int64 == -50)
    }

    @Test func `writes by cookie need the token of their session`() throws {
        let manager = try laurel.manager
        #expect(try manager.send("POST", "/activities", Sample.training("T-1", of: "li.na").bytes, headers: ["X-CSRF-Token": "other"]).status == 403)
        #expect(try manager.send("POST", "/activities", Sample.training("T-1", of: "li.na").bytes, headers: ["Origin": "https://evil.example"]).status == 403)
    }
}
