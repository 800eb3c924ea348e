import Foundation
import Identity
import JSON
import PointsEngine
import RuleEngine
import TestClients
import Testing

@Suite struct ReportTests {
    let laurel: ServerHarness

    init() throws {
        laurel = try ServerHarness()
        _ = try laurel.token(["activities:write"]).post("/activities", [
            Sample.sale("S-1", of: "li.na", amount: 8_000, more: [("note", "=cmd()")]), Sample.sale("S-2", of: "ma.chao", amount: 2_000),
            Sample.training("T-1", of: "li.na"),
        ])
    }

    @Test func `what was earned by rule`() throws {
        let report = try laurel.finance.get("/reports/earned?by=rule&from=2026-11-01&to=2026-12-01").json
        #expect(report["columns"]?.array?.map { $0["id"]?.string } == ["points", "count", "members"])
        #expect(report["items"]?[0]?["key"]?.string == "revenue")
        #expect(report["items"]?[0]?["name"]?["en"]?.string == "Revenue")
        #expect(report["items"]?[0]?["values"] == [100, 2, 2])
        #expect(report["totals"] == [150, 3, .null])
        let october = try laurel.finance.get("/reports/earned?by=rule&from=2026-10-01&to=2026-11-01").json
        #expect(october["items"]?.array?.isEmpty == true)
    }

    @Test func `every report has each of its groupings as JSON and as a file`() throws {
        let reports = [
            "earned": ["rule", "team", "member", "month"], "spent": ["reward", "team", "member", "month"], "liability": ["team", "member", "month"],
            "boards": ["member", "team"], "targets": ["team", "member"],
        ]
        let finance = try laurel.finance
        for (report, groupings) in reports {
            for by in groupings {
                let json = try finance.get("/reports/\(report)?by=\(by)")
                #expect(json.status == 200, "\(report) \(by) \(json.text)")
                #expect(json.json["by"]?.string == by)
                let csv = try finance.get("/reports/\(report)?by=\(by)&format=csv")
                #expect(csv.header("Content-Type") == "text/csv; charset=utf-8")
            }
            #expect(try finance.get("/reports/\(report)?by=nonsense").status == 422)
        }
        #expect(try finance.get("/reports/other").status == 404)
    }

    @Test func `a file has what the page shows, to the last digit`() throws {
        let reports = [
            "earned": ["rule", "team", "member", "tier", "month"], "spent": ["reward", "month"], "liability": ["team", "member", "month"],
            "movement": ["month", "team", "member"], "effects": ["rule"], "boards": ["member", "team"], "questions": ["rule"],
        ]
        try laurel.give(-7, to: "ma.chao")
        let finance = try laurel.finance
        for (report, groupings) in reports {
            for by in groupings {
                let address = "/reports/\(report)?by=\(by)&from=2026-10-01&to=2026-12-01"
                let page = try finance.get(address + "&limit=500").json, columns = page["columns"]?.array?.count ?? 0
                let shown = (page["items"]?.array ?? []).map { item in
                    [item["key"]?.string ?? ""] + (item["values"]?.array ?? []).map { $0.number.map { "\($0)" } ?? "" }
                }
                let lines = try finance.get(address + "&format=csv").text.components(separatedBy: "\r\n").dropFirst().filter { !$0.isEmpty }
                let written = lines.map { line in
                    let cells = line.components(separatedBy: ",")
                    return [cells[0]] + Array(cells.suffix(columns))
                }
                #expect(written == shown, "\(report) by \(by)")
            }
        }
    }

    @Test func `what is owed and who is ahead`() throws {
        let owed = try laurel.finance.get("/reports/liability?by=member").json["items"]?[0]
        #expect(owed?["key"]?.string == "li.na")
        #expect(owed?["values"] == [50, 80, 0, 0])
        let months = try laurel.finance.get("/reports/liability?by=month").json["items"]?[0]
        #expect(months?["values"] == [50, 100, 0, 0])
        let board = try laurel.finance.get("/reports/boards?by=member").json["items"]?.array ?? []
        #expect(board.map { $0["values"] } == [[130, 1], [20, 2]])
    }

    @Test func `debts stand beside what is owed and are not netted against it`() throws {
        let laurel = try ServerHarness()
        try laurel.give(100, to: "li.na")
        try laurel.give(-60, to: "wang.wei")
        let answer = try laurel.finance.get("/reports/liability?by=member").json
        #expect(answer["columns"]?.array?.map { $0["id"]?.string } == ["available", "pending", "breakage", "debt"])
        #expect(answer["items"]?.array?.map { $0["values"]?[0]?.int64 } == [100, 0])
        #expect(answer["items"]?.array?.map { $0["values"]?[3]?.int64 } == [0, 60])
        #expect(answer["totals"]?[0]?.int64 == 100 && answer["totals"]?[3]?.int64 == 60)
        let month = try laurel.finance.get("/reports/liability?by=month").json["items"]?[0]
        #expect(month?["values"] == [100, 0, 0, 60])
        // Points that wait are owed, whatever else is.
        let crm = try laurel.token(["activities:write"])
        _ = try crm.post("/activities", Sample.sale("S", of: "wang.wei", amount: 8_000))
        #expect(try laurel.finance.get("/reports/liability?by=month").json["items"]?[0]?["values"] == [100, 80, 0, 60])
        let teams = try laurel.finance.get("/reports/liability?by=team").json["items"]?.array ?? []
        #expect(teams.map { $0["values"] } == [[100, 0, 0, 0], [0, 80, 0, 60]])
    }

    @Test func `a manager reads of the own members alone`() throws {
        let own = try laurel.manager.get("/reports/earned?by=member").json["items"]?.array ?? []
        #expect(own.map { $0["key"]?.string } == ["li.na"])
        let all = try laurel.director.get("/reports/earned?by=member").json["items"]?.array ?? []
        #expect(all.count == 2)
    }

    @Test func `the audit trail tells who did what`() throws {
        _ = try laurel.manager.post("/activities", Sample.training("M-1", of: "li.na", course: "Law"))
        let all = try laurel.finance.get("/audit?limit=5").json
        #expect(all["head"]?["hash"]?.string?.count == 64)
        #expect(all["items"]?.array?.count == 5)
        #expect(all["next"]?.string != nil)
        let teams = try laurel.finance.get("/audit?kind=team").json["items"]?.array ?? []
        #expect(teams.count == 4)
        #expect(teams[0]["kind"]?.string == "team")
        let mine = try laurel.finance.get("/audit?kind=activity&actor=chen.jie").json["items"]?.array ?? []
        #expect(mine.count == 1)
        #expect(mine[0]["actor"] == ["id": "chen.jie", "name": "陈杰"])
        #expect(mine[0]["from"]?.string == "127.0.0.1")
    }

    @Test func `exports resume where they ended and defuse formulas`() throws {
        let admin = try laurel.admin
        let whole = try admin.get("/exports/entries.csv")
        #expect(whole.status == 200)
        #expect(whole.header("Link") == nil)
        #expect(whole.text.split(separator: "\r\n").count == 4)
        let first = try admin.get("/exports/entries.csv?limit=2")
        #expect(first.text.split(separator: "\r\n").count == 3)
        let link = try #require(first.header("Link"))
        #expect(link.contains("after=2"))
        #expect(try admin.get("/exports/entries.csv?limit=2&after=2").text.split(separator: "\r\n").count == 2)
        let activities = try admin.get("/exports/activities.csv").text
        #expect(activities.contains("S-1") && activities.contains("training.passed"))
        #expect(try admin.get("/exports/members.csv").text.contains("li.na,李娜,east-1,rep"))
        #expect(try admin.get("/exports/other.csv").status == 404)
    }

    @Test func `long exports are sent in pieces and resume anywhere`() throws {
        let people: [any PointsEngine.Command] = (1...1_050).map { PutMember(id: MemberID("m\($0)"), name: "M", joined: ServerHarness.start) }
        let sales: [any PointsEngine.Command] = try (1...1_100).map { number in
            RecordActivity(try Activity(source: "/bulk", id: "B-\(number)", type: "sale.won", time: ServerHarness.start, subject: "m\(number % 1_000 + 1)", data: ["amount": 500]))
        }
        for chunk in [Array(people[..<1_000]), Array(people[1_000...]), Array(sales[..<1_000]), Array(sales[1_000...])] { try laurel.carryOut(chunk) }
        let admin = try laurel.admin
        for (name, lines, first) in [("activities", 1_103, 0), ("entries", 1_103, 0), ("members", 1_058, 0)] {
            let whole = try admin.get("/exports/\(name).csv")
            #expect(whole.header("Transfer-Encoding") == "chunked")
            let rows = whole.text.split(separator: "\r\n").dropFirst().map(String.init)
            #expect(rows.count == lines, "\(name)")
            #expect(Set(rows).count == rows.count)
            // In files of 700, each beginning where the one before ended.
            var gathered: [String] = [], after = "\(first)"
            while true {
                let part = try admin.get("/exports/\(name).csv?limit=700&after=\(after)")
                gathered += part.text.split(separator: "\r\n").dropFirst().map(String.init)
                guard let link = part.header("Link"), let next = link.firstMatch(of: #/after=(\d+)/#) else { break }
                after = String(next.1)
            }
            #expect(gathered == rows, "\(name)")
        }
    }

    @Test func `who reads reports audit and exports`() throws {
        let matrix: [(account: String, reports: Int, audit: Int, exports: Int)] = [
            ("li.na", 403, 403, 403), ("chen.jie", 200, 403, 403), ("zhao.lei", 200, 403, 403), ("qian.hong", 200, 200, 403), ("admin", 200, 200, 200),
        ]
        for (account, reports, audit, exports) in matrix {
            let browser = try laurel.browser(account)
            #expect(try browser.get("/reports/earned").status == reports, "\(account)")
            #expect(try browser.get("/audit").status == audit, "\(account)")
            #expect(try browser.get("/exports/members.csv").status == exports, "\(account)")
        }
        for path in ["/reports/earned", "/audit", "/exports/members.csv"] { #expect(try laurel.nobody.get(path).status == 401) }
        #expect(try laurel.token(["activities:write"]).get("/reports/earned").status == 403)
    }

    @Test func `health is for anyone and numbers for tokens`() throws {
        let nobody = try laurel.nobody
        #expect(try nobody.get("!/healthz").status == 200)
        #expect(try nobody.get("!/readyz").json["status"]?.string == "ready")
        #expect(try laurel.rep.get("!/metrics").status == 403)
        let numbers = try laurel.token(["read"]).get("!/metrics")
        #expect(numbers.header("Content-Type")?.hasPrefix("application/openmetrics-text") == true)
        #expect(numbers.text.contains("\nlaurel_entries_total 3\n"))
        #expect(numbers.text.hasSuffix("# EOF\n"))
    }

    @Test func `the description and its page are open`() throws {
        let nobody = try laurel.nobody
        #expect(try nobody.get("/openapi.json").json["paths"]?["/api/v1/activities"]?["post"]?["summary"]?.string?.isEmpty == false)
        let page = try nobody.get("/docs")
        #expect(page.status == 200)
        #expect(page.header("Content-Type")?.hasPrefix("text/html") == true)
    }
}
