import Identity
import Periods
import SQLite

extension Reader {
    /// The largest single award of a rule to a member since an instant; nil where there is none. Of the newest thousand entries.
    package func largestAward(of member: MemberID, since: Instant) throws -> Points? {
        let sql = """
            SELECT max(points) FROM entry
            WHERE number IN (SELECT number FROM every_member_entry WHERE member = ? ORDER BY number DESC LIMIT 1000) AND kind = 'award' AND points > 0 AND occurred >= ?
            """
        return try connection.first(sql, member.text, since.microseconds) { $0.optionalInteger(0) } ?? nil
    }
}
