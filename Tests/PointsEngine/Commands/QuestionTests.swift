import Identity
import PointsEngine
import RuleEngine
import Testing

@Suite("A question") struct QuestionTests {
    private static func asked() throws -> Desk {
        var desk = try Desk()
        try desk.done(.activity("G-1", "test.gift", of: "li", ["points": 40]))
        try desk.done(AskQuestion(id: "q-1", about: .init(.entry, "1"), words: "I think it is 50"), by: .member("li"))
        return desk
    }

    private static func state(_ desk: Desk) -> Question.State? { desk.engine.facts.question("q-1")?.state }

    @Test func `knows the rule behind a line, and asks about nobody else's`() throws {
        var desk = try Self.asked()
        #expect(desk.engine.facts.question("q-1")?.rule == "gift")
        #expect(try desk.refusal(of: AskQuestion(id: "q-2", about: .init(.entry, "1"), words: "?"), by: .member("wang")) == .notFound)
        for about in [Question.About(.entry, "99"), .init(.entry, "x"), .init(.redemption, "r"), .init(.held, "h"), .init(.target, "revenue/2026-03/li"), .init(.board, "none/2026-03")] {
            #expect(try desk.refusal(of: AskQuestion(id: "q-2", about: about, words: "?"), by: .member("li")) == .notFound, "\(about)")
        }
        #expect(try desk.refusal(of: AskQuestion(id: "q-2", about: .init(.entry, "1"), words: ""), by: .member("li")) == .malformed)
        #expect(try desk.refusal(of: AskQuestion(id: "q-2", about: .init(.entry, "1"), words: "?"), by: .token("crm")) == .notPermitted)
    }

    @Test func `is one when it is asked again under its id, and no other`() throws {
        var desk = try Self.asked()
        let again = try desk.done(AskQuestion(id: "q-1", about: .init(.entry, "1"), words: "I think it is 50"), by: .member("li"))
        #expect(again.isRepetition)
        #expect(try desk.refusal(of: AskQuestion(id: "q-1", about: .init(.entry, "1"), words: "60"), by: .member("li")) == .conflict)
    }

    @Test func `is answered by those who lead who asks, and never by who asks`() throws {
        var desk = try Self.asked()
        for other: MemberID in ["li", "wang", "sun"] {
            #expect(try desk.refusal(of: AnswerQuestion(id: "q-1", words: "no"), by: .member(other)) == .notPermitted, "\(other)")
        }
        try desk.done(AnswerQuestion(id: "q-1", words: "it was 40"), by: .member("chen"))
        #expect(Self.state(desk) == .answered)
        #expect(try desk.refusal(of: AnswerQuestion(id: "q-1", words: "again"), by: .member("he")) == .alreadyDecided)
    }

    @Test func `is answered with points within the authority of who answers`() throws {
        var desk = try Self.asked()
        try desk.done(AnswerQuestion(id: "q-1", words: "ten more", remedy: .points(10)), by: .member("chen"))
        #expect(desk.available("li") == 50)
        #expect(desk.engine.facts.question("q-1")?.steps.last?.link == .adjustment("answer-q-1-1"))
        #expect(desk.engine.facts.request("answer-q-1-1")?.state == .done)
        try desk.done(StepQuestion(id: "q-1", .reopen, words: "much more"), by: .member("li"))
        try desk.done(AnswerQuestion(id: "q-1", words: "then ask the director", remedy: .points(40_000)), by: .member("chen"))
        #expect(desk.engine.facts.request("answer-q-1-3")?.state == .requested)
        #expect(desk.available("li") == 50)
    }

    @Test func `is answered with a correction that concerns who asked, or with none`() throws {
        var desk = try Self.asked()
        try desk.done(.activity("G-2", "test.gift", of: "wang", ["points": 40]))
        try desk.done(.activity("G-3", "test.gift", of: "li", ["points": 50, "replaces": ["source": "test", "id": "G-1"]]))
        for key in [ActivityKey(source: "test", id: "G-2"), ActivityKey(source: "test", id: "G-1"), ActivityKey(source: "test", id: "none")] {
            #expect(try desk.refusal(of: AnswerQuestion(id: "q-1", words: "so", remedy: .link(.activity(key))), by: .member("chen")) == .malformed, "\(key)")
        }
        try desk.done(AnswerQuestion(id: "q-1", words: "corrected", remedy: .link(.activity(ActivityKey(source: "test", id: "G-3")))), by: .member("chen"))
        #expect(Self.state(desk) == .answered)
    }

    @Test func `is asked again once`() throws {
        var desk = try Self.asked()
        #expect(try desk.refusal(of: StepQuestion(id: "q-1", .reopen, words: "no"), by: .member("li")) == .alreadyDecided)
        try desk.done(AnswerQuestion(id: "q-1", words: "it was 40"), by: .member("chen"))
        #expect(try desk.refusal(of: StepQuestion(id: "q-1", .reopen, words: "no"), by: .member("chen")) == .notPermitted)
        #expect(try desk.refusal(of: StepQuestion(id: "q-1", .reopen), by: .member("li")) == .malformed)
        try desk.done(StepQuestion(id: "q-1", .reopen, words: "no"), by: .member("li"))
        #expect(Self.state(desk) == .reopened)
        try desk.done(AnswerQuestion(id: "q-1", words: "still 40"), by: .member("he"))
        #expect(try desk.refusal(of: StepQuestion(id: "q-1", .reopen, words: "no"), by: .member("li")) == .alreadyDecided)
    }

    @Test func `is closed by who asked whenever they like, by others once there is an answer, which leaves the second asking`() throws {
        var desk = try Self.asked()
        #expect(try desk.refusal(of: StepQuestion(id: "q-1", .close), by: .member("chen")) == .notPermitted)
        #expect(try desk.refusal(of: StepQuestion(id: "q-1", .close), by: .member("wang")) == .notPermitted)
        try desk.done(AnswerQuestion(id: "q-1", words: "it was 40"), by: .member("chen"))
        try desk.done(StepQuestion(id: "q-1", .close), by: .member("chen"))
        #expect(Self.state(desk) == .closed)
        try desk.done(StepQuestion(id: "q-1", .reopen, words: "no"), by: .member("li"))
        try desk.done(StepQuestion(id: "q-1", .close), by: .member("li"))
        #expect(try desk.refusal(of: StepQuestion(id: "q-1", .close), by: .member("li")) == .alreadyDecided)
    }

    @Test func `is passed to another manager or to somebody above, who may answer then`() throws {
        var desk = try Self.asked()
        #expect(try desk.refusal(of: StepQuestion(id: "q-1", .pass(to: "wang")), by: .member("chen")) == .notPermitted)
        #expect(try desk.refusal(of: StepQuestion(id: "q-1", .pass(to: "chen")), by: .member("chen")) == .notPermitted)
        #expect(try desk.refusal(of: StepQuestion(id: "q-1", .pass(to: "nobody")), by: .member("chen")) == .unknownMember)
        #expect(try desk.refusal(of: StepQuestion(id: "q-1", .pass(to: "sun")), by: .member("li")) == .notPermitted)
        try desk.done(StepQuestion(id: "q-1", .pass(to: "sun"), words: "yours"), by: .member("chen"))
        #expect(Self.state(desk) == .open)
        // Words need no authority; points do.
        #expect(try desk.refusal(of: AnswerQuestion(id: "q-1", words: "ten", remedy: .points(10)), by: .member("sun")) == .notPermitted)
        try desk.done(AnswerQuestion(id: "q-1", words: "it was 40"), by: .member("sun"))
        #expect(try desk.refusal(of: StepQuestion(id: "q-1", .pass(to: "he")), by: .member("chen")) == .alreadyDecided)
    }
}
