import Identity
import JSON
import Periods
import PointsEngine
import Store
import Web

/// `GET /questions` and `GET /questions/{id}`: one's own, and those that one may answer or look into.
enum ListQuestionsCall {
    static let endpoint = Endpoint(
        .get, "/questions", .signedIn(), "Questions that the reader may see, the latest first; for=queue: those that wait for an answer of theirs; for=me: their own.",
        takes: Input(query: [Argument("for", .words(["me", "queue"])), Argument("state", .words(Question.State.self)), Argument("member", .text)] + .paging),
        gives: .json(.page("Question"))
    ) { call in
        var filter = QuestionFilter()
        filter.limit = try call.limit()
        filter.before = try call.pageAfter.map(QuestionFilter.Cursor.init(text:))
        if let state = call.query("state") {
            guard let state = Question.State(rawValue: state) else { throw Problem.malformed("state is open, answered, reopened or closed", at: "state") }
            filter.states = [state]
        }
        let rights = call.visible.rights, isQueue = call.query("for") == "queue"
        if isQueue { filter.states = [.open, .reopened] }
        filter.member = call.query("member").map { MemberID($0) }
        // Who leads nobody sees their own: found by its index, however many others have asked.
        if call.query("for") == "me" || !rights.leadsSomebody() {
            guard let me = call.caller.member, filter.member == nil || filter.member == me else { throw Problem.notPermitted }
            filter.member = me
        }
        let wanted = filter, view = QuestionView(call)
        call.read { reader in
            let (questions, next) = try reader.questions(wanted) { isQueue ? rights.mayAnswer($0) : rights.maySee($0) }
            return try .json { writer in try writer.page(questions, next: next) { try view.write($1, reader, to: &$0) } }
        }
    }

    static let one = Endpoint(.get, "/questions/{id}", .signedIn(), "A question and what was answered.", gives: .json("Question")) { call in
        let id = QuestionID(call.path("id")), view = QuestionView(call), rights = call.visible.rights
        call.read { reader in
            guard let question = try reader.question(id), rights.maySee(question) else { throw Problem.notFound }
            return try .json { try view.write(question, reader, to: &$0) }
        }
    }
}

extension QuestionFilter.Cursor {
    fileprivate var text: String { RequestFilter.Cursor(created: created, id: RequestID(id.text)).text }

    fileprivate init(text: String) throws {
        let cursor = try RequestFilter.Cursor(text: text)
        self.init(created: cursor.created, id: QuestionID(cursor.id.text))
    }
}

extension Reader {
    /// As `requests(_:where:)`.
    fileprivate func questions(_ filter: QuestionFilter, where isWanted: (Question) -> Bool) throws -> (items: [Question], next: String?) {
        var filter = filter, found: [Question] = []
        let limit = filter.limit
        filter.limit = 500
        for _ in 0..<20 {
            let page = try questions(filter)
            for question in page {
                filter.before = QuestionFilter.Cursor(created: question.created, id: question.id)
                if isWanted(question) { found.append(question) }
                if found.count == limit { return (found, filter.before?.text) }
            }
            if page.count < filter.limit { return (found, nil) }
        }
        return (found, filter.before?.text)
    }
}
