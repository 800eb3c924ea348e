import JSON
import Keeping
import Periods
import Runtime

/// Something that is wrong with an installation, or soon will be. The page says it in words, by its code, and what to do.
struct SystemAdvice: Sendable, Hashable {
    enum Code: String, CaseIterable, Sendable {
        case readOnly = "read-only"
        case clockDoubted = "clock-doubted"
        case notSound = "not-sound"
        case diskFull = "disk-full"
        case backupLate = "backup-late"
        case backupFailed = "backup-failed"
        case dueLate = "due-late"
        case certificateEnds = "certificate-ends"
        case certificateOver = "certificate-over"
        case diskLow = "disk-low"
        case noBackups = "no-backups"
        case backupsHere = "backups-here"
        case verificationLate = "verification-late"
        case descriptorsLow = "descriptors-low"
        case deliveriesFail = "deliveries-fail"
        case deliveriesWait = "deliveries-wait"
        case hooksFull = "hooks-full"
        case hooksBroken = "hooks-broken"
        case hooksFail = "hooks-fail"
        case hooksOpen = "hooks-open"
    }

    enum Level: String, Sendable { case wrong, warning }

    let code: Code
    let level: Level
    /// A moment, or a number, that the words name.
    var at: Instant?

    /// What is known. Pure, so that every case can be tried.
    struct Facts {
        let now: Instant
        var state = RuntimeState.running
        var volume: (free: Int, all: Int)?
        var databaseBytes = 0
        var dueLag: Int64 = 0
        var descriptors = (open: 0, most: 65_536)
        var certificateEnd: Instant?
        /// Seconds from one to the next, the last, the last failure, and whether they all stand on the disk of the database.
        var backups: (every: Int64, last: Instant?, failure: Instant?, isHere: Bool)?
        /// Whether this is a lasting server at all.
        var isKept = true
        var verification: Verifier.Result?
        /// Targets whose last attempt came to nothing, and what waits for all.
        var deliveries = (failing: 0, waiting: 0)
        /// What somebody has to do about hooks.
        var hooks: [HookCondition.Finding.Kind] = []

        init(now: Instant) { self.now = now }
    }

    static func all(_ facts: Facts) -> [SystemAdvice] {
        let found = state(facts) + disk(facts) + backups(facts) + rest(facts) + hooks(facts)
        return found.filter { $0.level == .wrong } + found.filter { $0.level == .warning }
    }

    private static func state(_ facts: Facts) -> [SystemAdvice] {
        switch facts.state {
        case .readOnly: [SystemAdvice(code: .readOnly, level: .wrong)]
        case .waitingForClock(let doubt): [SystemAdvice(code: .clockDoubted, level: .wrong, at: doubt.believed)]
        default: []
        }
    }

    private static func disk(_ facts: Facts) -> [SystemAdvice] {
        guard let volume = facts.volume else { return [] }
        if volume.free < 64 << 20 { return [SystemAdvice(code: .diskFull, level: .wrong)] }
        return volume.free < max(2 * facts.databaseBytes, 1 << 30) ? [SystemAdvice(code: .diskLow, level: .warning)] : []
    }

    private static func backups(_ facts: Facts) -> [SystemAdvice] {
        guard facts.isKept else { return [] }
        guard let backups = facts.backups else { return [SystemAdvice(code: .noBackups, level: .warning)] }
        var found: [SystemAdvice] = []
        if let last = backups.last, facts.now.microseconds(since: last) / 1_000_000 > 2 * backups.every { found.append(SystemAdvice(code: .backupLate, level: .wrong, at: last)) }
        if let failure = backups.failure { found.append(SystemAdvice(code: .backupFailed, level: .wrong, at: failure)) }
        if backups.isHere { found.append(SystemAdvice(code: .backupsHere, level: .warning)) }
        return found
    }

    /// One of each kind: the page of hooks says which they are.
    private static func hooks(_ facts: Facts) -> [SystemAdvice] {
        var found: [SystemAdvice] = []
        for kind in facts.hooks {
            let advice = switch kind {
            case .full: SystemAdvice(code: .hooksFull, level: .wrong)
            case .broken: SystemAdvice(code: .hooksBroken, level: .wrong)
            case .failed: SystemAdvice(code: .hooksFail, level: .warning)
            case .open: SystemAdvice(code: .hooksOpen, level: .warning)
            }
            if !found.contains(advice) { found.append(advice) }
        }
        return found
    }

    private static func rest(_ facts: Facts) -> [SystemAdvice] {
        var found: [SystemAdvice] = []
        if let result = facts.verification {
            if !result.isSound { found.append(SystemAdvice(code: .notSound, level: .wrong, at: result.at)) }
            if facts.now.microseconds(since: result.at) > 15 * 86_400_000_000 { found.append(SystemAdvice(code: .verificationLate, level: .warning, at: result.at)) }
        }
        if facts.dueLag > 300 { found.append(SystemAdvice(code: .dueLate, level: .wrong)) }
        if facts.descriptors.most < 21_024 { found.append(SystemAdvice(code: .descriptorsLow, level: .warning)) }
        if facts.deliveries.failing > 0 { found.append(SystemAdvice(code: .deliveriesFail, level: .warning)) }
        if facts.deliveries.waiting > 10_000 { found.append(SystemAdvice(code: .deliveriesWait, level: .warning)) }
        if let end = facts.certificateEnd {
            if end <= facts.now { found.append(SystemAdvice(code: .certificateOver, level: .wrong, at: end)) }
            else if end.microseconds(since: facts.now) < 14 * 86_400_000_000 { found.append(SystemAdvice(code: .certificateEnds, level: .warning, at: end)) }
        }
        return found
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("code", code.rawValue)
            writer.member("level", level.rawValue)
            writer.member("at", at.map { .string($0.rfc3339) } ?? .null)
        }
    }
}
