import Foundation
import Identity
import JSON
import Periods
import PointsEngine
import TestClients
import TestServer
import Testing

/// Each figure of a finding is worked out again from the exported files.
@Suite struct InsightTests {
    let laurel: ServerHarness

    init() throws {
        laurel = try ServerHarness()
        var sales: [JSONValue] = []
        for (month, amount) in [("04", 10_000), ("05", 11_000), ("06", 9_000), ("07", 10_500), ("08", 9_500), ("09", 10_200), ("10", 1_000)] {
            sales.append(Sample.sale("Z-\(month)", of: "zhou.xiaotong", amount: amount, at: "2026-\(month)-15T02:00:00Z"))
        }
        for week in 0..<20 {
            let day = Day("2026-07-06")?.adding(days: week * 7)
            sales.append(Sample.sale("L-\(week)", of: "li.na", amount: 3_000 + week * 700, at: "\(day.map { "\($0)" } ?? "")T04:00:00Z"))
        }
        #expect(try laurel.token(["activities:write"]).post("/activities", .array(sales)).status == 200)
    }

    private func findings(_ audience: String, by caller: TestCaller) throws -> [JSONValue] {
        let answer = try caller.get("/insights?for=\(audience)")
        #expect(answer.status == 200, "\(answer.text)")
        return answer.items
    }

    private func fact(_ finding: JSONValue?, _ name: String) -> Double? { (finding?["facts"]?[name]?.number).flatMap { Double($0.description) } }

    private func same(_ found: Double?, _ expected: Double, _ what: String) { #expect(abs((found ?? .nan) - expected) < 0.006, "\(what): \(found ?? .nan) and \(expected)") }

    @Test func `who is below their own usual`() throws {
        let finding = try findings("team", by: laurel.manager).first { $0["kind"]?.string == "below-usual" }
        #expect(finding?["member"]?["id"]?.string == "zhou.xiaotong")
        let entries = try ExportedTable("entries", of: laurel).rows.filter { $0["member"] == "zhou.xiaotong" && $0.isCounted }
        let months = ["04", "05", "06", "07", "08", "09", "10"].map { month in entries.filter { $0.day.hasPrefix("2026-\(month)") }.reduce(0) { $0 + $1.whole } }
        let usual = months.dropLast().sorted(), median = (usual[2] + usual[3]) / 2
        let distances = usual.map { abs($0 - median) }.sorted(), deviation = (distances[2] + distances[3]) / 2
        same(fact(finding, "points"), months[6], "points")
        same(fact(finding, "median"), median, "median")
        same(fact(finding, "deviation"), deviation, "deviation")
        same(fact(finding, "score"), (months[6] - median) / (1.4826 * deviation), "score")
        // Never against others: the best of all is told of where they fall.
        #expect(try findings("team", by: laurel.browser("liu.yang")).isEmpty)
    }

    @Test func `what is near at one's own pace`() throws {
        try laurel.carryOut([SetTarget(id: "t-1", key: TargetKey(owner: .member("li.na"), metric: "revenue", period: "2026-11"), value: 100_000)])
        let finding = try findings("me", by: laurel.rep).first { $0["kind"]?.string == "nearest" }
        let sales = try ExportedTable("activities", of: laurel).rows.filter { $0["subject"] == "li.na" && $0["type"] == "sale.won" }
        let amount = { (row: [String: String]) in Double((row["data"] ?? "").firstMatch(of: #/"amount":(\d+)/#).map { String($0.output.1) } ?? "") ?? 0 }
        let recent = sales.filter { $0.day > "2026-10-23" && $0.day <= "2026-11-20" }.reduce(0) { $0 + amount($1) }
        let missing = 100_000 - sales.filter { $0.day.hasPrefix("2026-11") }.reduce(0) { $0 + amount($1) }
        #expect(finding?["facts"]?["what"]?.string == "target")
        same(fact(finding, "per_day"), recent / 28, "per_day")
        same(fact(finding, "missing"), missing, "missing")
        same(fact(finding, "days"), (missing / (recent / 28)).rounded(.up), "days")
    }

    @Test func `what the quarter costs at this pace`() throws {
        let finding = try findings("rules", by: laurel.manager).first { $0["kind"]?.string == "quarter-cost" }
        let entries = try ExportedTable("entries", of: laurel).rows.filter { ["award", "bonus", "adjustment", "reversal"].contains($0["kind"]) }
        let points = { (from: String, until: String) in entries.filter { $0.day >= from && $0.day < until }.reduce(0) { $0 + (Double($1["points"] ?? "") ?? 0) } }
        let monday = try #require(Day("2026-11-16"))
        let weeks = (1...13).map { points("\(monday.adding(days: -7 * $0))", "\(monday.adding(days: 7 - 7 * $0))") }
        let mean = weeks.reduce(0, +) / 13, spread = (weeks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 12).squareRoot()
        let soFar = points("2026-10-01", "2027-01-01"), left = (42.0 - 10.0 / 24) / 7
        same(fact(finding, "so_far"), soFar, "so_far")
        same(fact(finding, "per_week"), mean, "per_week")
        same(fact(finding, "expected"), soFar + left * mean, "expected")
        same(fact(finding, "high"), soFar + left * mean + 1.96 * spread * left.squareRoot(), "high")
        same(fact(finding, "low"), soFar + left * mean - 1.96 * spread * left.squareRoot(), "low")
    }

    @Test func `what limits cut, and what nobody meets`() throws {
        let visits = (0..<8).map { Sample.activity("V-\($0)", "visit.made", of: "li.na", at: "2026-11-19T0\($0):00:00Z", data: ["customer": .string("C-\($0)")]) }
        _ = try laurel.token(["activities:write"]).post("/activities", .array(visits))
        let found = try findings("rules", by: laurel.manager)
        let cut = found.first { $0["kind"]?.string == "limit-cuts" }
        let nothing = try ExportedTable("activities", of: laurel).rows.filter { $0["type"] == "visit.made" && $0["points"] == "0" }
        same(fact(cut, "points"), Double(nothing.count * 10), "points")
        same(fact(cut, "people"), Double(Set(nothing.map { $0["subject"] }).count), "people")
        let met = Set(try ExportedTable("entries", of: laurel).rows.map { $0["rule"] })
        let unmet = found.filter { $0["kind"]?.string == "unmet-rule" }.compactMap { $0["facts"]?["rule"]?.string }
        #expect(!unmet.isEmpty && unmet.allSatisfy { !met.contains($0) }, "\(unmet)")
    }

    @Test func `what audit may look at`() throws {
        for (index, member) in ["li.na", "zhou.xiaotong", "ma.chao"].enumerated() {
            _ = try laurel.token(["activities:write"]).post("/activities", Sample.sale("C-\(index)", of: member, amount: 500, more: [("customer", "Wanda")]))
        }
        let burst = (0..<6).map { Sample.training("B-\($0)", of: "li.na", course: "c\($0)", at: "2026-11-19T0\(2):0\($0):00Z") }
        _ = try laurel.token(["activities:write"]).post("/activities", .array(burst))
        for points in [460, 480, 500] { #expect(try laurel.manager.post("/adjustments", ["member": "li.na", "points": .number(Decimal(points)), "reason": "well done"]).status == 201) }
        let found = try findings("audit", by: laurel.finance)
        let activities = try ExportedTable("activities", of: laurel).rows
        let many = found.first { $0["kind"]?.string == "customer-of-many" }
        same(fact(many, "count"), Double(Set(activities.filter { $0["data"]?.contains("Wanda") == true }.map { $0["subject"] }).count), "customer-of-many")
        let count = found.first { $0["kind"]?.string == "burst" }
        same(fact(count, "count"), Double(activities.filter { $0["subject"] == "li.na" && $0["source"] != "laurel" && ($0["time"] ?? "").hasPrefix("2026-11-19T02:0") }.count), "burst")
        same(fact(count, "most_before"), 1, "most_before")
        let near = found.first { $0["kind"]?.string == "below-authority" }
        let given = try ExportedTable("entries", of: laurel).rows.filter { $0["kind"] == "adjustment" && $0["actor"] == "member:chen.jie" && (451...500).contains(Int($0["points"] ?? "") ?? 0) }
        same(fact(near, "count"), Double(given.count), "below-authority")
        same(fact(near, "points"), given.reduce(0) { $0 + (Double($1["points"] ?? "") ?? 0) }, "points of below-authority")
        // Nothing accuses: a finding has facts and a rule of thumb, and no word of judgement.
        #expect(found.allSatisfy { $0["facts"]?.object?.isEmpty == false && $0["rule"]?.object?.isEmpty == false })
    }

    @Test func `a finding is put aside with a reason that is kept`() throws {
        let finding = try #require(try findings("team", by: laurel.manager).first), id = try #require(finding["id"]?.string)
        expectRefusal(try laurel.manager.post("/insights/\(id)/dismiss", [:]), 422, "malformed", at: "/reason")
        expectRefusal(try laurel.rep.post("/insights/\(id)/dismiss", ["reason": "x"]), 403, "not-permitted")
        #expect(try laurel.manager.post("/insights/\(id)/dismiss", ["reason": "On leave in October"]).status == 204)
        #expect(try !findings("team", by: laurel.manager).contains { $0["id"]?.string == id })
        let kept = try laurel.manager.get("/insights?for=team&dismissed=true").items.first { $0["id"]?.string == id }
        #expect(kept?["dismissed"]?["reason"]?.string == "On leave in October")
        #expect(kept?["dismissed"]?["actor"]?["id"]?.string == "chen.jie")
    }
}
