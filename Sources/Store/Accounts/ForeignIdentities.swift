import Periods
import PointsEngine
import SQLite

/// A session at the provider by which somebody signed in.
package struct ForeignSession: Hashable, Sendable {
    /// Whose word it was.
    package let provider: String
    package let subject: String
    /// What the provider calls its own session.
    package let session: String?
    /// What it gave us then: it wants to see it when somebody signs out there.
    package let token: String?

    package init(provider: String, subject: String, session: String?, token: String?) {
        (self.provider, self.subject, self.session, self.token) = (provider, subject, session, token)
    }
}

/// Which account somebody is whom a provider names: noted when they come for the first time, and from then on the only thing that counts.
package struct ForeignIdentities {
    let connection: Connection

    package func account(_ provider: String, _ subject: String) throws -> String? {
        try connection.first("SELECT account FROM foreign_identity WHERE provider = ? AND subject = ?", provider, subject) { $0.text(0) }
    }

    /// Whether the account is somebody's at the provider already.
    package func has(_ account: String, at provider: String) throws -> Bool {
        try connection.first("SELECT 1 FROM foreign_identity WHERE account = ? AND provider = ? LIMIT 1", account, provider) { _ in true } ?? false
    }

    package func add(_ provider: String, _ subject: String, account: String, at now: Instant) throws {
        try connection.run("INSERT INTO foreign_identity (provider, subject, account, created) VALUES (?, ?, ?, ?)", provider, subject, account, now.microseconds)
    }

    /// Whoever comes next is matched anew.
    package func endAll(of account: String) throws { try connection.run("DELETE FROM foreign_identity WHERE account = ?", account) }
}
