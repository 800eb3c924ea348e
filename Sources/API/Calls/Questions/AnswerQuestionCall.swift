import Identity
import JSON
import PointsEngine
import Store
import Web

/// What happens to a question: it is answered, passed on, asked again, closed.
enum AnswerQuestionCall {
    /// `POST /questions/{id}/answer`: with words, and with points by hand, or with what was recorded or given for it.
    static let answer = Endpoint(
        .post, "/questions/{id}/answer", .signedIn(nil), "Answer with words and, where needed, with points by hand, an adjustment, a correction or a reversal.",
        takes: .body(["text": .text, "points?": .orNull(.integer), "adjustment?": .orNull(.text), "activity?": .orNull("ActivityKey")]), gives: .json("Question")
    ) { call in
        let body = try call.body()
        let answer = AnswerQuestion(id: QuestionID(call.path("id")), words: try body.text("text", upTo: 2_000), remedy: try remedy(body))
        try carryOut(answer, call)
    }

    static let reopen = Endpoint(
        .post, "/questions/{id}/reopen", .signedIn(nil), "Ask once more, because the answer is none.", takes: .body(["text": .text]), gives: .json("Question")
    ) { call in
        try carryOut(StepQuestion(id: QuestionID(call.path("id")), .reopen, words: try call.body().text("text", upTo: 2_000)), call)
    }

    static let close = Endpoint(
        .post, "/questions/{id}/close", .signedIn(nil), "Close it.", takes: Input(body: .optionalJSON(["text?": .orNull(.text)])), gives: .json("Question")
    ) { call in
        try carryOut(StepQuestion(id: QuestionID(call.path("id")), .close, words: try call.body().optionalText("text", upTo: 2_000)), call)
    }

    static let pass = Endpoint(
        .post, "/questions/{id}/pass", .signedIn(nil), "Pass it on to another manager, or to somebody above.", takes: .body(["to": .text, "text?": .orNull(.text)]),
        gives: .json("Question")
    ) { call in
        let body = try call.body(), to = MemberID(try body.text("to", upTo: 128))
        try carryOut(StepQuestion(id: QuestionID(call.path("id")), .pass(to: to), words: try body.optionalText("text", upTo: 2_000)), call)
    }

    private static func remedy(_ body: JSONObject) throws -> AnswerQuestion.Remedy? {
        let points = try body.optionalInteger("points"), adjustment = try body.optionalText("adjustment", upTo: 600), activity = try body.object("activity")
        guard [points != nil, adjustment != nil, activity != nil].count(where: { $0 }) <= 1 else { throw Problem.malformed("one of points, adjustment, activity", at: "/points") }
        if let points { return .points(points) }
        if let adjustment { return .link(.adjustment(RequestID(inPath: adjustment) ?? RequestID(adjustment))) }
        return try activity.map { .link(.activity(ActivityKey(source: try $0.text("source", upTo: 600), id: try $0.text("id", upTo: 600)))) }
    }

    /// Who may not see it is told that it is not there.
    private static func carryOut<Given: Command>(_ command: Given, _ call: Call) throws where Given.Answer == QuestionReceipt {
        let id = QuestionID(call.path("id")), rights = call.visible.rights, view = QuestionView(call)
        call.when({ reader in
            guard let question = try reader.question(id), rights.maySee(question) else { throw Problem.notFound }
        }) {
            call.carryOut(command, reading: { receipt, _, reader in try .json { try view.write(receipt.question, reader, to: &$0) } })
        }
    }
}
