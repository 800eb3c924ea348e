import Files
import Scenarios
import Testing

/// One fault in a scenario that otherwise holds; `⌖` stands where the caret must be.
struct ScenarioFault: Sendable, CustomTestStringConvertible {
    let text: String
    let says: String
    let guess: String?

    /// - Parameters:
    ///   - more: lines beside title and company.
    ///   - steps: in place of a step that only looks.
    init(_ more: String = "", steps: String = "- {at: 2026-01-10T09:00:00+08:00}", _ says: String, guess: String? = nil) {
        text = "title: T\ncompany: {timezone: Asia/Shanghai}\nrules: [{id: gift, on: test.gift, award: {expression: data.points}}]\n\(more)\nsteps:\n  \(steps)\n"
        self.says = says
        self.guess = guess
    }

    /// A step at a time.
    static func step(_ step: String, _ says: String, guess: String? = nil) -> ScenarioFault {
        ScenarioFault(steps: "- {at: 2026-01-10T09:00:00+08:00, \(step)}", says, guess: guess)
    }

    static func expect(_ expect: String, _ says: String, guess: String? = nil) -> ScenarioFault { step("expect: {\(expect)}", says, guess: guess) }

    var testDescription: String { says }

    var place: String {
        let before = text.prefix { $0 != "⌖" }.split(separator: "\n", omittingEmptySubsequences: false)
        return "s.yaml:\(before.count):\((before.last?.unicodeScalars.count ?? 0) + 1)"
    }
}

@Suite("Every fault of a scenario")
struct ScenarioFaultTests {
    private static let faults: [ScenarioFault] = [
        ScenarioFault("⌖member: []", "no such key", guess: "members"),
        ScenarioFault("metrics: {⌖points: {on: x, count: true}}", "cannot name a metric"),
        ScenarioFault("boards: [{id: b, value: ⌖revenue, period: month}]", "no metric \"revenue\""),
        ScenarioFault("boards: [{id: b, value: points, period: month}, {id: ⌖b, value: points, period: month}]", "stands twice"),
        ScenarioFault("rewards: [{id: mug, cost: 5, tier: ⌖gold}]", "no tier \"gold\""),
        ScenarioFault("members: [{⌖di: li, id: li}]", "no such key"),
        ScenarioFault("members: [{id: li, role: ⌖boss}]", "one of rep, manager"),
        ScenarioFault("members: [{id: li, attributes: ⌖[a]}]", "a mapping"),
        ScenarioFault("teams: ⌖{east: x}", "a list"),
        ScenarioFault(steps: "- ⌖{activity: {id: a, type: x}}", "the key \"at\" is missing"),
        ScenarioFault(steps: "- {at: ⌖2026-01-10}", "a time with its offset"),
        .step("⌖activty: {id: a, type: x}", "no such key", guess: "activity"),
        .step("activity: {id: a, ⌖typ: x, type: x}", "no such key"),
        .step("activity: ⌖{id: a}", "the key \"type\" is missing"),
        .step("activity: {id: a, type: x}, ⌖redeem: {id: r, member: li, reward: mug}", "a step is one thing"),
        .step("redeem: {id: r, member: li, reward: mug, quantity: ⌖0}", "from 1 to"),
        .step("adjust: {id: r, member: li, points: ⌖5.5, by: chen}", "a whole number"),
        .step("approve: ⌖{id: r}", "the key \"by\" is missing"),
        .step("target: ⌖{metric: m, period: 2026-01, value: 5}", "exactly one of"),
        .step("restart: ⌖no", "one of true"),
        .step("publish: {rules: [{id: g, on: x, ⌖awards: {fixed: 1}, award: {fixed: 1}}]}", "no such key"),
        .expect("⌖point: {li: 5}", "no such key", guess: "points"),
        .expect("points: {li: ⌖five}", "a whole number"),
        .expect("status: ⌖refuse", "one of recorded", guess: "refused"),
        .expect("status: refused, code: ⌖insufficient-point", "one of malformed", guess: "insufficient-points"),
        .expect("balance: {li: {⌖availible: 5}}", "no such key", guess: "available"),
        .expect("lots: {li: [{⌖point: 5}]}", "no such key", guess: "points"),
        .expect("lots: {li: [{expires: ⌖soon}]}", "a time with its offset"),
        .expect("entries: {li: [{kind: ⌖awrad}]}", "one of award", guess: "award"),
        .expect("board: ⌖{id: b, period: 2026-01}", "the key \"rows\" is missing"),
        .expect("board: {id: b, period: 2026-01, rows: [⌖{value: 5}]}", "exactly one of"),
    ]

    @Test(arguments: faults)
    func `is shown at its place, with what was expected and what may have been meant`(fault: ScenarioFault) throws {
        let document = try YAMLDocument(fault.text.replacing("⌖", with: ""), file: "s.yaml")
        let found = (#expect(throws: Files.Diagnostics.self) { try Scenario.read(document, in: ".", zones: ZoneFiles.database()) })?.all ?? []
        let text = found.map { "\($0)" }.joined(separator: "\n")
        let diagnostic = try #require(found.first { "\($0)".contains(fault.says) }, "nothing says so:\n\(text)")
        #expect(diagnostic.place == fault.place, "\(text)")
        if let guess = fault.guess { #expect(diagnostic.hint?.contains("\"\(guess)\"") ?? false, "\(text)") }
    }
}
