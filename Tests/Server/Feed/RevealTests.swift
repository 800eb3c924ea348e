import Foundation
import Identity
import JSON
import Periods
import PointsEngine
import TestServer
import TestClients
import Testing

/// Who may see which rows (boards.md, `reveal`), by every way in which a row could come out.
@Suite struct RevealTests {
    /// Thirty people in one team, with points from 3,000 down by tens; who looks is the twenty-fifth.
    private static let people = (1...30).map { String(format: "rep-%02d", $0) }
    private static let viewer = "rep-25"

    private struct Company {
        let laurel: ServerHarness
        let crm: TestCaller
        let rep: TestCaller
        let session: TestSession

        init(reveal: String) throws {
            let rules = try TestFolder()
            try rules.write("company.yaml", "name: Revealing\ntimezone: Asia/Shanghai\n")
            try rules.write("points/gift.yaml", "{id: gift, on: sale.won, award: {expression: data.amount}}\n")
            try rules.write("boards.yaml", "- {id: month, value: points, entrants: members, period: month, reveal: '\(reveal)'}\n")
            let joining = RevealTests.people.map { PutMember(id: MemberID($0), name: "Name of \($0)", team: "east-1") }
            laurel = try ServerHarness(rules: rules.path, before: joining)
            crm = try laurel.token(["activities:write"])
            session = try laurel.signIn([RevealTests.viewer])[0]
            rep = try laurel.caller(session)
            let sales = RevealTests.people.enumerated().map { Sample.sale("S-\($1)", of: $1, amount: 3_000 - 10 * $0) }
            _ = try crm.post("/activities", .array(sales))
        }

        func sell(_ id: String, _ member: String, _ amount: Int) throws {
            #expect(try crm.post("/activities", Sample.sale(id, of: member, amount: amount)).status == 201)
        }

        func feed() throws -> FeedClient { try FeedClient(laurel, rep) }
    }

    private static let ways = [
        "", "?limit=500", "?limit=5&offset=3", "?offset=24", "?around=me", "?around=me&radius=25", "?around=rep-03&radius=5", "?scope=own-team",
        "?scope=team:east-1", "?scope=team:east&limit=200", "?scope=own-team&around=rep-03", "?period=2026-11",
    ]

    /// Members of whom a text says anything.
    private func named(in text: String) -> Set<Int> { Set((1...30).filter { text.contains(Self.people[$0 - 1]) }) }

    /// The ranks of those that a rep may know of on a board of 30.
    private static let allowed: [String: Set<Int>] = ["quiet": [25], "top:2": Set([1, 2] + Array(15...30)), "all": Set(1...30)]

    // MARK: HTTP

    @Test(arguments: ["quiet", "top:2", "all"]) func `nobody else is read over HTTP`(reveal: String) throws {
        let company = try Company(reveal: reveal), allowed = try #require(Self.allowed[reveal])
        var seen: Set<Int> = []
        for way in Self.ways {
            let answer = try company.rep.get("/boards/month" + way)
            #expect(answer.status == 200, "\(way): \(answer.text)")
            #expect(answer.json["total"]?.int64 == 30, "\(way)")
            #expect(named(in: answer.text).isSubset(of: allowed), "\(way): \(answer.text)")
            seen.formUnion(named(in: answer.text))
        }
        #expect(seen == allowed, "what may be seen can be found")
    }

    @Test func `a quiet board tells the way to the next place`() throws {
        let company = try Company(reveal: "quiet")
        let board = try company.rep.get("/boards/month").json
        #expect(board["rows"]?.array?.map { $0["rank"]?.int64 } == [25])
        #expect(board["next"]?["rank"]?.int64 == 24 && board["next"]?["value"]?.int64 == 2_770)
        #expect(board["reveal"]?.string == "quiet")
    }

    @Test(arguments: ["quiet", "top:2"]) func `managers and the wall see everybody`(reveal: String) throws {
        let company = try Company(reveal: reveal)
        for caller in [try company.laurel.manager, try company.laurel.token(["read"])] {
            #expect(named(in: try caller.get("/boards/month?limit=200").text) == Set(1...30))
            let feed = try FeedClient(company.laurel, caller)
            try feed.send(["subscribe": "b", "board": "month", "window": ["top": 200]])
            #expect(SeenBoard(try feed.next("snapshot")).rows.count == 30)
        }
    }

    @Test(arguments: ["quiet", "top:2"]) func `an answer that was kept for a manager is not given to a rep`(reveal: String) throws {
        let company = try Company(reveal: reveal), manager = try company.laurel.manager, allowed = try #require(Self.allowed[reveal])
        for _ in 1...2 {
            #expect(named(in: try manager.get("/boards/month?limit=30").text).count == 30)
            #expect(named(in: try company.rep.get("/boards/month?limit=30").text).isSubset(of: allowed))
        }
    }

    @Test(arguments: ["quiet", "top:2"]) func `closed and locked periods hide what open ones hide`(reveal: String) throws {
        let company = try Company(reveal: reveal), allowed = try #require(Self.allowed[reveal])
        for day in ["2026-12-02T00:00:00Z", "2026-12-20T00:00:00Z"] {
            company.laurel.advance(to: try #require(Instant(rfc3339: day)))
            let rep = try company.laurel.caller(company.laurel.signIn([Self.viewer])[0])
            for way in ["", "&limit=200", "&around=me&radius=25", "&around=rep-03", "&offset=5"] {
                let answer = try rep.get("/boards/month?period=2026-11" + way)
                #expect(answer.status == 200, "\(answer.text)")
                #expect(named(in: answer.text).isSubset(of: allowed), "\(day) \(way): \(answer.text)")
            }
        }
    }

    // MARK: The live feed

    @Test(arguments: ["quiet", "top:2", "all"]) func `nobody else is seen on the feed`(reveal: String) throws {
        let company = try Company(reveal: reveal), allowed = try #require(Self.allowed[reveal])
        let windows: [JSONValue] = [["top": 200], ["top": 3], ["around": "me", "radius": 25], ["around": "rep-03", "radius": 5]]
        for scope in ["company", "own-team", "team:east-1"] {
            let feed = try company.feed()
            for (number, window) in windows.enumerated() {
                try feed.send(["subscribe": .string("b\(number)"), "board": "month", "scope": .string(scope), "window": window])
                let message = try feed.next()
                #expect(message["snapshot"] != nil)
                #expect(named(in: String(decoding: message.bytes, as: UTF8.self)).isSubset(of: allowed), "\(scope) \(window)")
            }
            // What nobody may see moves, then the viewer: all that comes until then is looked at.
            try company.sell("\(scope)-hidden", "rep-10", 1)
            try company.sell("\(scope)-own", Self.viewer, 1)
            var own = 0
            while own < 1 {
                let message = try feed.next()
                #expect(named(in: String(decoding: message.bytes, as: UTF8.self)).isSubset(of: allowed), "\(scope): \(message)")
                if (message["change"]?["rows"]?.array ?? []).contains(where: { $0["member"]?.string == Self.viewer }) { own += 1 }
            }
        }
    }

    @Test(arguments: ["quiet", "top:2"]) func `celebrations say points only of rows that may be seen`(reveal: String) throws {
        let company = try Company(reveal: reveal), isQuiet = reveal == "quiet"
        let rep = try company.feed(), wall = try FeedClient(company.laurel, company.laurel.token(["read"]))
        for feed in [rep, wall] {
            try feed.send(["subscribe": "c", "feed": "celebrations"])
            _ = try feed.next("snapshot")
        }
        try company.sell("C-first", "rep-02", 50)
        try company.sell("C-hidden", "rep-10", 5)
        try company.sell("C-last", "rep-01", 7)
        var heard: [String: [String]] = [:]
        for (name, feed) in [("rep", rep), ("wall", wall)] {
            while heard[name]?.last?.hasPrefix("sale rep-01") != true {
                let item = try feed.next("item")
                heard[name, default: []].append("\(item["kind"]?.string ?? "") \(item["member"]?.string ?? "") \(item["points"]?.int64.map(String.init) ?? "-")")
                #expect(item["team"]?.string == "east-1")
            }
        }
        #expect(heard["wall"] == ["sale rep-02 50", "first rep-02 50", "sale rep-10 5", "sale rep-01 7"])
        #expect(heard["rep"] == (isQuiet ? ["sale rep-02 -", "sale rep-10 -", "sale rep-01 -"] : ["sale rep-02 50", "first rep-02 50", "sale rep-10 -", "sale rep-01 7"]))
        // Who comes later is told the same, by the same rule.
        let lately = try company.rep.get("/celebrations?limit=4").items.reversed().map {
            "\($0["kind"]?.string ?? "") \($0["member"]?.string ?? "") \($0["points"]?.int64.map(String.init) ?? "-")"
        }
        #expect(Array(lately.suffix(3)) == Array((heard["rep"] ?? []).suffix(3)))
        #expect(try company.rep.get("/celebrations").items.allSatisfy { $0["team"]?.string == "east-1" })
    }

    @Test(arguments: ["quiet", "top:2", "all"]) func `who is overtaken is told of nobody whom they may not see`(reveal: String) throws {
        let company = try Company(reveal: reveal)
        let feed = try company.feed()
        try feed.send(["subscribe": "m", "feed": "me"])
        #expect(try feed.next("snapshot")["items"]?.array == [])
        // From the last place to the tenth, far from the viewer's neighbourhood.
        try company.sell("O-1", "rep-30", 200)
        var item = try feed.next("item")
        while item["kind"]?.string != "overtaken" { item = try feed.next("item") }
        #expect(item["rank"]?.int64 == 26 && item["was"]?.int64 == 25 && item["points"] == nil)
        #expect(item["member"]?.string == (reveal == "all" ? "rep-30" : nil))
        #expect((item["name"] != nil) == (reveal == "all") && (item["ahead"] != nil) == (reveal == "all"))
        // It is told again to who opens another page.
        let again = try company.feed()
        try again.send(["subscribe": "m", "feed": "me"])
        let kept = try again.next("snapshot")["items"]?[0]
        #expect(kept?["kind"]?.string == "overtaken" && kept?["member"]?.string == item["member"]?.string)
    }
}
