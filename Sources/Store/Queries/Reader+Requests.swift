import Identity
import Periods
import PointsEngine
import SQLite

/// Which requests are wanted; nil is any.
package struct RequestFilter: Sendable {
    /// `redemption`, `hold`, `adjustment`, `target`, `publication`.
    package var kind: String?
    package var member: MemberID?
    /// Empty: all.
    package var states: [Request.State] = []
    /// The page after the one that ended with this one.
    package var before: Cursor?
    /// 1 to 500.
    package var limit = 50

    package struct Cursor: Hashable, Sendable {
        package let created: Instant
        package let id: RequestID

        package init(created: Instant, id: RequestID) {
            self.created = created
            self.id = id
        }
    }

    package init() {}
}

extension Reader {
    /// Redemptions, held awards, adjustments and changes of targets, the latest first.
    package func requests(_ filter: RequestFilter = RequestFilter()) throws -> [Request] {
        var conditions = Conditions()
        conditions.add("kind = ?", filter.kind)
        conditions.add("member = ?", filter.member?.text)
        if !filter.states.isEmpty {
            let places = filter.states.map { _ in "?" }.joined(separator: ", ")
            conditions.add("state IN (\(places))", values: filter.states.map(\.rawValue))
        }
        if let before = filter.before { conditions.add("(created, id) < (?, ?)", values: [before.created.microseconds, before.id.text]) }
        let page = "\(conditions.clause) ORDER BY created DESC, id DESC LIMIT \(max(1, min(filter.limit, 500)))"
        return try connection.all(Request.self, page, conditions.values).map(\.value)
    }

    /// How many wait for a decision.
    package func openRequestCount() throws -> Int {
        Int(try connection.first("SELECT count(*) FROM request WHERE state = 'requested'") { $0.integer(0) } ?? 0)
    }
}
