import Identity
import JSON
import PointsEngine
import SQLite

/// The reports of abuse of days that are over, chained by hash for themselves, and the keys of audit.
///
/// Rows come once a day, all of a day together and in an order that says nothing, with a note in the audit trail that holds their number and
/// the last hash: so no place in the database, its log or its backups tells when within the day something was reported, and a row that is
/// removed, also the last, is found.
package struct Confidential {
    let connection: Connection

    package static let noteKind = "reports-kept"

    static let schema = """
        CREATE TABLE abuse_report (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
            thread BLOB NOT NULL CHECK (length(thread) = 32),
            kind TEXT NOT NULL,
            day TEXT NOT NULL,
            category TEXT NOT NULL,
            sealed BLOB NOT NULL,
            reply BLOB NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;
        CREATE INDEX abuse_report_thread ON abuse_report (thread);
        CREATE TRIGGER abuse_report_stays BEFORE UPDATE ON abuse_report BEGIN SELECT RAISE(ABORT, 'reports are append-only'); END;
        CREATE TRIGGER abuse_report_is_kept BEFORE DELETE ON abuse_report BEGIN SELECT RAISE(ABORT, 'reports are append-only'); END;

        CREATE TABLE audit_key (
            number INTEGER PRIMARY KEY,
            open BLOB NOT NULL CHECK (length(open) = 32),
            salt BLOB NOT NULL,
            sealed BLOB NOT NULL
        ) STRICT;
        """

    /// Adds rows that are not there yet. O(rows).
    package func add(_ rows: [ConfidentialRow]) throws {
        var (count, last) = try end()
        for row in rows {
            guard try connection.first("SELECT 1 FROM abuse_report WHERE id = ?", row.id, read: { $0.integer(0) }) == nil else { continue }
            count += 1
            last = row.hash(after: last)
            try connection.run(
                "INSERT INTO abuse_report (number, \(ConfidentialRow.columns), hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                count, row.id, row.thread, row.kind.rawValue, row.day, row.category, row.sealed, row.reply, last.bytes)
        }
    }

    /// What the note of the audit trail says after `rows` were added: the number of rows, and the hash of the last.
    package func note(adding rows: [ConfidentialRow]) throws -> Note {
        var (count, last) = try end()
        for row in rows where try connection.first("SELECT 1 FROM abuse_report WHERE id = ?", row.id, read: { $0.integer(0) }) == nil {
            count += 1
            last = row.hash(after: last)
        }
        return Note(kind: Self.noteKind, subject: nil, detail: ["rows": .number(Decimal(count)), "hash": .string(last.description)])
    }

    private func end() throws -> (count: Int64, last: Digest) {
        let last = try connection.first("SELECT number, hash FROM abuse_report ORDER BY number DESC LIMIT 1") { ($0.integer(0), Digest(bytes: $0.blob(1)) ?? .zero) }
        return last ?? (0, .zero)
    }
}

/// A key pair of audit: the public part seals, the secret one is itself sealed by a passphrase that is kept nowhere.
package struct AuditKey: Hashable, Sendable {
    package let number: Int64
    package let open: [UInt8]
    package let salt: [UInt8]
    package let sealed: [UInt8]

    package init(number: Int64, open: [UInt8], salt: [UInt8], sealed: [UInt8]) { (self.number, self.open, self.salt, self.sealed) = (number, open, salt, sealed) }
}

extension Confidential {
    /// Puts a key in place: a new one, or the same under another passphrase.
    package func put(_ key: AuditKey) throws {
        try connection.run(
            "INSERT INTO audit_key (number, open, salt, sealed) VALUES (?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET salt = excluded.salt, sealed = excluded.sealed",
            key.number, key.open, key.salt, key.sealed)
    }
}

extension Database {
    package var confidential: Confidential { Confidential(connection: connection) }
}

extension Reader {
    /// All reports of days that are over, or those of one receipt.
    package func confidential(of thread: [UInt8]? = nil) throws -> [ConfidentialRow] {
        let all = "SELECT \(ConfidentialRow.columns) FROM abuse_report"
        guard let thread else { return try connection.rows("\(all) ORDER BY number") { try ConfidentialRow($0) } }
        return try connection.rows("\(all) WHERE thread = ? ORDER BY number", thread) { try ConfidentialRow($0) }
    }

    /// What a note in the audit trail would say of these rows.
    package func confidentialNote(adding rows: [ConfidentialRow]) throws -> Note { try Confidential(connection: connection).note(adding: rows) }

    /// The keys of audit, the one in use last.
    package func auditKeys() throws -> [AuditKey] {
        try connection.rows("SELECT number, open, salt, sealed FROM audit_key ORDER BY number") {
            AuditKey(number: $0.integer(0), open: $0.blob(1), salt: $0.blob(2), sealed: $0.blob(3))
        }
    }
}
