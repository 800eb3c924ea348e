import Periods
import PointsEngine
import SQLite

/// A browser that is signed in. The token itself is known to the browser alone.
package struct Session: Hashable, Sendable {
    /// The SHA-256 of the token.
    package let token: Digest
    package let account: String
    package let created: Instant
    /// When it was last used, to within the interval in which `touch` is called.
    package var seen: Instant
    /// Of the last use, as `seen`.
    package var address: String
    package var agent: String
    /// By which provider it began; nil: by a password or a link.
    package var foreign: ForeignSession?

    /// What it is called in lists: nothing that could be used to sign in.
    package var id: String { String(Digest(of: Array("laurel-session".utf8) + token.bytes).description.prefix(20)) }

    package init(token: Digest, account: String, created: Instant, address: String, agent: String, foreign: ForeignSession? = nil) {
        self.token = token
        self.foreign = foreign
        self.account = account
        self.created = created
        self.seen = created
        self.address = address
        self.agent = agent
    }
}

/// When, from where and by what something was used last; kept coarsely.
package struct LastUse: Hashable, Sendable {
    package let at: Instant
    package let address: String
    package let agent: String

    package init(at: Instant, address: String, agent: String) {
        self.at = at
        self.address = address
        self.agent = agent
    }
}

/// Sessions on one connection. Idle and absolute limits are the caller's: it passes the instants before which a session is over.
package struct Sessions {
    let connection: Connection

    package func find(_ token: Digest) throws -> Session? {
        try connection.rows("SELECT \(Self.columns) FROM session WHERE token = ?", token.bytes, read: Self.read).first
    }

    /// All of an account, the last used first.
    package func list(of account: String) throws -> [Session] {
        try connection.rows("SELECT \(Self.columns) FROM session WHERE account = ? ORDER BY seen DESC, token LIMIT 100", account, read: Self.read)
    }

    package func add(_ session: Session) throws {
        try connection.run(
            "INSERT INTO session (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", session.token.bytes, session.account, session.created.microseconds,
            session.seen.microseconds, session.address, session.agent, session.foreign?.provider, session.foreign?.subject, session.foreign?.session, session.foreign?.token)
    }

    package func touch(_ token: Digest, _ use: LastUse) throws {
        try connection.run(
            "UPDATE session SET seen = ?, address = ?, agent = ? WHERE token = ?", use.at.microseconds, use.address, use.agent, token.bytes)
    }

    /// False: it had ended already.
    @discardableResult
    package func end(_ token: Digest) throws -> Bool {
        try connection.run("DELETE FROM session WHERE token = ?", token.bytes)
        return connection.changeCount == 1
    }

    /// Ends all of an account but one: after a change of password, when it is disabled.
    package func endAll(of account: String, but kept: Digest? = nil) throws {
        try connection.run("DELETE FROM session WHERE account = ? AND token IS NOT ?", account, kept?.bytes)
    }

    /// Ends those not used since `idle`, and those begun before `begun`.
    package func endThose(unusedSince idle: Instant, orBegunBefore begun: Instant) throws {
        try connection.run("DELETE FROM session WHERE seen < ? OR created < ?", idle.microseconds, begun.microseconds)
    }

    /// The tokens of those that a provider says are over: of one session there, or of all of somebody's.
    package func find(provider: String, subject: String?, session: String?) throws -> [Digest] {
        let sql = "SELECT token FROM session WHERE provider = ?1 AND (?2 IS NULL OR subject = ?2) AND (?3 IS NULL OR foreign_session = ?3) LIMIT 1000"
        return try connection.rows(sql, provider, subject, session) { $0.blob(0) }.compactMap(Digest.init(bytes:))
    }

    private static let columns = "token, account, created, seen, address, agent, provider, subject, foreign_session, foreign_token"

    private static func read(_ row: Statement) throws -> Session {
        guard let token = Digest(bytes: row.blob(0)) else { throw DamagedRecord("session: token") }
        var session = Session(
            token: token, account: row.text(1), created: Instant(microseconds: row.integer(2)), address: row.text(4), agent: row.text(5))
        session.seen = Instant(microseconds: row.integer(3))
        session.foreign = row.optionalText(6).map { ForeignSession(provider: $0, subject: row.text(7), session: row.optionalText(8), token: row.optionalText(9)) }
        return session
    }
}
