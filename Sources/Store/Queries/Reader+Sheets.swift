import Identity
import Periods
import PointsEngine
import SQLite

/// Which sheets are wanted; nil is any.
package struct SheetFilter: Sendable {
    package var period: String?
    package var form: String?
    package var state: Sheet.State?
    package var member: MemberID?
    /// The page after the one that ended with this one.
    package var after: Cursor?
    /// 1 to 500.
    package var limit = 50

    package struct Cursor: Hashable, Sendable {
        package let opened: Instant
        package let id: SheetID

        package init(opened: Instant, id: SheetID) {
            self.opened = opened
            self.id = id
        }
    }

    package init() {}

    fileprivate var conditions: Conditions {
        var conditions = Conditions()
        conditions.add("period = ?", period)
        conditions.add("form = ?", form)
        conditions.add("state = ?", state?.rawValue)
        conditions.add("member = ?", member?.text)
        return conditions
    }
}

extension Reader {
    /// The latest first; of one opening by form, period and member.
    package func sheets(_ filter: SheetFilter) throws -> [Sheet] {
        var conditions = filter.conditions
        if let after = filter.after {
            conditions.add(
                "(-opened, form, period, member) > (?, ?, ?, ?)",
                values: [-after.opened.microseconds, after.id.form, after.id.period, after.id.member.text])
        }
        let page = "\(conditions.clause) ORDER BY -opened, form, period, member LIMIT \(max(1, min(filter.limit, 500)))"
        return try connection.all(Sheet.self, page, conditions.values).map(\.value)
    }

    /// All that match, in no order. O(sheets that match).
    package func forEachSheet(_ filter: SheetFilter, _ body: (Sheet) throws -> Void) throws {
        let conditions = filter.conditions
        for row in try connection.all(Sheet.self, conditions.clause, conditions.values) { try body(row.value) }
    }

    /// The seal of the commit that holds a command; nil: there is none. O(log seals).
    package func seal(of command: Int64) throws -> Head? {
        var low: Int64 = 1, high = try head().number
        while low < high {
            let middle = (low + high) / 2
            guard let seal = try Head.numbered(middle, on: connection) else { return nil }
            if seal.lastCommand < command { low = middle + 1 } else { high = middle }
        }
        guard let seal = try Head.numbered(low, on: connection), seal.firstCommand <= command, command <= seal.lastCommand else { return nil }
        return seal
    }
}
