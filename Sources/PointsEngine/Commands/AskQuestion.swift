import Identity
import JSON
import Periods
import RuleEngine

/// A member asks about something of theirs (programme.md, "Questions").
///
/// Refusals: `conflict`, `not-permitted`, `malformed`, `not-found`.
package struct AskQuestion: Command, Hashable {
    package static let name = "ask-question"
    package static let group: AuditGroup? = .question

    package let id: QuestionID
    package let about: Question.About
    package let words: String

    package init(id: QuestionID, about: Question.About, words: String) { (self.id, self.about, self.words) = (id, about, words) }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        about.write(to: &writer)
        writer.member("words", words)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(id: QuestionID(try stored.subject), about: try Question.About(stored: fields), words: try fields.text("words"))
    }

    package func carryOut(on draft: Draft) throws -> QuestionReceipt { try draft.ask(self) }
}

/// A question as it stands after the command.
package struct QuestionReceipt: Receipt {
    package let question: Question
    package let isRepetition: Bool

    init(_ question: Question, isRepetition: Bool = false) { (self.question, self.isRepetition) = (question, isRepetition) }
}

extension Draft {
    fileprivate func ask(_ asked: AskQuestion) throws -> QuestionReceipt {
        guard case .member(let id) = actor else { throw Refusal(.notPermitted) }
        if let known = try overlay.question(asked.id) {
            guard known.member == id, known.about == asked.about, known.words == asked.words else { throw Refusal(.conflict, at: "/id", "another question has this id") }
            return QuestionReceipt(known, isRepetition: true)
        }
        guard try rights.role != nil else { throw Refusal(.notPermitted) }
        try checkWords(asked.words)
        let rule = try rule(behind: asked.about, of: id)
        var question = Question(id: asked.id, about: asked.about, member: id, rule: rule, created: now)
        question.take(.init(.asked, by: actor, at: now, words: asked.words))
        overlay.changes.questions[question.id] = question
        return QuestionReceipt(question)
    }

    /// What is said is said in words.
    func checkWords(_ words: String) throws {
        guard !words.isEmpty, words.count <= Question.longestWords else { throw Refusal(.malformed, at: "/text", "1 to \(Question.longestWords) characters") }
    }

    /// The rule behind what is asked about; nil where there is none.
    ///
    /// - Throws: `not-found` where it is not there, or is not the member's.
    private func rule(behind about: Question.About, of id: MemberID) throws -> String? {
        switch about.kind {
        case .entry:
            guard let number = Int64(about.id), let entry = try overlay.entry(number), entry.member == id else { throw Question.nowhere }
            if case .rule(_, let rule, _) = entry.source { return rule }
            return nil
        case .held:
            guard let request = try overlay.request(RequestID(about.id)), request.member == id, case .hold(_, let rule) = request.kind else { throw Question.nowhere }
            return rule
        case .redemption:
            guard let request = try overlay.request(RequestID(about.id)), request.member == id, case .redemption = request.kind else { throw Question.nowhere }
            return nil
        case .target: try checkTarget(about.id, of: id)
        case .board: try checkRow(about.id)
        case .appraisal:
            guard let sheet = SheetID(about.id), sheet.member == id, try overlay.find(Sheet.self, sheet) != nil else { throw Question.nowhere }
        }
        return nil
    }

    /// A target of their own, or of a team around them.
    private func checkTarget(_ text: String, of id: MemberID) throws {
        let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else { throw Question.nowhere }
        var owners = try overlay.lineage(of: member(id).team(at: now)).filter { $0.text == parts[2] }.map(TargetKey.Owner.team)
        if parts[2] == id.text { owners.insert(.member(id), at: 0) }
        guard try owners.contains(where: { try overlay.target(TargetKey(owner: $0, metric: parts[0], period: parts[1])) != nil }) else { throw Question.nowhere }
    }

    /// Boards are everybody's, so any row may be asked about.
    private func checkRow(_ text: String) throws {
        let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2, let board = programme.boards.first(where: { $0.id == parts[0] }), board.period(key: parts[1], calendar) != nil else {
            throw Question.nowhere
        }
        guard parts.count == 3 else { return }
        let isThere = switch board.entrants {
        case .members: try overlay.member(MemberID(parts[2])) != nil
        case .teams: try overlay.team(TeamID(parts[2])) != nil
        case .customers: try overlay.find(Customer.self, CustomerID(parts[2])) != nil
        }
        if !isThere { throw Question.nowhere }
    }
}

extension Question {
    static let longestWords = 2_000
    fileprivate static let nowhere = Refusal(.notFound, at: "/about", "there is no such thing of yours")
}
