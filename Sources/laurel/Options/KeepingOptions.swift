import ArgumentParser
import Keeping
import Periods

/// Backups that a server makes by itself, and verification in the background.
struct KeepingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Make verified backups in this folder while the server runs. LAUREL_BACKUP_TO", valueName: "folder"))
    var backupTo: String?

    @Option(help: ArgumentHelp("The time from one backup to the next, as ISO 8601 writes it; PT6H where nothing is said. LAUREL_BACKUP_EVERY", valueName: "duration"))
    var backupEvery: String?

    @Option(
        help: ArgumentHelp(
            "How many stay: the last of each of so many hours, days, weeks, months and years; 7d4w12m where nothing is said. LAUREL_KEEP", valueName: "7d4w12m"))
    var keep: String?

    @Option(help: ArgumentHelp("Seal backups for the owner of this public key, which laurel backup-key makes. LAUREL_BACKUP_KEY", valueName: "key"))
    var backupKey: String?

    @Option(
        help: ArgumentHelp("A command that is run by the shell after each backup, with {} for its file: rclone copy {} far:laurel. LAUREL_BACKUP_THEN", valueName: "command"))
    var backupThen: String?

    @Option(help: ArgumentHelp("The time from one verification to the next; P7D where nothing is said, or never. LAUREL_VERIFY_EVERY", valueName: "duration"))
    var verifyEvery: String?

    /// Nil: no backups are made by themselves.
    /// - Throws: usage errors.
    func plan() throws -> BackupPlan? {
        let every = try seconds(backupEvery, "LAUREL_BACKUP_EVERY") ?? 6 * 3_600
        let keep = try Setting.value(keep, "LAUREL_KEEP", expected: "numbers with h, d, w, m or y, such as 7d4w12m") { Retention($0) } ?? Retention("7d4w12m")
        let key = try Setting.value(backupKey, "LAUREL_BACKUP_KEY", expected: "laurel-public- and 64 digits, as laurel backup-key says") { BackupKey.Public($0) }
        guard every >= 60 else { throw ValidationError("--backup-every is a minute at least") }
        guard let folder = Setting.text(backupTo, "LAUREL_BACKUP_TO"), let keep else { return nil }
        return BackupPlan(folder: folder, every: every, keep: keep, key: key, then: Setting.text(backupThen, "LAUREL_BACKUP_THEN"))
    }

    /// Nil: never.
    func verifySeconds() throws -> Int64? {
        if Setting.text(verifyEvery, "LAUREL_VERIFY_EVERY") == "never" { return nil }
        return try seconds(verifyEvery, "LAUREL_VERIFY_EVERY") ?? 7 * 86_400
    }

    private func seconds(_ given: String?, _ variable: String) throws -> Int64? {
        try Setting.value(given, variable, expected: "a duration of days, hours, minutes and seconds, such as PT6H or P1D") { CalendarDuration($0)?.exactMicroseconds.map { $0 / 1_000_000 } }
    }
}
