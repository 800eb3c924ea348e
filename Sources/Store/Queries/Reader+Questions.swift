import Identity
import Periods
import PointsEngine
import SQLite

/// Which questions are wanted; nil is any.
package struct QuestionFilter: Sendable {
    package var member: MemberID?
    /// Empty: all.
    package var states: [Question.State] = []
    /// The page after the one that ended with this one.
    package var before: Cursor?
    /// 1 to 500.
    package var limit = 50

    package struct Cursor: Hashable, Sendable {
        package let created: Instant
        package let id: QuestionID

        package init(created: Instant, id: QuestionID) { (self.created, self.id) = (created, id) }
    }

    package init() {}
}

extension Reader {
    package func question(_ id: QuestionID) throws -> Question? { try find(Question.self, id) }

    /// The latest first.
    package func questions(_ filter: QuestionFilter = QuestionFilter()) throws -> [Question] {
        var conditions = Conditions()
        conditions.add("member = ?", filter.member?.text)
        if !filter.states.isEmpty {
            conditions.add("state IN (\(filter.states.map { _ in "?" }.joined(separator: ", ")))", values: filter.states.map(\.rawValue))
        }
        if let before = filter.before { conditions.add("(created, id) < (?, ?)", values: [before.created.microseconds, before.id.text]) }
        let page = "\(conditions.clause) ORDER BY created DESC, id DESC LIMIT \(max(1, min(filter.limit, 500)))"
        return try connection.all(Question.self, page, conditions.values).map(\.value)
    }

    /// Those that were asked in a time.
    package func questions(from: Instant, until: Instant) throws -> [Question] {
        try connection.all(Question.self, "WHERE created >= ? AND created < ? ORDER BY created", [from.microseconds, until.microseconds]).map(\.value)
    }
}
