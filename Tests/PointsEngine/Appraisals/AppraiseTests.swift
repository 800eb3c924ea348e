import Identity
import JSON
import Periods
import PointsEngine
import Testing

@Suite("A step of an appraisal") struct AppraiseTests {
    private static let sheet = AppraisalOffice.id("li")

    @Test(arguments: [
        ("of no sheet", AppraisalStage.own, Appraise(.comment, AppraisalOffice.id("nobody"), comment: "x"), "li", Code.notFound),
        ("without words", .own, Appraise(.comment, sheet), "li", .malformed),
        ("with too many words", .own, Appraise(.comment, sheet, comment: String(repeating: "x", count: 4_001)), "li", .malformed),
        ("on another revision", .own, Appraise(.comment, sheet, comment: "x", revision: 7), "li", .stale),
        ("before its turn", .own, Appraise(.rate, sheet, ratings: ["b": 1]), "chen", .notAvailable),
        ("after its turn", .director, Appraise(.rate, sheet, ratings: ["b": 1]), "chen", .alreadyDecided),
        ("by who may never take it", .director, Appraise(.rate, sheet, ratings: ["b": 1]), "sun", .notPermitted),
        ("by who has taken another", .signature, Appraise(.sign, sheet), "chen", .notPermitted),
        ("without a rating", .manager, Appraise(.rate, sheet), "chen", .malformed),
        ("with a rating of what is measured", .manager, Appraise(.rate, sheet, ratings: ["a": 1, "b": 1]), "chen", .malformed),
        ("with a rating beyond the scale", .manager, Appraise(.rate, sheet, ratings: ["b": 5.5]), "chen", .badQuantity),
        ("with a rating below zero", .manager, Appraise(.rate, sheet, ratings: ["b": -1]), "chen", .badQuantity),
        ("with more digits than are kept", .manager, Appraise(.rate, sheet, ratings: ["b": 1.00001]), "chen", .badQuantity),
        ("that objects without words", .signature, Appraise(.object, sheet), "li", .malformed),
    ] as [(String, AppraisalStage, Appraise, MemberID, Code)])
    func `is refused`(why: String, stage: AppraisalStage, step: Appraise, by: MemberID, code: Code) throws {
        var office = try AppraisalOffice()
        try office.bring(to: stage)
        let before = office.engine.facts.sheets
        #expect(try office.refusal(of: step, by: .member(by)) == code, "\(why)")
        #expect(office.engine.facts.sheets == before)
    }

    @Test func `again under the same key is one, and another under it is a conflict`() throws {
        var office = try AppraisalOffice()
        let step = Appraise(.comment, Self.sheet, comment: "mine", key: "k", revision: 1)
        let first = try office.done(step, by: .member("li")), again = try office.done(step, by: .member("li"))
        #expect(!first.isRepetition && again.isRepetition && again.sheet == first.sheet)
        #expect(try office.refusal(of: Appraise(.comment, Self.sheet, comment: "other", key: "k"), by: .member("li")) == .conflict)
        // The key of one person is not that of another.
        #expect(try office.refusal(of: Appraise(.rate, Self.sheet, ratings: ["b": 2], key: "k"), by: .member("chen")) == nil)
    }

    @Test func `keeps who and when and what was said`() throws {
        var office = try AppraisalOffice()
        try office.bring(to: .signature)
        try office.done(Appraise(.sign, Self.sheet, comment: "thanks"), by: .member("li"))
        let steps = try office.sheet().steps
        #expect(steps.map(\.state) == [.own, .assessed, .confirmed, .signed, .completed])
        #expect(steps.map(\.actor) == [.member("li"), .member("chen"), .member("he"), .member("li"), .system])
        #expect(steps.map(\.comment) == ["mine", nil, nil, "thanks", nil])
        #expect(try office.sheet().score == 68 && office.sheet().grade == "A")
    }

    @Test func `taken over says so`() throws {
        var office = try AppraisalOffice()
        try office.bring(to: .manager)
        try office.engine.advance(to: .at("2026-04-20T09:00:00+08:00"))
        try office.done(Appraise(.rate, Self.sheet, ratings: ["b": 1]), by: .member("zhao"))
        #expect(try office.sheet().steps.last?.isTakenOver == true)
        var punctual = try AppraisalOffice()
        try punctual.bring(to: .director)
        #expect(try punctual.sheet().steps.last?.isTakenOver == false)
    }

    @Test func `closing is an activity that happens once, with what came of it`() throws {
        var office = try AppraisalOffice()
        try office.bring(to: .signature)
        guard case .done(_, let changes) = try office.engine.carryOut(Appraise(.sign, Self.sheet), by: .member("li")) else { throw Refusal(.conflict) }
        let activity = try #require(changes.reached.first)
        #expect(activity.type == "laurel.appraisal.completed" && activity.subject == "li" && activity.key.id.text == "appraisal/rep/2026-Q1/li")
        #expect(activity.data["sheet"] == "rep" && activity.data["period"] == "2026-Q1" && activity.data["score"] == 68 && activity.data["grade"] == "A")
    }

    @Test func `a sheet is read back as it was kept`() throws {
        var office = try AppraisalOffice(form: AppraisalOffice.form + "\n- {id: year, period: year, items: [{id: m, measure: 'appraisal(\"rep\")', full: 100, weight: 100}]}")
        try office.bring(to: .signature)
        try office.done(Appraise(.object, Self.sheet, comment: "no", key: "k"), by: .member("li"))
        try office.engine.advance(to: .at("2027-01-04T00:00:00+08:00"))
        #expect(office.engine.facts.sheets.count == 9 * 5)
        for (id, sheet) in office.engine.facts.sheets {
            #expect(try Sheet(id: id, team: sheet.terms.team, opened: sheet.opened, stored: sheet.stored) == sheet)
        }
    }

    @Test func `sheets of many open in steps, and a restart in the midst goes on`() throws {
        var office = try AppraisalOffice()
        for number in 0..<2_500 { _ = try office.engine.carryOut(PutMember(id: MemberID("m\(number)"), name: "M", team: "east"), by: .administrator) }
        try office.engine.advance(to: .at("2026-07-04T00:00:00+08:00"))
        #expect(office.engine.facts.sheets.keys.count { $0.period == "2026-Q2" } == 2_509)
        #expect(office.engine.log.count { ($0.command as? DueStep)?.work == .happening("open-sheets", ["rep/2026-Q2"]) } == 3)
        #expect(try office.engine.replayed().facts.sheets == office.engine.facts.sheets)
    }
}
