import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Seeds
import TestServer
import TestClients
import Testing

/// A statement stands in the order of the ledger, and each balance is the one below and the line's points: whatever was corrected,
/// lapsed, waits, was spent or given back.
@Suite struct StatementTests {
    private let laurel: ServerHarness
    private let crm: TestCaller
    private static let member = "li.na"

    init() throws {
        let rules = try TestFolder()
        try rules.write("company.yaml", "{name: Adding up, timezone: Asia/Shanghai, refund_grace: P2D, approvals: [{up_to: 80, by: none}, {by: manager}]}\n")
        try rules.write("points/short.yaml", "{id: short, on: sale.won, award: {expression: data.amount}, expires: {after: P3D}}\n")
        try rules.write("points/again.yaml", "{id: again, on: sale.won, when: data.amount > 40, award: {expression: data.amount - 30}, expires: {after: P6D}}\n")
        try rules.write("points/wait.yaml", "{id: wait, on: sale.waiting, award: {expression: data.amount}, pending: P2D, expires: {after: P3D}}\n")
        try rules.write("points/lost.yaml", "{id: lost, on: deal.lost, award: {expression: '-data.amount'}}\n")
        try rules.write("points/held.yaml", "{id: held, on: sale.held, award: {expression: data.amount}, hold: {reason: large}}\n")
        laurel = try ServerHarness(rules: rules.path)
        crm = try laurel.token(["activities:write"])
        try laurel.offer("mug", cost: 25)
    }

    private func report(_ id: String, _ type: String, _ amount: Int, at time: Instant, replacing: String? = nil) throws {
        var data: JSONObject = ["amount": .number(Decimal(amount))]
        if let replacing { data["replaces"] = ["source": "/crm", "id": .string(replacing)] }
        _ = try crm.post("/activities", Sample.activity(id, type, of: Self.member, at: time.rfc3339, data: data))
    }

    @Test func `an award that was born expired and corrected stands in the order of the ledger`() throws {
        let old = laurel.clock.now.adding(seconds: -10 * 86_400)
        try report("a", "sale.won", 30, at: old)
        try report("b", "sale.won", 20, at: old, replacing: "a")
        try report("c", "sale.won", 35, at: old, replacing: "b")
        try check(try statement(limit: 500))
    }

    @Test func `every balance is the one below and the lines points`() throws {
        var random = Seeded()
        var standing: [String] = [], redeemed: [String] = []
        for step in 0..<90 {
            let id = "x\(step)", type = random.one(["sale.won", "sale.won", "sale.waiting", "deal.lost", "sale.held"]), now = laurel.clock.now
            switch random.below(10) {
            case 0..<4:
                try report(id, type, random.pick(1...90), at: now.adding(seconds: -Int64(random.below(5)) * 86_400))
                standing.append(id)
            case 4..<6 where !standing.isEmpty:
                let old = standing.remove(at: random.below(standing.count))
                try report(id, type, random.pick(1...90), at: now, replacing: old)
                standing.append(id)
            case 6 where !standing.isEmpty:
                _ = try crm.post("/activities", Sample.reversal(id, of: standing.remove(at: random.below(standing.count)), at: now.rfc3339))
            case 7:
                if (try? laurel.redeem(id, "mug", by: Self.member)) != nil { redeemed.append(id) }
            case 8 where !redeemed.isEmpty:
                _ = try? laurel.carryOut([Cancel(RequestID(redeemed.remove(at: random.below(redeemed.count))))], by: .member(MemberID(Self.member)))
            default:
                laurel.advance(to: now.adding(seconds: Int64(random.below(40)) * 3_600))
                for request in try laurel.manager.get("/approvals").items.prefix(1) {
                    _ = try laurel.manager.post("/approvals/\(request["id"]?.string ?? "")", ["approve": .bool(random.chance(70)), "comment": "so"])
                }
            }
        }
        let whole = try statement(limit: 500)
        try check(whole, "\(random)")
        let paged = try statement(limit: random.pick(1...9))
        #expect(paged == whole, "\(random)")
        try checkFile("\(random)")
    }

    /// All pages together; what is held stands before the ledger and has no balance.
    private func statement(limit: Int) throws -> [JSONValue] {
        var lines: [JSONValue] = [], after: String?
        repeat {
            let page = try laurel.rep.get("/members/me/statement?limit=\(limit)" + (after.map { "&after=\($0)" } ?? "")).json
            lines += (page["items"]?.array ?? []).filter { $0["state"]?.string != "held" }
            after = page["next"]?.string
        } while after != nil
        return lines
    }

    private func check(_ lines: [JSONValue], _ comment: String = "") throws {
        let numbers = lines.compactMap { $0["number"]?.int64 }
        #expect(numbers.count == lines.count && numbers == numbers.sorted(by: >), "\(comment)")
        let balances = lines.map { $0["balance"]?.int64 ?? .min }, points = lines.map { $0["points"]?.int64 ?? .min }
        for (index, balance) in balances.enumerated() {
            #expect(balance == (index + 1 < balances.count ? balances[index + 1] : 0) + points[index], "line \(index) of \(numbers[index]) \(comment)")
        }
        let now = try laurel.rep.get("/members/me/balance").json
        #expect(balances.first ?? 0 == (now["available"]?.int64 ?? 0) + (now["pending"]?.int64 ?? 0), "\(comment)")
    }

    /// The file holds every entry.
    private func checkFile(_ comment: String) throws {
        let rows = try laurel.rep.get("/members/me/statement?format=csv").text.split(separator: "\r\n").dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let entries = rows.compactMap { row in Int64(row[0]).flatMap { number in Int64(row[4]).flatMap { points in Int64(row[5]).map { (number, points, $0) } } } }
        #expect(entries.count == rows.count, "\(comment)")
        for (line, below) in zip(entries, entries.dropFirst()) { #expect(line.0 > below.0 && line.2 == below.2 + line.1, "\(line.0) \(comment)") }
        #expect(entries.last.map { $0.1 == $0.2 } ?? true, "\(comment)")
    }
}
