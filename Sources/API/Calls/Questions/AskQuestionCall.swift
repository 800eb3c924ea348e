import Identity
import JSON
import PointsEngine
import Web

/// `POST /questions`: "this is not right, because …", about a line of one's own.
enum AskQuestionCall {
    static let endpoint = Endpoint(
        .post, "/questions", .signedIn(nil), "Ask about a line of the statement, a redemption, a target, an appraisal or a row of a board.",
        takes: Input(body: .json(["about": ["kind": .words(kinds), "id": .text], "text": .text]), headers: [.idempotencyKey]), gives: .createdOrKnown("Question")
    ) { call in
        try call.require(call.caller.member != nil)
        let body = try call.body()
        guard let about = try body.object("about") else { throw Problem.malformed("about is an object", at: "/about") }
        let id = QuestionID("q-" + (try call.requestKey("question")))
        let asked = AskQuestion(id: id, about: try Self.about(about), words: try body.text("text", upTo: 2_000))
        let view = QuestionView(call)
        call.carryOut(asked, reading: { receipt, _, reader in
            try .json(receipt.isRepetition ? 200 : 201) { try view.write(receipt.question, reader, to: &$0) }
        })
    }

    /// What people call a line of the statement, too.
    private static let statement = "statement"
    private static let kinds = Question.About.Kind.allCases.map(\.rawValue) + [statement]

    private static func about(_ body: JSONObject) throws -> Question.About {
        let word = try body.text("kind"), id = try body.text("id", upTo: 600)
        guard let kind = word == statement ? .entry : Question.About.Kind(rawValue: word) else {
            throw Problem.malformed("kind is one of \(kinds.joined(separator: ", "))", at: "/about/kind")
        }
        switch kind {
        // Ids of requests stand in answers as they stand in paths.
        case .held, .redemption, .appraisal: return Question.About(kind, RequestID(inPath: id)?.text ?? id)
        case .entry, .target, .board: return Question.About(kind, id)
        }
    }
}
