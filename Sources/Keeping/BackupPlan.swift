import Periods

/// What an administrator has asked for: where backups go, how often, how many stay, and what becomes of them.
package struct BackupPlan: Sendable {
    package let folder: String
    /// Seconds from one to the next.
    package let every: Int64
    package let keep: Retention
    /// Nil: they are not sealed.
    package let key: BackupKey.Public?
    /// A command of the administrator's, run by the shell after each: `{}` in it is the file.
    package let then: String?

    package init(folder: String, every: Int64, keep: Retention, key: BackupKey.Public? = nil, then: String? = nil) {
        self.folder = folder
        self.every = every
        self.keep = keep
        self.key = key
        self.then = then
    }

    /// When the next one is due.
    func due(after last: Instant?, failedAt failure: Instant?, now: Instant) -> Instant {
        // Where one has failed it is tried again before its time, but not all the time.
        if let failure, failure > last ?? .earliest { return failure.adding(seconds: min(every, Self.retry)) }
        return last?.adding(seconds: every) ?? now
    }

    private static let retry: Int64 = 900
}
