import SQLite

/// What belongs to a member is found by two tables in the order of members: `credit` for activities, `member_entry` for entries.
///
/// The members of a commit are scattered over all of them, so that each of its rows there would change a page of its own. Rows are
/// therefore put in place some thousands at a time, sorted, which changes a page once for all of its rows. What has not been put in place
/// yet is looked through: activities in `recent_credit`, entries in the table of entries itself. Queries ask `every_credit` and
/// `every_member_entry`, which are both together.
enum MemberIndex {
    /// Commands between two times.
    private static let commands: Int64 = 4_096

    /// - Parameter after: the last command before the commit; by the numbers alone, so that a replay does the same.
    static func keepUp(_ connection: Connection, after: Int64, with last: Int64) throws {
        guard after / commands != last / commands else { return }
        try connection.run("INSERT INTO credit SELECT member, time, command FROM recent_credit ORDER BY member, time, command")
        try connection.run("DELETE FROM recent_credit")
        try connection.run(
            "INSERT INTO member_entry SELECT member, number FROM entry WHERE number > (SELECT entries FROM indexed) ORDER BY member, number")
        try connection.run("UPDATE indexed SET entries = (SELECT coalesce(max(number), 0) FROM entry)")
    }
}
