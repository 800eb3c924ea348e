import Identity
import PointsEngine
import SQLite

/// Removes what says who a member was, with the commit of the command that forgets them: what commands said of them, their account with
/// its sessions and addresses, and letters to them.
struct Forgetting {
    let connection: Connection

    /// Those that hold, or held, something of people, parents before children. Each is written anew as a whole: a row that moved from page
    /// to page may have left itself behind on the way, and pages that are freed are overwritten (`secure_delete`). Whatever refers to
    /// accounts is among them: it would go with theirs.
    static let tables = [
        "personal", "member", "notice", "notice_box", "preference", "account", "invitation", "session", "letter_box", "letter_refusal", "foreign_identity", "second_factor",
        "recovery_code", "provisioned", "delivery", "delivery_attempt",
    ]

    func forget(_ member: MemberID) throws {
        try connection.run("DELETE FROM personal WHERE member = ?", member.text)
        for account in try connection.rows("SELECT name FROM account WHERE member = ?", member.text, read: { $0.text(0) }) {
            // A letter goes to an account; what it says may name them.
            try connection.run("DELETE FROM delivery_attempt WHERE delivery IN (SELECT number FROM delivery WHERE number < 0 AND subject = ?)", account)
            try connection.run("DELETE FROM delivery WHERE number < 0 AND subject = ?", account)
            try connection.run("DELETE FROM account WHERE name = ?", account)
        }
        try rewrite()
    }

    private func rewrite() throws {
        for table in Self.tables { try connection.execute("CREATE TEMP TABLE kept_\(table) AS SELECT * FROM main.\(table)") }
        for table in Self.tables.reversed() { try connection.execute("DELETE FROM main.\(table)") }
        for table in Self.tables { try connection.execute("INSERT INTO main.\(table) SELECT * FROM temp.kept_\(table); DROP TABLE temp.kept_\(table)") }
    }
}
