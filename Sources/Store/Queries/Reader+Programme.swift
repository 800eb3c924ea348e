import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import SQLite

/// What the programme around the points keeps of members: badges, thanks, notices.
extension Reader {
    /// The badges of a member, in the order of badge and period.
    package func badges(of member: MemberID) throws -> [(key: BadgeKey, earned: EarnedBadge)] {
        try connection.all(EarnedBadge.self, "WHERE member = ? ORDER BY badge, period", [member.text]).map { ($0.key, $0.value) }
    }

    /// Thanks, the latest first.
    ///
    /// - Parameters:
    ///   - about: who gave or was given them; nil: anybody.
    ///   - before: the number behind which the page begins.
    package func kudos(about member: MemberID? = nil, before: Int64? = nil, limit: Int) throws -> [Kudos] {
        var conditions = Conditions()
        if let member { conditions.add("(from_member = ? OR to_member = ?)", values: [member.text, member.text]) }
        if let before { conditions.add("number < ?", values: [before]) }
        return try connection.all(Kudos.self, "\(conditions.clause) ORDER BY number DESC LIMIT \(max(1, min(limit, 501)))", conditions.values).map(\.value)
    }

    /// Notices of a member, the latest first.
    package func notices(of member: MemberID, before: (number: Int64, item: Int64)? = nil, limit: Int) throws -> [(key: NoticeKey, notice: Notice)] {
        var conditions = Conditions()
        conditions.add("member = ?", member.text)
        if let before { conditions.add("(number, item) < (?, ?)", values: [before.number, before.item]) }
        let page = "\(conditions.clause) ORDER BY number DESC, item DESC LIMIT \(max(1, min(limit, 501)))"
        return try connection.all(Notice.self, page, conditions.values).map { ($0.key, $0.value) }
    }

    /// How many of a member's notices are not read; counted up to 1,000.
    package func unreadNotices(of member: MemberID, after through: Int64) throws -> Int {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM notice WHERE member = ? AND number > ? AND is_read = 0 LIMIT 1000)"
        return Int(try connection.first(sql, member.text, through) { $0.integer(0) } ?? 0)
    }
}

/// Tallies as a reader finds them, each read once however many of its days are asked for.
package final class ReadTallies: TallySource {
    private let reader: Reader
    private var known: [TallyKey: DaySeries] = [:]

    package init(_ reader: Reader) { self.reader = reader }

    package func tally(_ key: TallyKey, over days: DayRange) throws -> Tally {
        if let series = known[key] { return try series.sum(over: days) }
        let series = try Lookups(connection: reader.connection, interned: reader.interned).series(key)
        known[key] = series
        return try series.sum(over: days)
    }
}
