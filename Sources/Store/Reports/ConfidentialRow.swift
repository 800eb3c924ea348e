import SQLite

/// A row about a report of abuse (programme.md, "Reports of abuse"): what is sealed, its day and its category, and nothing of who, where from
/// or when more finely. Whoever adds a column here gives somebody away.
package struct ConfidentialRow: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case report
        /// What the reporter added later.
        case addition
        /// Of audit, to the reporter.
        case answer
    }

    /// 16 random bytes.
    package let id: [UInt8]
    /// The public key of the receipt: which rows belong together. 32 bytes.
    package let thread: [UInt8]
    package let kind: Kind
    /// As `2026-11-21`.
    package let day: String
    package let category: String
    /// For audit; of an answer for audit too, so that it can be read again.
    package let sealed: [UInt8]
    /// Of an answer: the same for who has the receipt. Empty otherwise.
    package let reply: [UInt8]

    package init(id: [UInt8], thread: [UInt8], kind: Kind, day: String, category: String, sealed: [UInt8], reply: [UInt8] = []) {
        (self.id, self.thread, self.kind, self.day) = (id, thread, kind, day)
        (self.category, self.sealed, self.reply) = (category, sealed, reply)
    }

    static let columns = "id, thread, kind, day, category, sealed, reply"

    init(_ row: Statement, from first: Int32 = 0) throws {
        guard let kind = Kind(rawValue: row.text(first + 2)) else { throw DamagedReports() }
        self.init(
            id: row.blob(first), thread: row.blob(first + 1), kind: kind, day: row.text(first + 3), category: row.text(first + 4), sealed: row.blob(first + 5),
            reply: row.blob(first + 6))
    }

    /// The hash of the row behind the one before it.
    func hash(after last: Digest) -> Digest {
        let hasher = RowHasher()
        hasher.add(last.bytes)
        for bytes in [id, thread] { hasher.add(bytes) }
        for text in [kind.rawValue, day, category] { hasher.add(text) }
        for bytes in [sealed, reply] { hasher.add(bytes) }
        return hasher.finish()
    }
}

/// A row that this program has not written.
struct DamagedReports: Error, CustomStringConvertible {
    let description = "a report of abuse cannot be read"
}
