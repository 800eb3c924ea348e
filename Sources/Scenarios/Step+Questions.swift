import Files
import Identity
import PointsEngine

/// `question:` asks with `text`; with `answer`, `pass`, `reopen` or `close` in its place it does that.
extension Step {
    private static let actions = ["text", "answer", "pass", "reopen", "close"]

    package static func question(_ reader: YAMLReader) throws -> Action {
        let map = try reader.mapping(expected: "{id: q1, by: li, about: {kind: entry, id: 1}, text: …}")
        let id = map.required("id") { QuestionID(try $0.text()) }
        let member = map.optional("member") { MemberID(try $0.text()) }
        let by = map.optional("by") { MemberID(try $0.text()) }
        let about = map.optional("about") { try Self.about($0) }
        let asked = map.optional("text") { try $0.text() }
        let answered = map.optional("answer") { try $0.text() }
        let points = map.optional("points") { try $0.integer(in: -Points.bound...Points.bound) }
        let activity = map.optional("activity") { try $0.text() }
        let source = map.optional("source", default: "scenario") { try $0.text() }
        let adjustment = map.optional("adjustment") { RequestID(try $0.text()) }
        let pass = map.optional("pass") { MemberID(try $0.text()) }
        let reopened = map.optional("reopen") { try $0.text() }
        let closed = map.optional("close") { try $0.text() }
        map.close()
        let action = try map.exactlyOne(of: actions)
        let whose = try map.exactlyOne(of: ["member", "by"])
        let command: any Command
        switch action {
        case "text": command = AskQuestion(id: try id(), about: try about() ?? Question.About(.entry, ""), words: try asked() ?? "")
        case "answer":
            let correction = try activity().map { AnswerQuestion.Remedy.link(.activity(ActivityKey(source: try source(), id: $0))) }
            let earlier = try adjustment().map { AnswerQuestion.Remedy.link(.adjustment($0)) }
            command = AnswerQuestion(id: try id(), words: try answered() ?? "", remedy: try points().map(AnswerQuestion.Remedy.points) ?? correction ?? earlier)
        case "pass": command = StepQuestion(id: try id(), .pass(to: try pass() ?? ""))
        case "reopen": command = StepQuestion(id: try id(), .reopen, words: try reopened())
        default: command = StepQuestion(id: try id(), .close, words: try closed())
        }
        return .command(command, .member(try (whose == "by" ? by() : member()) ?? ""))
    }

    private static func about(_ reader: YAMLReader) throws -> Question.About {
        let map = try reader.mapping(expected: "{kind: entry, id: 1}")
        let kind = map.required("kind") { try $0.word(Question.About.Kind.self) }
        let id = map.required("id") { try $0.text() }
        map.close()
        return Question.About(try kind(), try id())
    }
}
