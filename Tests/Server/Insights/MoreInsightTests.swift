import Foundation
import Identity
import JSON
import Periods
import PointsEngine
import TestClients
import TestServer
import Testing

/// The findings that take more than a few sales: each figure is worked out again from the exported files.
@Suite struct MoreInsightTests {
    private func finding(_ kind: String, _ audience: String, by caller: TestCaller) throws -> JSONValue? {
        let answer = try caller.get("/insights?for=\(audience)")
        #expect(answer.status == 200, "\(answer.text)")
        return answer.items.first { $0["kind"]?.string == kind }
    }

    private func fact(_ finding: JSONValue?, _ name: String) -> Double { (finding?["facts"]?[name]?.number).flatMap { Double($0.description) } ?? .nan }

    private func advance(_ laurel: ServerHarness, to time: String) throws {
        laurel.clock.now = Instant(rfc3339: time) ?? .latest
        // What is due by then is done before any command.
        _ = try laurel.token(["activities:write"]).post("/activities", Sample.training("T-\(time)", of: "wang.wei", at: time))
    }

    @Test func `visits of the first class that are overdue`() throws {
        let laurel = try ServerHarness()
        _ = try laurel.token(["activities:write"]).post("/activities", Sample.sale("S-1", of: "li.na", amount: 8_000, more: [("customer", "Acme")]))
        #expect(try laurel.manager.put("/customers/Acme/class", ["class": "A", "reason": "a key account to be"]).status == 201)
        let waiting = try #require(try laurel.director.get("/approvals?kind=customer-class").items.first?["id"]?.string)
        #expect(try laurel.director.post("/approvals/\(waiting)", ["approve": true]).status == 200)
        #expect(try finding("overdue-visits", "team", by: laurel.manager) == nil)
        // Sessions last for fourteen days without use.
        laurel.clock.now = laurel.clock.now.adding(seconds: 9 * 86_400)
        for caller in [try laurel.manager, try laurel.admin] { #expect(try caller.get("/teams").status == 200) }
        try advance(laurel, to: "2026-12-08T02:00:00Z")
        let found = try finding("overdue-visits", "team", by: laurel.manager)
        let missed = try ExportedTable("activities", of: laurel).rows.filter { $0["type"] == "laurel.visit.missed" && $0["subject"] == "li.na" }
        let due = missed.compactMap { ($0["data"] ?? "").firstMatch(of: #/"due":"([^"]+)"/#).map { String($0.output.1) } }
        #expect(found?["member"]?["id"]?.string == "li.na" && found?["facts"]?["oldest"]?.string == due.min() && found?["facts"]?["customers"] == ["Acme"])
        #expect(fact(found, "count") == Double(missed.count))
        let oldest = try #require(due.min().flatMap { Day($0) }), today = try #require(Day("2026-12-08"))
        #expect(fact(found, "oldest_days") == Double(today.number - oldest.number))
    }

    @Test func `the badge that is nearest`() throws {
        let laurel = try ServerHarness()
        let passed = (1...2).map { Sample.training("T-\($0)", of: "ma.chao", course: "c\($0)", at: "2026-11-1\($0)T02:00:00Z") }
        _ = try laurel.token(["activities:write"]).post("/activities", .array(passed))
        let found = try finding("nearest", "me", by: laurel.browser("ma.chao"))
        let done = try ExportedTable("activities", of: laurel).rows.filter { $0["subject"] == "ma.chao" && $0["type"] == "training.passed" }
        let pace = Double(done.filter { $0.day > "2026-10-23" && $0.day <= "2026-11-20" }.count) / 28, missing = 3 - Double(done.filter { $0.day.hasPrefix("2026") }.count)
        #expect(found?["facts"]?["what"]?.string == "badge" && fact(found, "level") == 3)
        #expect(fact(found, "missing") == missing && abs(fact(found, "per_day") - pace) < 0.006 && fact(found, "days") == (missing / pace).rounded(.up))
    }

    @Test func `what waits, what is offered, and what was never taken`() throws {
        let laurel = try ServerHarness()
        _ = try laurel.token(["activities:write"]).post("/activities", Sample.training("T-1", of: "li.na"))
        #expect(try laurel.rep.post("/questions", ["about": ["kind": "entry", "id": "1"], "text": "Why 50?"]).status == 201)
        laurel.clock.now = laurel.clock.now.adding(seconds: 4 * 86_400)
        let asked = try finding("questions", "team", by: laurel.manager), listed = try laurel.manager.get("/questions").items
        #expect(fact(asked, "count") == Double(listed.count) && fact(asked, "oldest_days") == listed.compactMap { $0["age_days"]?.int64 }.max().map(Double.init))
        let never = try laurel.manager.get("/insights?for=rules").items.filter { $0["kind"]?.string == "reward-never" }
        let spent = try ExportedTable("entries", of: laurel).rows.filter { $0["kind"] == "redemption" }
        let offered = try laurel.manager.get("/rewards?limit=500").items.count
        #expect(spent.isEmpty && never.count == offered)
        #expect(never.allSatisfy { fact($0, "taken") == 0 })
    }

    @Test func `points that lapse before one usually spends`() throws {
        let laurel = try ServerHarness(at: Instant(rfc3339: "2026-12-05T02:00:00Z") ?? .earliest)
        let visits = (0..<3).map { Sample.activity("V-\($0)", "visit.made", of: "li.na", at: "2026-12-0\($0 + 1)T02:00:00Z", data: ["customer": .string("C-\($0)")]) }
        _ = try laurel.token(["activities:write"]).post("/activities", .array(visits))
        let found = try finding("expiring", "me", by: laurel.rep)
        // Of these the whole lapses with the quarter; nobody has ever spent, so thirty days are usual.
        let lapsing = try ExportedTable("entries", of: laurel).rows.filter { $0["member"] == "li.na" && $0["rule"] == "visit" }.reduce(0) { $0 + $1.whole }
        #expect(lapsing == 30 && fact(found, "points") == lapsing && fact(found, "usual_days") == 30)
        #expect(found?["facts"]?["first"] == "2026-12-31T16:00:00Z" && found?["facts"]?["next"] == "2027-01-04T02:00:00Z")
    }

    @Test func `the next reward within reach, and one that is gone`() throws {
        let laurel = try ServerHarness()
        let passed = (1...4).map { Sample.training("T-\($0)", of: "li.na", course: "c\($0)", at: "2026-11-1\($0)T02:00:00Z") }
        _ = try laurel.token(["activities:write"]).post("/activities", .array(passed))
        try laurel.offer("mug", cost: 100, stock: 1)
        try laurel.offer("pen", cost: 190)
        #expect(try laurel.rep.post("/redemptions", ["reward": "mug"]).status == 201)
        let entries = try ExportedTable("entries", of: laurel).rows, own = entries.filter { $0["member"] == "li.na" }
        let available = own.reduce(0) { $0 + (Double($1["points"] ?? "") ?? 0) }
        let perWeek = own.filter { $0.isCounted && $0.day > "2026-10-23" && $0.day <= "2026-11-20" }.reduce(0) { $0 + $1.whole } / 4
        let found = try finding("reward", "me", by: laurel.rep)
        #expect(found?["facts"]?["reward"] == "pen" && fact(found, "missing") == 190 - available && fact(found, "per_week") == perWeek)
        #expect(fact(found, "weeks") == ((190 - available) / perWeek).rounded(.up))
        let gone = try finding("reward-gone", "rules", by: laurel.manager)
        #expect(gone?["facts"]?["reward"] == "mug" && fact(gone, "taken") == Double(entries.filter { $0["kind"] == "redemption" }.count))
    }

    @Test func `a tier that a review would take`() throws {
        let laurel = try ServerHarness(at: Instant(rfc3339: "2025-11-20T02:00:00Z") ?? .earliest)
        let sale = Sample.sale("S-1", of: "li.na", amount: 120_000, at: "2025-11-20T01:00:00Z")
        _ = try laurel.token(["activities:write"]).post("/activities", sale)
        #expect(try laurel.rep.get("/members/me").json["tier"]?["id"] == "basic")
        // The year after, in which nothing was sold yet: held, and reviewed at its end.
        laurel.clock.now = Instant(rfc3339: "2026-12-10T02:00:00Z") ?? .latest
        _ = try laurel.token(["activities:write"]).post("/activities", Sample.training("T-1", of: "li.na", at: "2026-12-09T02:00:00Z"))
        let sessions = try laurel.signIn(["chen.jie", "admin"]), found = try finding("losing-tier", "team", by: laurel.caller(sessions[0]))
        let entries = try ExportedTable("entries", of: laurel, by: laurel.caller(sessions[1])).rows
        let have = entries.filter { $0["member"] == "li.na" && $0.isCounted && $0.day.hasPrefix("2026") }.reduce(0) { $0 + $1.whole }
        #expect(found?["member"]?["id"] == "li.na" && found?["facts"]?["tier"] == "basic" && found?["facts"]?["review"] == "2026-12-31T16:00:00Z")
        #expect(fact(found, "points") == have && fact(found, "missing") == 1_000 - have)
    }

    @Test func `a rule whose share has moved`() throws {
        let laurel = try ServerHarness()
        var deeds = (1...5).map { Sample.sale("S-\($0)", of: "li.na", amount: 9_000, at: "2026-08-0\($0)T02:00:00Z") }
        deeds += (1...4).map { Sample.training("T-\($0)", of: "li.na", course: "c\($0)", at: "2026-11-0\($0)T02:00:00Z") }
        deeds.append(Sample.sale("S-9", of: "li.na", amount: 9_000, at: "2026-11-05T02:00:00Z"))
        #expect(try laurel.token(["activities:write"]).post("/activities", .array(deeds)).status == 200)
        let found = try laurel.manager.get("/insights?for=rules").items.filter { $0["kind"]?.string == "share" }
        let entries = try ExportedTable("entries", of: laurel).rows.filter { $0.isCounted }
        func share(of rule: String, _ from: String, _ until: String) -> Double {
            let within = entries.filter { $0.day >= from && $0.day < until }, all = within.reduce(0) { $0 + $1.whole }
            return within.filter { $0["rule"] == rule }.reduce(0) { $0 + $1.whole } / all * 100
        }
        for rule in ["revenue", "training"] {
            let one = found.first { $0["facts"]?["rule"]?.string == rule }
            #expect(abs(fact(one, "share") - share(of: rule, "2026-10-01", "2027-01-01")) < 0.006, "\(rule)")
            #expect(abs(fact(one, "before") - share(of: rule, "2026-07-01", "2026-10-01")) < 0.006, "\(rule)")
        }
    }

    @Test func `what was reversed after a lock, what was entered at night, and who thanks whom`() throws {
        let laurel = try ServerHarness(at: Instant(rfc3339: "2026-10-28T02:00:00Z") ?? .earliest), crm = try laurel.token(["activities:write"])
        _ = try crm.post("/activities", Sample.sale("S-1", of: "li.na", amount: 9_000, at: "2026-10-28T01:00:00Z"))
        let other = try laurel.browser("zhou.xiaotong")
        func thank(_ times: Int) throws {
            for _ in 0..<times {
                #expect(try laurel.rep.post("/kudos", ["to": "zhou.xiaotong", "reason": "help"]).status == 201)
                #expect(try other.post("/kudos", ["to": "li.na", "reason": "help"]).status == 201)
            }
        }
        try thank(2)
        try advance(laurel, to: "2026-11-04T15:30:00Z")
        try thank(1)
        for index in 0..<3 {
            #expect(try laurel.rep.post("/activities", Sample.activity("V-\(index)", "visit.made", of: "li.na", at: "2026-11-04T15:30:00Z", data: ["customer": .string("C-\(index)")])).status == 201)
        }
        #expect(try crm.post("/activities", Sample.reversal("R-1", of: "S-1", at: "2026-11-04T15:00:00Z")).status == 201)
        let activities = try ExportedTable("activities", of: laurel).rows
        let night = try finding("unusual-hours", "audit", by: laurel.finance)
        let own = activities.filter { $0["source"] == "/manual" && $0["actor"] == "member:\($0["subject"] ?? "")" && ($0["recorded"] ?? "").contains("T15:3") }
        #expect(fact(night, "count") == Double(own.count) && own.count == 3)
        let reversed = try finding("reversed-after-lock", "audit", by: laurel.finance)
        #expect(reversed?["facts"]?["activity"]?.string == "S-1")
        let undone = try #require(activities.first { $0["id"] == "R-1" }?["recorded"].flatMap { Instant(rfc3339: $0) })
        let period = try #require(reversed?["facts"]?["period"]?.string), lock = try #require(Instant(rfc3339: Self.locks[period] ?? ""))
        #expect(fact(reversed, "hours_after") == Double(undone.microseconds(since: lock) / 3_600_000_000))
        let circle = try finding("kudos-circle", "audit", by: laurel.finance)
        let given = activities.filter { $0["type"] == "laurel.kudos.given" }
        #expect(fact(circle, "given") == Double(given.filter { $0["subject"] == "li.na" }.count) && fact(circle, "back") == Double(given.filter { $0["subject"] == "zhou.xiaotong" }.count))
    }

    /// Three days after the period's end, in Shanghai.
    private static let locks = ["2026-10-28": "2026-10-31T16:00:00Z", "2026-W44": "2026-11-04T16:00:00Z", "2026-10": "2026-11-03T16:00:00Z"]
}
