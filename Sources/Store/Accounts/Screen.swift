import Periods
import PointsEngine
import SQLite

/// A screen on a wall, paired by a code: it may watch, and nothing else. Its secret is known to it alone.
package struct Screen: Hashable, Sendable {
    package let id: String
    /// The SHA-256 of the secret.
    package let token: Digest
    package let shows: Shows
    package let created: Instant
    /// Who confirmed it, as text of an actor.
    package let confirmedBy: String
    package var used: Instant?

    /// What an administrator has chosen for it.
    package struct Shows: Hashable, Sendable {
        package let name: String?
        /// Those that it shows, in order; empty: the company's.
        package let boards: [String]
        /// Whose boards it shows where they are one's own team's.
        package let team: String?
        /// Nil: that of its browser.
        package let language: String?
        package let hasSound: Bool
        /// Seconds for which each board stands.
        package let pace: Int64

        package static let paces: ClosedRange<Int64> = 5...600, usualPace: Int64 = 20

        package init(name: String?, boards: [String], team: String?, language: String?, hasSound: Bool, pace: Int64 = Shows.usualPace) {
            self.name = name
            self.boards = boards
            self.team = team
            self.language = language
            self.hasSound = hasSound
            self.pace = pace
        }
    }

    package init(id: String, token: Digest, _ shows: Shows, created: Instant, confirmedBy: String) {
        self.id = id
        self.token = token
        self.shows = shows
        self.created = created
        self.confirmedBy = confirmedBy
    }
}

package struct Screens {
    let connection: Connection

    package static let most = 500

    package func find(_ token: Digest) throws -> Screen? {
        try connection.rows("SELECT \(Self.columns) FROM screen WHERE token = ?", token.bytes, read: Self.read).first
    }

    package func named(_ id: String) throws -> Screen? {
        try connection.rows("SELECT \(Self.columns) FROM screen WHERE id = ?", id, read: Self.read).first
    }

    /// The latest first.
    package func list() throws -> [Screen] {
        try connection.rows("SELECT \(Self.columns) FROM screen ORDER BY created DESC, id LIMIT \(Self.most)", read: Self.read)
    }

    package func add(_ screen: Screen) throws {
        try connection.run(
            "INSERT INTO screen (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", screen.id, screen.token.bytes, screen.shows.name,
            screen.shows.boards.joined(separator: "\n"), screen.shows.team, screen.shows.language, screen.shows.hasSound ? 1 : 0, screen.shows.pace, screen.created.microseconds, screen.confirmedBy,
            screen.used?.microseconds)
    }

    package func touch(_ token: Digest, _ use: LastUse) throws {
        try connection.run("UPDATE screen SET used = ? WHERE token = ?", use.at.microseconds, token.bytes)
    }

    /// False: there is no such screen.
    package func revoke(_ id: String) throws -> Bool {
        try connection.run("DELETE FROM screen WHERE id = ?", id)
        return connection.changeCount == 1
    }

    private static let columns = "id, token, name, boards, team, language, sound, pace, created, confirmed_by, used"

    private static func read(_ row: Statement) throws -> Screen {
        guard let token = Digest(bytes: row.blob(1)) else { throw DamagedRecord("screen \(row.text(0))") }
        let shows = Screen.Shows(
            name: row.optionalText(2), boards: row.text(3).split(separator: "\n").map(String.init), team: row.optionalText(4), language: row.optionalText(5),
            hasSound: row.integer(6) != 0, pace: row.integer(7))
        var screen = Screen(id: row.text(0), token: token, shows, created: Instant(microseconds: row.integer(8)), confirmedBy: row.text(9))
        screen.used = row.optionalInteger(10).map(Instant.init(microseconds:))
        return screen
    }
}
