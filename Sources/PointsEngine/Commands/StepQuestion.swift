import Identity
import JSON

/// What happens to a question beside being asked and answered: it is passed on, asked again, closed.
///
/// Refusals: `not-found`, `not-permitted`, `already-decided`, `malformed`, `unknown-member`.
package struct StepQuestion: Command, Hashable {
    package static let name = "step-question"
    package static let group: AuditGroup? = .question

    package enum Step: Hashable, Sendable {
        /// To another manager, or somebody above.
        case pass(to: MemberID)
        /// By who asked, once.
        case reopen
        /// By who asked, whenever they like; by who answered, once there is an answer.
        case close
    }

    package let id: QuestionID
    package let step: Step
    package let words: String?

    package init(id: QuestionID, _ step: Step, words: String? = nil) { (self.id, self.step, self.words) = (id, step, words) }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        switch step {
        case .pass(let to): writer.member("to", to.text)
        case .reopen: writer.member("reopens", true)
        case .close: break
        }
        writer.member("words", ifPresent: words)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        let to = try fields.optionalText("to").map { Step.pass(to: MemberID($0)) }
        self.init(id: QuestionID(try stored.subject), try to ?? (fields.flag("reopens") ? .reopen : .close), words: try fields.optionalText("words"))
    }

    package func carryOut(on draft: Draft) throws -> QuestionReceipt { try draft.take(self) }
}

extension Draft {
    fileprivate func take(_ command: StepQuestion) throws -> QuestionReceipt {
        guard var question = try overlay.question(command.id) else { throw Refusal(.notFound) }
        if let words = command.words { try checkWords(words) }
        switch command.step {
        case .pass(let to): try pass(&question, to: to, command.words)
        case .reopen: try reopen(&question, command.words)
        case .close: try close(&question, command.words)
        }
        overlay.changes.questions[question.id] = question
        return QuestionReceipt(question)
    }

    private func pass(_ question: inout Question, to id: MemberID, _ words: String?) throws {
        guard try rights.mayAnswer(question) else { throw Refusal(.notPermitted) }
        guard question.isWaiting else { throw Refusal(.alreadyDecided) }
        guard let other = try overlay.member(id) else { throw Refusal(.unknownMember, at: "/to") }
        guard other.isThere(at: now), other.role >= .manager, id != question.member, id != actor.member else {
            throw Refusal(.notPermitted, at: "/to", "a question is passed to another manager, or to somebody above, and never to who asked")
        }
        var step = Question.Step(.passed, by: actor, at: now, words: words)
        step.to = id
        question.take(step)
    }

    private func reopen(_ question: inout Question, _ words: String?) throws {
        guard actor.member == question.member else { throw Refusal(.notPermitted) }
        let isClosedByOthers = question.state == .closed && question.steps.last?.actor != actor
        guard question.state == .answered || isClosedByOthers, !question.wasReopened else { throw Refusal(.alreadyDecided) }
        try checkWords(words ?? "")
        question.take(.init(.reopened, by: actor, at: now, words: words))
    }

    private func close(_ question: inout Question, _ words: String?) throws {
        let isOwn = actor.member == question.member
        guard try isOwn || rights.mayAnswer(question) else { throw Refusal(.notPermitted) }
        guard question.state != .closed, isOwn || question.state == .answered else {
            throw question.state == .closed ? Refusal(.alreadyDecided) : Refusal(.notPermitted, "who has to answer closes nothing without an answer")
        }
        question.take(.init(.closed, by: actor, at: now, words: words))
    }
}
