import Identity
import PointsEngine
import SQLite

/// Removes what says who a member was, with the commit of the command that forgets them: what commands said of them, their account with
/// its sessions and addresses, letters to them, their photographs, and what they answered to the questions of rewards.
struct Forgetting {
    let connection: Connection

    /// Those that hold, or held, something of people, parents before children. Each is written anew as a whole: a row that moved from page
    /// to page may have left itself behind on the way, and pages that are freed are overwritten (`secure_delete`). Whatever refers to
    /// accounts is among them: it would go with theirs.
    static let tables = [
        "personal", "member", "notice", "notice_box", "preference", "account", "invitation", "session", "letter_box", "letter_refusal", "foreign_identity", "second_factor",
        "recovery_code", "provisioned", "delivery", "delivery_attempt", "answers", "wish",
    ]

    func forget(_ member: MemberID) throws {
        try connection.run("DELETE FROM personal WHERE member = ?", member.text)
        for account in try connection.rows("SELECT name FROM account WHERE member = ?", member.text, read: { $0.text(0) }) {
            // A letter goes to an account; what it says may name them.
            try connection.run("DELETE FROM delivery_attempt WHERE delivery IN (SELECT number FROM delivery WHERE number < 0 AND subject = ?)", account)
            try connection.run("DELETE FROM delivery WHERE number < 0 AND subject = ?", account)
            try connection.run("DELETE FROM account WHERE name = ?", account)
        }
        try connection.run("DELETE FROM answers WHERE member = ?", member.text)
        try removePictures(of: member)
        try rewrite()
    }

    /// Every photograph that they ever had, but one that is somebody else's too.
    private func removePictures(of member: MemberID) throws {
        try connection.run(
            """
            DELETE FROM picture WHERE id IN (SELECT json_extract(body, '$.picture') FROM command WHERE kind = ? AND subject = ?)
                AND id NOT IN (SELECT json_extract(body, '$.picture') FROM member WHERE id <> ? AND json_extract(body, '$.picture') IS NOT NULL)
                AND '/pictures/' || id NOT IN (SELECT json_extract(body, '$.picture') FROM reward WHERE json_extract(body, '$.picture') IS NOT NULL)
            """, SetPicture.name, member.text, member.text)
    }

    private func rewrite() throws {
        for table in Self.tables { try connection.execute("CREATE TEMP TABLE kept_\(table) AS SELECT * FROM main.\(table)") }
        for table in Self.tables.reversed() { try connection.execute("DELETE FROM main.\(table)") }
        for table in Self.tables { try connection.execute("INSERT INTO main.\(table) SELECT * FROM temp.kept_\(table); DROP TABLE temp.kept_\(table)") }
    }
}
