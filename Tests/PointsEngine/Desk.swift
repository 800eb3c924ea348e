import Files
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Scenarios
import Testing

/// A small company on the morning of 2 March 2026, and somebody who gives it commands.
struct Desk {
    var engine: MemoryEngine

    /// - Parameter rules: in place of the usual ones, as in a scenario.
    init(rules: String = Desk.rules, metrics: String = "{revenue: {on: sale.won, sum: data.amount}}", badges: String = "[]", company: String = "") throws {
        let text = """
            title: The desk
            company: {timezone: Asia/Shanghai, approvals: [{up_to: 500, by: none}, {up_to: 5000, by: manager}, {up_to: 50000, by: director}, {by: finance}]\(company)}
            rules: \(rules)
            metrics: \(metrics)
            badges: \(badges)
            tiers: [{id: silver, threshold: 100, window: quarter}, {id: gold, threshold: 100000, window: quarter}]
            rewards:
              - {id: mug, cost: 120, stock: 3, limit: {count: 2, window: month}}
              - {id: trip, cost: 1000, tier: gold}
              - {id: course, cost: 600}
              - {id: last-year, cost: 1, until: 2026-01-01}
            teams: [{id: north}, {id: east, parent: north}, {id: west, parent: north}]
            members:
              - {id: li, team: east}
              - {id: wang, team: east}
              - {id: zhou, team: west}
              - {id: chen, team: east, role: manager}
              - {id: sun, team: west, role: manager}
              - {id: he, role: director}
              - {id: fan, role: finance}
            steps: [{at: 2026-03-02T09:00:00+08:00}]
            """
        let scenario = try Scenario.read(YAMLDocument(bytes: Array(text.utf8), file: "desk.yaml"), in: ".", zones: ZoneFiles.database())
        engine = MemoryEngine(scenario.programme, now: scenario.steps[0].at)
        for command in scenario.setting { try engine.carryOut(command, by: .administrator) }
    }

    static let rules = """
        [{id: gift, on: test.gift, award: {expression: data.points}}, {id: big, on: test.big, award: {expression: data.points}, hold: {reason: large-award}},
         {id: sale, on: sale.won, award: {points: 1, per: 100, of: data.amount}}]
        """

    /// Gives a command; the test fails where it is refused.
    @discardableResult
    mutating func done(_ command: any Command, by actor: Actor = .administrator) throws -> any Receipt {
        switch try engine.carryOut(command, by: actor) {
        case .done(let receipt, _): return receipt
        case .refused(let refusal): throw refusal
        }
    }

    /// The code with which a command is refused, or nil.
    mutating func refusal(of command: any Command, by actor: Actor = .administrator) throws -> Code? {
        if case .refused(let refusal) = try engine.carryOut(command, by: actor) { refusal.code } else { nil }
    }

    func available(_ member: MemberID) -> Points { engine.facts.wallet(member).available(at: engine.now) }
    func pending(_ member: MemberID) -> Points { engine.facts.wallet(member).pending(at: engine.now) }
    func debt(_ member: MemberID) -> Points { engine.facts.wallet(member).debt }

    mutating func pass(to time: String) throws { try engine.advance(to: .at(time)) }
}

extension Command where Self == RecordActivity {
    static func activity(
        _ id: String, _ type: String = "test.gift", of member: String? = "li", _ data: JSONObject = ["points": 100], at time: Instant = .at("2026-03-02T09:00:00+08:00")
    ) -> RecordActivity {
        do {
            return RecordActivity(try Activity(source: "test", id: id, type: type, time: time, subject: member, data: data))
        } catch {
            preconditionFailure("\(error)")
        }
    }

    static func gift(_ id: String, _ points: Int64, to member: String = "li", at time: Instant = .at("2026-03-02T09:00:00+08:00")) -> RecordActivity {
        .activity(id, of: member, ["points": .number(Decimal(points))], at: time)
    }

    static func reversal(_ id: String, of earlier: String) -> RecordActivity { .activity(id, "test.cancelled", of: nil, ["reverses": .link(earlier)]) }

    static func replacement(_ id: String, of earlier: String, _ points: Int64, to member: String = "li") -> RecordActivity {
        .activity(id, of: member, ["replaces": .link(earlier), "points": .number(Decimal(points))])
    }
}

extension JSONValue {
    static func link(_ id: String) -> JSONValue { ["source": "test", "id": .string(id)] }
}

extension Instant {
    /// A literal of a test.
    static func at(_ text: String) -> Instant {
        guard let instant = Instant(rfc3339: text) else { preconditionFailure(text) }
        return instant
    }
}

/// One line of a table of refusals.
struct Refused: Sendable, CustomTestStringConvertible {
    let why: String
    let command: any Command
    let actor: Actor
    /// nil: it is done.
    let code: Code?

    init(_ why: String, _ code: Code?, _ command: any Command, by actor: Actor = .administrator) {
        self.why = why
        self.code = code
        self.command = command
        self.actor = actor
    }

    var testDescription: String { why }

    /// Gives the command; whatever is refused must leave no trace.
    func check(_ desk: inout Desk) throws {
        let before = desk.engine.facts
        #expect(try desk.refusal(of: command, by: actor) == code, "\(why)")
        guard code != nil else { return }
        #expect(desk.engine.facts.entries == before.entries)
        #expect(desk.engine.facts.wallets == before.wallets)
        #expect(desk.engine.facts.rewards == before.rewards)
        #expect(desk.engine.facts.tallies == before.tallies)
        #expect(desk.engine.facts.nextCommand() == before.nextCommand())
    }
}
