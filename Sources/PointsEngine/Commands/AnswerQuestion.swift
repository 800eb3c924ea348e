import Identity
import JSON
import RuleEngine

/// Answers a question with words and, where needed, with points by hand, or with a correction or reversal that was recorded.
///
/// Refusals: `not-found`, `not-permitted`, `already-decided`, `malformed`; of the points those of `Adjust`.
package struct AnswerQuestion: Command, Hashable {
    package static let name = "answer-question"
    package static let group: AuditGroup? = .question

    package enum Remedy: Hashable, Sendable {
        /// Points by hand, within the authority of who answers.
        case points(Points)
        /// What was done already.
        case link(Question.Link)
    }

    package let id: QuestionID
    package let words: String
    package let remedy: Remedy?

    package init(id: QuestionID, words: String, remedy: Remedy? = nil) { (self.id, self.words, self.remedy) = (id, words, remedy) }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        writer.member("words", words)
        switch remedy {
        case .points(let points): writer.member("points", points)
        case .link(let link): link.write(to: &writer)
        case nil: break
        }
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        let link = try Question.Link(stored: fields).map(Remedy.link)
        self.init(
            id: QuestionID(try stored.subject), words: try fields.text("words"), remedy: try fields.optionalInteger("points").map(Remedy.points) ?? link)
    }

    package func carryOut(on draft: Draft) throws -> QuestionReceipt { try draft.answer(self) }
}

extension Draft {
    fileprivate func answer(_ answer: AnswerQuestion) throws -> QuestionReceipt {
        guard var question = try overlay.question(answer.id) else { throw Refusal(.notFound) }
        guard try rights.mayAnswer(question) else { throw Refusal(.notPermitted) }
        guard question.isWaiting else { throw Refusal(.alreadyDecided) }
        try checkWords(answer.words)
        var step = Question.Step(.answered, by: actor, at: now, words: answer.words)
        step.link = try answer.remedy.map { try link($0, of: question, answer.words) }
        question.take(step)
        overlay.changes.questions[question.id] = question
        return QuestionReceipt(question)
    }

    private func link(_ remedy: AnswerQuestion.Remedy, of question: Question, _ words: String) throws -> Question.Link {
        switch remedy {
        case .points(let points):
            // One for each time that it is answered.
            let id = RequestID("answer-\(question.id)-\(question.steps.count)")
            _ = try adjust(Adjust(id: id, member: question.member, points: points, reason: words))
            return .adjustment(id)
        case .link(.adjustment(let id)):
            guard let request = try overlay.request(id), request.member == question.member, case .adjustment = request.kind else {
                throw Refusal(.malformed, at: "/adjustment", "there is no adjustment of theirs under this id")
            }
        case .link(.activity(let key)):
            guard let recorded = try overlay.recorded(key), recorded.activity.link != nil, recorded.people.contains(question.member) else {
                throw Refusal(.malformed, at: "/activity", "it corrects or reverses nothing of theirs")
            }
        }
        guard case .link(let link) = remedy else { throw Refusal(.malformed) }
        return link
    }
}
