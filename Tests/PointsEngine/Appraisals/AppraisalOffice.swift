import Files
import Identity
import Periods
import PointsEngine
import Scenarios
import Testing

/// A company in which sheets were opened on 4 April 2026: of all reps and managers, for the first quarter.
///
/// li and wang are reps of the team east, in north; chen and peer manage east, zhao north, sun west; he is a director, fan finance, root an
/// administrator.
struct AppraisalOffice {
    var engine: MemoryEngine

    static let form = """
        - id: rep
          period: quarter
          items: [{id: a, measure: '0.5', full: 1, weight: 40}, {id: b, rated: {scale: 5}, weight: 60}]
          grades: [{from: 60, id: A}, {from: 0, id: B}]
        """

    init(form: String = form) throws {
        let text = """
            title: The office
            company: {timezone: Asia/Shanghai}
            rules: []
            teams: [{id: north}, {id: east, parent: north}, {id: west}]
            members:
              - {id: li, team: east}
              - {id: wang, team: east}
              - {id: chen, team: east, role: manager}
              - {id: peer, team: east, role: manager}
              - {id: zhao, team: north, role: manager}
              - {id: sun, team: west, role: manager}
              - {id: he, role: director, team: west}
              - {id: fan, role: finance}
              - {id: root, role: admin}
            appraisals:
            \(form)
            steps: [{at: 2026-01-05T09:00:00+08:00}]
            """
        let scenario = try Scenario.read(YAMLDocument(bytes: Array(text.utf8), file: "office.yaml"), in: ".", zones: ZoneFiles.database())
        engine = MemoryEngine(scenario.programme, now: scenario.steps[0].at)
        for command in scenario.setting { try engine.carryOut(command, by: .administrator) }
        try engine.advance(to: .at("2026-04-04T09:00:00+08:00"))
    }

    static func id(_ member: MemberID) -> SheetID { SheetID(form: "rep", period: "2026-Q1", member: member) }

    func sheet(_ member: MemberID = "li") throws -> Sheet { try #require(engine.facts.find(Sheet.self, Self.id(member))) }

    /// Brings a sheet to where a step waits for somebody.
    mutating func bring(_ member: MemberID = "li", to stage: AppraisalStage) throws {
        let order: [(AppraisalStage, Appraise, Actor)] = [
            (.manager, Appraise(.comment, Self.id(member), comment: "mine"), .member(member)),
            (.director, Appraise(.rate, Self.id(member), ratings: ["b": 4]), .member(member == "chen" ? "zhao" : "chen")),
            (.signature, Appraise(.confirm, Self.id(member)), .member("he")),
        ]
        for (reached, step, actor) in order where reached <= stage { try done(step, by: actor) }
    }

    @discardableResult
    mutating func done(_ step: Appraise, by actor: Actor) throws -> SheetReceipt {
        switch try engine.carryOut(step, by: actor) {
        case .done(let receipt as SheetReceipt, _): return receipt
        case .done: throw Refusal(.conflict)
        case .refused(let refusal): throw refusal
        }
    }

    mutating func refusal(of step: Appraise, by actor: Actor) throws -> Code? {
        if case .refused(let refusal) = try engine.carryOut(step, by: actor) { refusal.code } else { nil }
    }
}
