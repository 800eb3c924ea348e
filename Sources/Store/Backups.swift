import Glibc
import SQLite

extension Database {
    /// Copies the database to `path` while nothing else is done with it. A running server copies bit by bit (`Runtime.backup`).
    package func backup(to path: String) throws {
        try Backup.copy(connection, to: path)
    }
}

extension Reader {
    /// Copies the database to `path`, whoever writes to it meanwhile.
    package func backup(to path: String) throws {
        try Backup.copy(connection, to: path)
    }
}

/// Puts a backup in the place of a database (`laurel restore`).
package enum Restore {
    package enum Refused: Error, Sendable, CustomStringConvertible {
        /// There is a database already, and nobody said that it may be replaced.
        case exists(String)
        /// The backup is not sound.
        case damaged([Finding])

        package var description: String {
            switch self {
            case .exists(let path): "\(path) exists; it is replaced only when that is asked for"
            case .damaged(let findings): "the backup is damaged: \(findings.first.map(\.description) ?? "")"
            }
        }
    }

    /// Checks the backup, and copies it to `path`, where no server may be running.
    ///
    /// - Returns: the head that the restored database has.
    @discardableResult
    package static func restore(_ backup: String, to path: String, replacing: Bool = false) throws -> Head {
        let lock = try FileLock(beside: path, creating: false)
        defer { withExtendedLifetime(lock) {} }
        // Of a link, what it leads to is replaced.
        let path = lock.database
        guard replacing || access(path, F_OK) != 0 else { throw Refused.exists(path) }
        let whole = Verification.verifyFile(backup)
        guard whole.isSound else { throw Refused.damaged(whole.findings) }
        let source = try Connection(backup, as: .reader)
        let report = try check(source)
        guard report.isSound else { throw Refused.damaged(report.findings) }
        // The log of what is replaced must not be played into what replaces it.
        for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
        try Backup.copy(source, to: path)
        // Whoever restores knows what is given up.
        try HeadMark(beside: path).begin(with: report.head, in: path)
        return report.head
    }

    private static func check(_ source: Connection) throws -> VerificationReport {
        guard try source.applicationID() == Migrator.applicationID else { throw StoreError.notOurs(source.path) }
        return Verification.verify(source)
    }
}
