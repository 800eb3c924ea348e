import Files
import Foundation
import Periods
import Testing

/// One fault in a folder of rules that otherwise holds, and the place where it must be shown.
struct Fault: Sendable, CustomTestStringConvertible {
    let file: String
    /// `⌖` stands where the caret must be.
    let text: String
    /// What the message says, or what was expected.
    let says: String
    /// What is guessed.
    let guess: String?

    init(_ file: String, _ text: String, _ says: String, guess: String? = nil) {
        self.file = file
        self.text = text
        self.says = says
        self.guess = guess
    }

    var testDescription: String { "\(file): \(text.prefix(60)) → \(says)" }

    var clean: String { text.replacing("⌖", with: "") }

    /// Line and column of the mark, from 1.
    var place: String {
        let before = text.prefix { $0 != "⌖" }.split(separator: "\n", omittingEmptySubsequences: false)
        return "\(before.count):\((before.last?.unicodeScalars.count ?? 0) + 1)"
    }

    /// A rule with something beside id, on and award.
    static func rule(_ more: String, _ says: String, guess: String? = nil) -> Fault {
        Fault("points/r.yaml", "id: r\non: sale.won\naward: {fixed: 10}\n\(more)\n", says, guess: guess)
    }

    static func award(_ award: String, _ says: String, guess: String? = nil) -> Fault {
        Fault("points/r.yaml", "id: r\non: sale.won\naward: \(award)\n", says, guess: guess)
    }

    static func company(_ more: String, _ says: String, guess: String? = nil) -> Fault {
        Fault("company.yaml", "name: A\ntimezone: Asia/Shanghai\n\(more)\n", says, guess: guess)
    }

    static func campaign(_ more: String, _ says: String, guess: String? = nil) -> Fault {
        Fault("campaigns/c.yaml", "id: c\nfrom: 2026-11-01\nuntil: 2026-12-01\n\(more)\n", says, guess: guess)
    }

    static func customers(_ line: String, _ says: String, guess: String? = nil) -> Fault { Fault("customers.yaml", line + "\n", says, guess: guess) }

    static func board(_ board: String, _ says: String, guess: String? = nil) -> Fault { Fault("boards.yaml", "- \(board)\n", says, guess: guess) }
}

@Suite("Every fault of a folder of rules")
struct FaultTests {
    private static let sound = [
        "company.yaml": "name: A\ntimezone: Asia/Shanghai\n",
        "metrics.yaml": "revenue: {on: sale.won, sum: data.amount}\norders: {on: sale.won, count: true}\n",
        "boards.yaml": "- {id: month, value: points, period: month}\n",
        "tiers.yaml": "- {id: silver, threshold: 100, window: year}\n",
        "rewards.yaml": "- {id: mug, cost: 120}\n",
        "points/a.yaml": "{id: a, on: sale.won, award: {fixed: 1}}\n",
    ]

    private static let rules: [Fault] = [
        .rule("⌖limit: []", "no such key here: \"limit\"", guess: "limits"),
        .rule("⌖Limits: []", "no such key here", guess: "limits"),
        .rule("⌖whem: data.amount > 0", "no such key here", guess: "when"),
        .rule("⌖something: 1", "one of applies, award, cooldown"),
        Fault("points/r.yaml", "⌖on: sale.won\naward: {fixed: 10}\n", "the key \"id\" is missing"),
        Fault("points/r.yaml", "⌖id: r\naward: {fixed: 10}\n", "the key \"on\" is missing"),
        Fault("points/r.yaml", "⌖id: r\non: sale.won\n", "the key \"award\" is missing"),
        Fault("points/r.yaml", "id: ⌖a/b\non: sale.won\naward: {fixed: 10}\n", "a name without / + ? # %"),
        Fault("points/r.yaml", "id: r\non: ⌖[]\naward: {fixed: 10}\n", "at least one type"),
        Fault("points/r.yaml", "id: r\non: ⌖[a, a]\naward: {fixed: 10}\n", "a type stands twice"),
        Fault("points/r.yaml", "id: ⌖a\non: sale.won\naward: {fixed: 10}\n", "the rule \"a\" stands twice"),
        Fault("points/r.yaml", "- {id: r, on: x, award: {fixed: 1}}\n- {id: ⌖r, on: x, award: {fixed: 1}}\n", "stands twice"),
        Fault("points/r.yaml", "⌖text\n", "a rule: id, on, award"),
        .rule("when: data.amount >⌖", "expected"),
        .rule("when: ⌖amount > 0", "amount"),
        .rule("when: ⌖dta.amount > 0", "dta", guess: "data"),
        .rule("when: member.⌖teem == \"east\"", "teem", guess: "team"),
        .rule("when: ⌖size(data) + 1", "true or false"),
        .rule("when: ⌖siz(data.items) > 1", "siz", guess: "size"),
        .rule("when: metric(⌖\"revenu\", \"month\") > 5", "asks for the metric \"revenu\"", guess: "revenue"),
        .rule("when: ⌖metric(\"revenue\", \"mont\") > 5", "of no period: \"mont\"", guess: "month"),
        .rule("when: ⌖points > 5", "only hold.when knows"),
        .rule("multiply: ⌖'\"much\"'", "a number"),
        .rule("limits: ⌖{per: member, window: day, points: 5}", "a list"),
        .rule("limits: [{per: member, window: ⌖dya, points: 5}]", "one of event, day", guess: "day"),
        .rule("limits: [⌖{per: member, window: day}]", "no size"),
        .rule("limits: [{per: member, window: day, points: ⌖many}]", "a whole number"),
        .rule("limits: [{per: member, window: day, points: 5, overflow: ⌖refused}]", "one of cut, refuse", guess: "refuse"),
        .rule("limits: [{per: member, window: day, points: 5, ⌖grup: x}]", "no such key", guess: "group"),
        .rule("limits: [{per: ⌖membr, window: day, points: 5}]", "membr", guess: "member"),
        .rule("cooldown: {per: member, for: ⌖P1M}", "a cooldown is exact"),
        .rule("cooldown: ⌖{per: member}", "the key \"for\" is missing"),
        .rule("cooldown: {per: member, for: ⌖one day}", "ISO 8601 duration"),
        .rule("unique: {per: ⌖[], within: ever}", "member, team, company"),
        .rule("unique: {per: data.customer, within: ⌖event}", "one of day, week"),
        .rule("pending: ⌖14 days", "P14D"),
        .rule("pending: ⌖P1DT2H", "ISO 8601 duration"),
        .rule("hold: {when: ⌖point > 5000}", "point", guess: "points"),
        .rule("expires: ⌖soon", "never, {after: P12M}"),
        .rule("expires: {after: P1M, until: ⌖month-ends}", "one of month-end", guess: "month-end"),
        .rule("expires: ⌖{}", "nothing says when"),
        .rule("expires: {⌖at: 2027-01-01, after: P1M}", "\"at\" stands alone"),
        .rule("applies: {from: ⌖2026-02-30}", "a date such as 2026-11-21"),
        .rule("applies: {from: 2026-02-01, ⌖until: 2026-01-01}", "not later than"),
        .rule("qualifying: ⌖yes", "true or false"),
        .rule("title: {⌖english_: Revenue}", "no language"),
        .rule("title: ⌖[Revenue]", "a text"),
        .award("⌖10", "an award: fixed"),
        .award("⌖{}", "exactly one of"),
        .award("⌖{fixed: 1, expression: data.points}", "exclude each other"),
        .award("{fixed: ⌖ten}", "a number"),
        .award("{fixed: 1, ⌖roundin: up}", "no such key", guess: "rounding"),
        .award("{fixed: 1, rounding: ⌖half}", "one of down, half-up"),
        .award("⌖{points: 1, of: data.amount}", "the key \"per\" is missing"),
        .award("{points: 1, per: ⌖0, of: data.amount}", "above zero"),
        .award("{expression: ⌖'\"ten\"'}", "a number"),
        .award("{ladder: {of: data.amount, over: ⌖daily, mode: whole, steps: [{from: 0, rate: 1}]}}", "one of event, week"),
        .award("{ladder: {of: data.amount, over: event, mode: whole, steps: [{from: 5, rate: 1}, ⌖{from: 5, rate: 2}]}}", "steps rise"),
        .award("{ladder: {of: data.amount, over: event, mode: whole, steps: ⌖[]}}", "at least one step"),
        .award("{ladder: {of: data.amount, over: event, mode: whole, steps: [⌖{from: 0, rate: 1, points: 2}]}}", "exclude each other"),
        .award("{ladder: {of: data.amount, over: month, mode: whole, ⌖steps: [{from: 0, rate: 2}, {from: 10, rate: 1}]}}", "the ladder falls at 10"),
        .award("{ladder: {of: data.amount, over: month, mode: whole, steps: [{from: 0, rate: 1}]}}\n⌖multiply: '2'", "not combined with a ladder"),
        Fault(
            "points/r.yaml",
            "- {id: r, on: x, award: {fixed: 1}, limits: [{per: member, window: day, points: 5, group: g}]}\n- {id: s, on: x, award: {fixed: 1}, limits: ⌖[{per: member, window: day, points: 6, group: g}]}\n",
            "the limits of group \"g\" differ"),
    ]

    private static let others: [Fault] = [
        Fault("company.yaml", "⌖timezone: Asia/Shanghai\n", "the key \"name\" is missing"),
        Fault("company.yaml", "⌖name: A\ntime_zone: UTC\n", "the key \"timezone\" is missing", guess: "time_zone"),
        Fault("company.yaml", "name: A\ntimezone: ⌖Asia/Shangai\n", "no time zone \"Asia/Shangai\"", guess: "Asia/Shanghai"),
        .company("⌖week_starts: monday", "no such key", guess: "week_start"),
        .company("week_start: ⌖mondy", "one of monday", guess: "monday"),
        .company("fiscal_year_start: ⌖13", "from 1 to 12"),
        .company("fiscal_year_named: ⌖middle", "start"),
        .company("currency: ⌖yuan", "ISO 4217"),
        .company("overdraft: ⌖flor", "one of allow, floor", guess: "floor"),
        .company("lock_after: ⌖3 days", "ISO 8601"),
        .company("live: {⌖intervall: PT1S}", "no such key", guess: "interval"),
        .company("approvals: ⌖[]", "at least one step"),
        .company("approvals: [{up_to: 500, by: ⌖manger}]", "one of none, rep, manager", guess: "manager"),
        .company("approvals: [⌖{by: manager}, {by: finance}]", "only the last step"),
        .company("limits: [{per: ⌖memb, window: day, points: 5}]", "one of member, team, company", guess: "member"),
        .company("live_since: ⌖yesterday", "a date such as"),
        .company("languages: ⌖{}", "a name"),
        .company("exchange_rates: {⌖dollar: 7.1}", "no currency"),
        .company("exchange_rates: {USD: ⌖0}", "above zero"),
        .company("⌖exchange_rates: {CNY: 1}", "own currency"),
        .company("holidays: [⌖2026-13-01]", "a date such as"),
        .company("holidays: [{from: 2026-10-08, ⌖until: 2026-10-01}]", "not later than"),
        .company("working_week: [⌖friyay]", "one of monday", guess: "friday"),
        Fault("metrics.yaml", "revenue: {⌖summ: data.amount, on: x, count: true}\n", "no such key", guess: "sum"),
        Fault("metrics.yaml", "revenue: ⌖{on: sale.won}\n", "exactly one of"),
        Fault("metrics.yaml", "rate: {ratio: [⌖wins, orders]}\norders: {on: x, count: true}\n", "\"wins\" is no metric"),
        Fault("metrics.yaml", "rate: {ratio: ⌖[orders]}\norders: {on: x, count: true}\n", "two metrics"),
        Fault("metrics.yaml", "⌖points: {on: x, count: true}\n", "cannot name a metric"),
        Fault("metrics.yaml", "revenue: {on: x, sum: data.amount, unit: ⌖cash}\n", "one of money, count, ratio"),
        Fault("metrics.yaml", "⌖- revenue\n", "a mapping by name"),
        .board("{id: b, value: points, period: month, where: member.⌖grade > 2}", "grade"),
        .board("{id: b, value: points, period: month, where: ⌖data.amount > 2}", "data"),
        .board("{id: b, value: points, period: month, where: ⌖member.name}", "true or false"),
        .board("{id: b, value: points, period: month, entrants: teams, ⌖where: member.team == 'east'}", "does not hold"),
        .campaign("rules: {id: r, on: x, award: {fixed: 1}}\n⌖prize: 1", "no such key"),
        .campaign("⌖rule: {id: r, on: x, award: {fixed: 1}}", "no such key", guess: "rules"),
        .campaign("contest: {value: ⌖revenu}", "no metric \"revenu\"", guess: "revenue"),
        .campaign("contest: {value: revenue, kind: ⌖raze, goal: 1}", "one of ranking, race, shared", guess: "race"),
        .campaign("contest: ⌖{value: revenue, kind: race}", "a race needs a goal"),
        .campaign("contest: {value: revenue, ⌖goal: 5}", "a ranking has no goal"),
        .campaign("contest: {value: revenue, kind: race, goal: ⌖0}", "above zero"),
        .campaign("contest: {value: revenue, kind: race, goal: 1, ⌖ties: dense}", "who reached the goal first"),
        .campaign("contest: {value: revenue, kind: shared, goal: 1, ⌖honours: [{rank: 2}]}", "no place 2"),
        .campaign("contest: {⌖value: points}", "there are none"),
        .campaign("contest: {⌖value: growth}", "is no sum"),
        .campaign("rules: [{id: r, on: x, award: {fixed: 1}}]\ncontest: {kind: race, ⌖goal: 1.5}", "points are whole"),
        .campaign("rules: [{id: r, on: x, award: {fixed: 1}}, {id: ⌖r, on: x, award: {fixed: 1}}]", "stands twice"),
        .campaign("teams: [east]\nrules: {id: r, on: x, award: {fixed: 1}, applies: ⌖{teams: [east]}}", "the teams of a campaign"),
        .campaign("rules: {id: r, on: x, award: {fixed: 1}, applies: ⌖{from: 2027-01-01}}", "never applies within"),
        .campaign("teams: ⌖[]\nrules: {id: r, on: x, award: {fixed: 1}}", "at least one team"),
        Fault("campaigns/c.yaml", "⌖id: c\nfrom: 2026-11-01\nuntil: 2026-12-01\n", "neither rules nor a contest"),
        Fault("campaigns/c.yaml", "id: c\nfrom: 2026-11-01\n⌖until: 2026-11-01\ncontest: {value: revenue}\n", "not later than"),
        Fault("campaigns/c.yaml", "⌖id: c\nfrom: 2026-11-01\ncontest: {value: revenue}\n", "\"until\" is missing"),
        Fault("campaigns/c.yaml", "id: ⌖month\nfrom: 2026-11-01\nuntil: 2026-12-01\ncontest: {value: revenue}\n", "a board is called"),
        Fault("campaigns/c.yaml", "id: ⌖a/b\nfrom: 2026-11-01\nuntil: 2026-12-01\ncontest: {value: revenue}\n", "without /"),
        .board("{id: b, value: ⌖revenu, period: month}", "no metric \"revenu\"", guess: "revenue"),
        .board("{id: b, value: points, period: ⌖fortnight}", "one of day, week"),
        .board("⌖{id: b, value: points}", "the key \"period\" is missing"),
        .board("{id: b, value: points, period: month, entrants: ⌖team}", "one of members, teams", guess: "teams"),
        .board("{id: b, value: points, period: month, ties: ⌖dens}", "one of", guess: "dense"),
        .board("{id: b, value: points, period: month, reveal: ⌖top}", "top:20"),
        .board("{id: b, value: points, period: month, ⌖per_head: true}", "does not hold"),
        .board("{id: b, value: ⌖attainment, period: month}", "name the metric beside it"),
        .board("{id: b, value: attainment, of: ⌖orderz, period: month}", "no metric \"orderz\"", guess: "orders"),
        .board("{id: b, value: points, period: month, honours: [{⌖place: 1}]}", "no such key"),
        .board("{id: b, value: points, period: month, honours: [{rank: ⌖0}]}", "from 1 to 1000"),
        Fault("boards.yaml", "- {id: b, value: points, period: month}\n- {id: ⌖b, value: points, period: week}\n", "stands twice"),
        .customers("⌖form: data.account", "no such key here", guess: "from"),
        .customers("from: ⌖account", "data.customer"),
        .customers("owner: ⌖lst", "one of last, assigned", guess: "last"),
        .customers("volume: {metric: ⌖revenu}", "no metric \"revenu\"", guess: "revenue"),
        .customers("volume: {metric: revenue, over: ⌖rolling}", "rolling-12m"),
        .customers("review: ⌖week", "month, quarter or year"),
        .customers("lost_after: ⌖PT5H", "a number of days, weeks, months or years"),
        .customers("⌖lost_after: P6M", "nobody knows what an order is"),
        .customers("visit: ⌖laurel.visit.kept", "is no visit"),
        .customers("classes: [⌖{id: A}, {id: B}]", "no class after \"A\" is ever reached"),
        .customers("classes: [{id: A, when: customer.volume > 5}, {id: ⌖A}]", "the class \"A\" stands twice"),
        .customers("classes: [{id: A, when: ⌖customer.volume > 5}]", "customer.volume of nothing"),
        .customers("classes: [{id: A, when: 'customer.⌖volum > 5'}]", "volum"),
        .customers("classes: [{id: A, when: ⌖customer.name}]", "true or false"),
        .customers("classes: [{id: A, when: 'metric(⌖\"revenu\", \"month\") > 5'}]", "which is not there", guess: "revenue"),
        .customers("classes: [{id: A, visit_every: ⌖P7D}]", "nobody knows what a visit is"),
        .rule("when: ⌖customer.class == \"A\"", "there are no customers"),
        .board("{id: b, value: points, period: month, ⌖entrants: customers}", "does not hold"),
        Fault("tiers.yaml", "- {id: a, threshold: 5, window: ⌖month}\n", "one of quarter, year"),
        Fault("tiers.yaml", "- {id: a, threshold: ⌖-5, window: year}\n", "a whole number from 0"),
        Fault("tiers.yaml", "- {id: a, threshold: 5, window: year}\n- {id: b, threshold: 6, window: ⌖quarter}\n", "all tiers have one window"),
        Fault("tiers.yaml", "- {id: a, threshold: 5, window: year}\n- {id: b, threshold: ⌖5, window: year}\n", "is that of \"a\""),
        Fault("tiers.yaml", "- {id: a, threshold: 5, window: year, downgrade: ⌖two}\n", "one of one, reassess"),
        Fault("rewards.yaml", "- {id: a, cost: ⌖0}\n", "from 1 to"),
        Fault("rewards.yaml", "- {id: a, cost: 5, tier: ⌖sliver}\n", "no tier \"sliver\"", guess: "silver"),
        Fault("rewards.yaml", "- {id: a, cost: 5, kind: ⌖gifts}\n", "one of gift", guess: "gift"),
        Fault("rewards.yaml", "- {id: a, cost: 5, limit: {⌖cont: 1, count: 1, window: month}}\n", "no such key"),
        Fault("rewards.yaml", "- {id: a, cost: 5, from: 2026-02-01, ⌖until: 2026-01-01}\n", "not later than"),
        Fault("rewards.yaml", "- {id: a, cost: 5, picture: ⌖../secret}\n", "the name of a file"),
    ]

    private static let syntax: [Fault] = [
        Fault("points/r.yaml", "id: r\n⌖\ton: x\n", "tab"),
        Fault("points/r.yaml", "id: r\n⌖id: s\non: x\naward: {fixed: 1}\n", "stands twice"),
        Fault("points/r.yaml", "id: &a r\non: *a\naward: {fixed: 1}\n", "anchors and aliases"),
        Fault("points/r.yaml", "id: ⌖!!binary r\non: x\naward: {fixed: 1}\n", "tags are not allowed"),
        Fault("points/r.yaml", "id: r\n⌖---\nid: s\n", "another document"),
        Fault("points/r.yaml", "id: \"r\non: x\n⌖", "unexpected end"),
        Fault("points/r.yaml", "\u{0}", "control characters"),
    ]

    private static let maps: [Fault] = [
        Fault("imports/m.yaml", "⌖activitys: {}\n", "no such key", guess: "activities"),
        Fault("imports/m.yaml", "⌖{}\n", "nothing is imported"),
        Fault("imports/m.yaml", "activities: ⌖{source: '\"/crm\"', id: row.id, type: '\"x\"'}\n", "the key \"time\" is missing"),
        Fault("imports/m.yaml", "activities: {source: '\"/crm\"', id: ⌖rw.id, type: '\"x\"', time: row.t}\n", "rw", guess: "row"),
        Fault("imports/m.yaml", "activities: {source: '\"/crm\"', id: row.id, type: '\"x\"', ⌖tim: row.t, time: row.t}\n", "no such key"),
        Fault("imports/m.yaml", "teams: {id: row.id}\nencoding: ⌖gb2312\n", "one of utf-8, gb18030"),
        Fault("imports/m.yaml", "teams: {id: row.id}\ndelimiter: ⌖;;\n", "one ASCII character"),
        Fault("imports/m.yaml", "teams: {id: row.id}\nlookup: {⌖row: {key: a}}\n", "cannot name a lookup"),
        Fault("imports/m.yaml", "members: {id: row.id, attributes: ⌖row.a}\n", "a mapping"),
        Fault("imports/m.yaml", "members: {id: row.id, ⌖teem: row.a}\n", "no such key", guess: "team"),
        Fault("imports/m.yaml", "teams: {id: row.id, name: row.⌖}\n", "the name of a field"),
    ]

    private static func read(_ fault: Fault) throws {
        let zones = ZoneFiles.database()
        if fault.file.hasPrefix("imports/") {
            _ = try ImportMap(fault.clean, file: fault.file, zones: zones)
        } else {
            _ = try RulesFolder(RuleSources(files: sound.merging([fault.file: fault.clean]) { $1 }), zones: zones)
        }
    }

    @Test(arguments: rules + others + syntax + maps)
    func `is shown at its place, with what was expected and what may have been meant`(fault: Fault) throws {
        let found = (#expect(throws: Files.Diagnostics.self) { try Self.read(fault) })?.all ?? []
        let text = found.map { "\($0)" }.joined(separator: "\n")
        let diagnostic = try #require(found.first { "\($0)".contains(fault.says) }, "nothing says so:\n\(text)")
        if fault.text.contains("⌖") { #expect(diagnostic.place == "\(fault.file):\(fault.place)", "\(text)") }
        #expect(found.allSatisfy { $0.file == fault.file }, "\(text)")
        if let guess = fault.guess { #expect(diagnostic.hint?.contains("\"\(guess)\"") ?? false, "\(text)") }
        // The caret stands under the place.
        if diagnostic.line > 0, diagnostic.source != nil { #expect("\(diagnostic)".contains("^")) }
    }

    @Test
    func `is one that a folder without it has not`() throws {
        #expect((Self.rules + Self.others + Self.syntax + Self.maps).count >= 60)
        _ = try RulesFolder(RuleSources(files: Self.sound), zones: ZoneFiles.database())
    }

    @Test
    func `is told, however many there are`() throws {
        let files = Self.sound.merging(["points/r.yaml": "id: r\nom: x\naward: {fixd: 1}\nlimits: [{per: member}]\n", "tiers.yaml": "- {id: a}\n"]) { $1 }
        let found = #expect(throws: Files.Diagnostics.self) { try RulesFolder(RuleSources(files: files), zones: ZoneFiles.database()) }
        #expect((found?.all.count ?? 0) >= 6)
    }
}
