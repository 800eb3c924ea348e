import Foundation
import Identity
import JSON
import PointsEngine
import RuleEngine
import TestClients
import TestServer
import Testing

/// What is owed, rolled forward: recomputed from the ledger as it is exported, by code that knows nothing of ours.
@Suite struct MovementReportTests {
    let laurel: ServerHarness

    init() throws {
        laurel = try ServerHarness()
        let crm = try laurel.token(["activities:write"])
        _ = try crm.post("/activities", [Sample.sale("S-1", of: "li.na", amount: 80_000), Sample.training("T-1", of: "li.na"), Sample.training("T-2", of: "ma.chao")])
        // Matured, spent, taken back after it was spent: a debt.
        laurel.advance(to: ServerHarness.start.adding(seconds: 20 * 86_400))
        try laurel.give(-60, to: "wang.wei")
        try laurel.give(500, to: "li.na")
        _ = try laurel.rep.post("/redemptions", ["reward": "mug"])
        laurel.advance(to: ServerHarness.start.adding(seconds: 45 * 86_400))
        _ = try crm.post("/activities", [
            Sample.training("T-3", of: "wang.wei", course: "Law", at: laurel.clock.now.rfc3339),
            Sample.reversal("X-1", of: "T-2", source: "/lms", at: laurel.clock.now.rfc3339),
        ])
        laurel.advance(to: ServerHarness.start.adding(seconds: 50 * 86_400))
    }

    private struct Line { var opening = 0, earned = 0, spent = 0, lapsed = 0, reversed = 0, closing = 0 }

    /// Net of debts, which the report tells in a column of its own.
    private func recomputed(from: String, to: String) throws -> Line {
        var line = Line()
        for row in try ExportedTable("entries", of: laurel).rows {
            let day = ExportedTable.day(row["recorded"] ?? ""), points = Int(row["points"] ?? "") ?? 0
            if day < to { line.closing += points }
            if day < from { line.opening += points }
            guard from <= day, day < to else { continue }
            switch row["kind"] {
            case "redemption", "refund": line.spent -= points
            case "expiry": line.lapsed -= points
            case "reversal": line.reversed -= points
            default: line.earned += points
            }
        }
        return line
    }

    @Test func `opening and what moved it give closing in every line, as the exported ledger does`() throws {
        for (from, to) in [("2026-11-01", "2026-12-01"), ("2026-11-01", "2027-02-01"), ("2026-12-01", "2027-01-01"), ("2026-12-10", "2026-12-11")] {
            for by in ["month", "team", "member", "tier"] {
                let report = try laurel.finance.get("/reports/movement?by=\(by)&from=\(from)&to=\(to)").json
                let items = report["items"]?.array ?? []
                for item in items {
                    let v = (item["values"]?.array ?? []).map { $0.int64 ?? 0 }
                    #expect(v[0] + v[1] - v[2] - v[3] - v[4] + v[5] == v[6], "\(by) \(item)")
                }
                let totals = (report["totals"]?.array ?? []).map { Int($0.int64 ?? 0) }, expected = try recomputed(from: from, to: to)
                #expect(totals[1...4] == [expected.earned, expected.spent, expected.lapsed, expected.reversed], "\(by) \(from)")
                #expect(totals[6] - totals[0] - totals[5] == expected.closing - expected.opening, "\(by) \(from)")
            }
        }
    }

    @Test func `the file of a report says what the page says`() throws {
        for path in ["movement?by=month", "movement?by=member", "earned?by=month", "liability?by=tier"] {
            let query = "/reports/\(path)&from=2026-11-01&to=2027-02-01"
            let json = try laurel.finance.get(query).json["items"]?.array ?? []
            let csv = try laurel.finance.get(query + "&format=csv").text.split(separator: "\r\n").dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            #expect(json.count == csv.count)
            for (item, row) in zip(json, csv) {
                let values = (item["values"]?.array ?? []).map { $0.number?.description ?? "" }
                #expect(Array(row.suffix(values.count)).map(String.init) == values, "\(path)")
            }
        }
    }

    @Test func `what was owed on a day is what was known on it`() throws {
        let before = try laurel.finance.get("/reports/liability?by=member&from=2026-11-01&to=2026-11-25").json["items"]?.array ?? []
        #expect(before.map { $0["key"]?.string } == ["li.na", "ma.chao"])
        #expect(before[0]["values"] == [50, 800, 0, 0])
        #expect(try laurel.finance.get("/reports/liability?by=member&from=2026-10-01&to=2026-11-01").json["items"]?.array?.isEmpty == true)
        // Money stands beside points where a point is worth some.
        let value = try laurel.finance.get("/reports/movement?by=month&from=2026-11-01&to=2026-12-01").json
        #expect(value["columns"]?.array?.last?["id"]?.string == "money")
        #expect(value["totals"]?[7]?.number == (try value["totals"]?[6]?.number?.multiplied(by: Decimal(parsing: "0.1") ?? 0)))
    }

    @Test func `months are told beside those of the year before`() throws {
        let report = try laurel.finance.get("/reports/earned?by=month&from=2026-11-01&to=2027-12-01").json
        #expect(report["columns"]?.array?.last?["id"]?.string == "year_before")
        let items = report["items"]?.array ?? [], november = items.first { $0["key"]?.string == "2026-11" }, later = items.first { $0["key"]?.string == "2027-11" }
        #expect(items.count == 13)
        #expect(later?["values"]?.array?.last == november?["values"]?[0])
    }

    @Test func `what a rule moved is counted before and after it came`() throws {
        var files = try laurel.admin.get("/rules/files").json["files"]?.object ?? [:]
        files["points/course.yaml"] = "id: course\ntitle: {en: Course}\non: training.passed\naward: {fixed: 5}\n"
        let published = try laurel.admin.post("/rules/publish", ["files": .object(files), "effective": .null])
        #expect(published.status == 200, "\(published.text)")
        laurel.advance(to: laurel.clock.now.adding(seconds: 10 * 86_400))
        let crm = try laurel.token(["activities:write"])
        for number in 1...3 { _ = try crm.post("/activities", Sample.training("A-\(number)", of: "li.na", course: "C\(number)", at: laurel.clock.now.adding(seconds: -86_400).rfc3339)) }
        laurel.advance(to: laurel.clock.now.adding(seconds: 60))
        let line = try laurel.finance.get("/reports/effects?from=2026-11-01&to=2027-12-01").json["items"]?[0]
        #expect(line?["key"]?.string == "course")
        // One course in the ten days before, three in the ten after.
        #expect(line?["values"] == [10, 1, 3, 2, 15])
    }
}
