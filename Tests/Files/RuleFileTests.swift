import Files
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Testing

@Suite("Files of rules")
struct RuleFileTests {
    static let reading = RuleReading(
        zones: ZoneFiles.database(), calendar: CompanyCalendar(zone: ZoneFiles.database().zone(named: "Asia/Shanghai") ?? .utc))

    static func rules(_ text: String) throws -> [Rule] {
        let findings = Findings()
        let document = try YAMLDocument(text, file: "rule.yaml")
        let rules = try? RuleFile.rules(YAMLReader(document, findings), reading)
        return try findings.checked(rules).map(\.value)
    }

    /// A rule with these keys beside id, on and award.
    static func rule(_ more: String, award: String = "{fixed: 10}") throws -> Rule {
        try #require(try rules("{id: r, on: sale.won, award: \(award)\(more.isEmpty ? "" : ", " + more)}").first)
    }

    @Test
    func `A rule with every key is read`() throws {
        let rule = try #require(try Self.rules("""
            id: revenue
            title: {en: Revenue, zh-Hans: 销售额}
            on: [sale.won, sale.adjusted]
            when: data.amount > 0
            award: {points: 1, per: 100, of: data.amount, rounding: half-up}
            multiply: 'data.customer_class == "A" ? 1.5 : 1.0'
            limits:
              - {per: member, window: day, points: 500}
              - {per: [member, data.customer], window: ever, count: 3, overflow: refuse, release: false, group: shared}
            cooldown: {per: [member, data.customer], for: P2D}
            unique: {per: [data.customer], within: ever}
            pending: P14D
            hold: {when: points > 5000, reason: large-award}
            expires: {after: P12M, until: month-end}
            applies: {from: 2026-01-01, until: 2027-01-01, teams: [east]}
            qualifying: false
            manual: true
            """).first)
        #expect(rule.title?.text(in: ["zh-Hans"]) == "销售额")
        #expect(rule.types == ["sale.won", "sale.adjusted"])
        #expect(rule.rounding == .halfUp)
        #expect(rule.limits.map(\.name) == ["member/day", "member+data.customer/ever"])
        #expect(rule.limits.map(\.overflow) == [.cut, .refuse])
        #expect(rule.limits.map(\.releases) == [true, false])
        #expect(rule.cooldown?.microseconds == 172_800_000_000)
        #expect(rule.unique?.within == .all)
        #expect(rule.pending == .calendar(months: 0, days: 14))
        #expect(rule.hold?.reason == "large-award")
        #expect(rule.applies.from?.rfc3339 == "2025-12-31T16:00:00Z")
        #expect(rule.applies.until?.rfc3339 == "2026-12-31T16:00:00Z")
        #expect(rule.applies.teams == ["east"])
        #expect(!rule.qualifies)
        #expect(rule.manual == ManualEntry(by: .others))
        guard case .relative(.calendar(12, 0)?, .month?) = rule.expires else {
            Issue.record("\(rule.expires)")
            return
        }
    }

    @Test(arguments: [
        ("true", "others", "P30D", 10 as Int64, "day"), ("others", "others", "P30D", 10, "day"), ("self", "self", "P30D", 10, "day"),
        ("{max_age: P7D}", "self", "P1W", 10, "day"), ("{by: others, hold_above: {count: 0, window: month}}", "others", "P30D", 0, "month"),
    ])
    func `Who enters it by hand, and within what bounds`(text: String, by: String, age: String, count: Int64, window: String) throws {
        let manual = try #require(try Self.rule("manual: \(text)").manual)
        #expect(manual.by.rawValue == by)
        #expect(manual.maxAge == CalendarDuration(age))
        #expect(manual.holdAbove.count == count)
        #expect(manual.holdAbove.window.rawValue == window)
    }

    @Test
    func `What is left out has its default`() throws {
        let rule = try Self.rule("limits: [{per: member, window: event, points: 5}]")
        #expect(rule.limits.first?.overflow == .refuse)
        #expect(rule.qualifies)
        #expect(rule.manual == nil)
        #expect(rule.rounding == .down)
        guard case .never = rule.expires else {
            Issue.record("\(rule.expires)")
            return
        }
    }

    @Test(arguments: [
        ("award: {}", "a key is missing"), ("award: {fixed: 1, expression: data.x}", "exclude each other"), ("award: {fixed: 1, per: 2}", "no such key"),
        ("award: {points: 1, per: 0, of: data.x}", "found \"0\""), ("award: {points: 1, of: data.x}", "\"per\" is missing"),
        ("award: {fixed: 9007199254740992}", "found"), ("award: {fixed: 1, rounding: nearest}", "found \"nearest\""),
        ("award: {expression: 'data.x +'}", "expression"),
        ("limits: [{per: member, window: day}]", "no size"), ("limits: [{per: member, window: hour, points: 1}]", "found \"hour\""),
        ("limits: [{per: [], window: day, points: 1}]", "found a list"), ("limits: [{per: member, window: day, points: -1}]", "found \"-1\""),
        ("limits: {per: member}", "found a mapping"), ("cooldown: {per: member, for: P1M}", "found \"P1M\""),
        ("unique: {per: member, within: event}", "found \"event\""), ("pending: P1DT2H", "found \"P1DT2H\""), ("pending: 14 days", "found"),
        ("expires: {}", "nothing says when"), ("expires: {at: 2026-01-01, after: P1D}", "stands alone"), ("expires: tomorrow", "found"),
        ("expires: {until: week-end}", "found \"week-end\""), ("applies: {from: 2026-01-02, until: 2026-01-02}", "not later"),
        ("on: []", "found a list"), ("on: [a, a]", "twice"), ("id: a/b", "found"), ("manual: 1", "found \"1\""), ("wen: data.x > 1", "no such key"),
        ("title: {english: x}", "no language"), ("when: 1 + 2", "gives int"), ("when: '\"yes\"'", "gives string"), ("multiply: 1 > 0", "gives bool"),
        ("when: data.a.all(x, data.a.all(y, data.a.all(z, x + y == z)))", "steps"),
        ("award: {expression: event.type}", "gives string"), ("when: points > 5", "only hold.when"), ("when: memer.team == \"a\"", "expression"),
        ("multiply: 'metric(\"revenue\", \"hour\")'", "no period"), ("limits: [{per: event.time, window: day, points: 1}]", "gives timestamp"),
    ])
    func `What does not hold is refused`(line: String, message: String) {
        let keys = [("id", "id: r"), ("on", "on: sale.won"), ("award", "award: {fixed: 1}")]
        let text = (keys.filter { !line.hasPrefix($0.0 + ":") }.map(\.1) + [line]).joined(separator: "\n")
        let error = #expect(throws: Diagnostics.self) { try Self.rules(text) }
        if message != "expression" { #expect(error?.all.contains { $0.message.contains(message) } == true, "\(error?.description ?? "")") }
        #expect(error?.all.allSatisfy { $0.line > 0 && $0.source != nil } == true)
    }

    @Test
    func `A mistake in an expression is shown at its place`() {
        let error = #expect(throws: Diagnostics.self) { try Self.rules("id: r\non: x\naward: {fixed: 1}\nwhen: data.amount > > 1\n") }
        #expect(error?.all.first?.line == 4)
        #expect(error?.all.first?.column == 21)
    }

    @Test(arguments: [
        ("when: memer.team == \"a\"", 7), ("when: member.teem == \"a\"", 14), ("hold: {when: points > 5 && dta.x > 1, reason: x}", 28),
    ])
    func `A mistake in an expression is told, with what was probably meant`(line: String, column: Int) {
        let error = #expect(throws: Diagnostics.self) { try Self.rules("id: r\non: x\naward: {fixed: 1}\n\(line)\n") }
        #expect(error?.all.map(\.line) == [4])
        #expect(error?.all.map(\.column) == [column], "\(error?.description ?? "")")
        #expect(error?.all.first?.hint?.contains("did you mean") == true)
    }

    static func ladder(_ over: String, _ mode: String, _ steps: String, more: String = "") throws -> Rule {
        try rule(more, award: "{ladder: {of: data.amount, over: \(over), mode: \(mode), steps: [\(steps)]}}")
    }

    @Test(arguments: [
        ("quarter", "whole", "{from: 0, rate: 0.02}, {from: 100, rate: 0.01}", ""), ("month", "whole", "{from: 0, points: 5}, {from: 100, points: 4}", ""),
        ("month", "whole", "{from: 0, rate: 0.01}, {from: 1000, points: 9}", ""), ("week", "marginal", "{from: 0, rate: -0.01}", ""),
        ("year", "marginal", "{from: 0, points: -1}", ""), ("week", "marginal", "{from: 0, rate: 0.01}", "multiply: 2"),
        ("week", "marginal", "{from: 0, rate: 0.01}", "limits: [{per: member, window: day, points: 1}]"),
        ("week", "marginal", "{from: 0, rate: 0.01}", "hold: {reason: x}"), ("day", "whole", "{from: 0, rate: 0.01}", ""),
        ("event", "whole", "{from: 5, rate: 0.01}, {from: 5, rate: 0.02}", ""), ("event", "whole", "{from: 5, rate: 0.01}, {from: 4, rate: 0.02}", ""),
        ("event", "whole", "", ""), ("event", "whole", "{from: -1, rate: 1}", ""), ("event", "whole", "{from: 0, rate: 1, points: 1}", ""),
    ])
    func `Ladders over a period that fall, or are combined with what would bend them, are refused`(over: String, mode: String, steps: String, more: String) {
        #expect(throws: Diagnostics.self) { try Self.ladder(over, mode, steps, more: more) }
    }

    @Test(arguments: [
        ("quarter", "whole", "{from: 0, rate: 0.005}, {from: 5000, points: 103}", ""), ("year", "marginal", "{from: 100, points: 115}, {from: 600, points: 32}", ""),
        ("year", "marginal", "{from: 0, rate: 0.02}, {from: 600, rate: 0.01}", ""), ("month", "whole", "{from: 0, rate: 0.01}, {from: 1000, points: 10}", ""),
        ("event", "whole", "{from: 0, rate: 0.02}, {from: 100, rate: 0.01}", "multiply: 2"), ("month", "marginal", "{from: 0, rate: 0.01}", "limits: []"),
    ])
    func `Ladders that rise are read`(over: String, mode: String, steps: String, more: String) throws {
        guard case .ladder(let ladder) = try Self.ladder(over, mode, steps, more: more).award else {
            Issue.record("no ladder")
            return
        }
        #expect(ladder.over?.rawValue ?? "event" == over)
    }
}
