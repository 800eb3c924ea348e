import Measures
import Periods
import Runtime
import Store

/// What keeps the database of a running server: backups as planned, verification in the background, and backups that come back.
package final class Keeping: Sendable {
    package let backups: BackupKeeper?
    package let verifier: Verifier
    package let verification: BackgroundVerification
    package let restoring: RestoreService

    /// - Parameters:
    ///   - plan: nil: no backups are made by themselves.
    ///   - verifyEvery: seconds; nil: never.
    ///   - programme: reads what is in force from a database.
    package init(
        _ runtime: Runtime, plan: BackupPlan?, verifyEvery: Int64?, clock: @escaping @Sendable () -> Instant, programme: @escaping @Sendable () -> ProgrammeReader
    ) throws {
        verifier = try Verifier(runtime, programme: programme)
        backups = try plan.map { [verifier] in try BackupKeeper($0, runtime, verifier, clock: clock) }
        verification = BackgroundVerification(every: verifyEvery, runtime, verifier, clock: clock)
        restoring = RestoreService(beside: runtime.path, programme: programme)
    }

    package func start() {
        backups?.start()
        verification.start()
    }

    /// Nothing new is begun. What is being verified is a copy, and is given up with the process.
    package func stop() {
        backups?.stop()
        verification.stop()
    }

    package func write(at now: Instant, to text: inout Exposition) {
        let age = { (moment: Instant) in max(0, Double(now.microseconds(since: moment)) / 1e6) }
        if let backups {
            let files = backups.files, status = backups.status
            text.gauge("laurel_backups", "Backups that are there", files.count)
            text.counter("laurel_backup_failures", "Backups that could not be made since the start", status.failures)
            if let last = files.first {
                text.gauge("laurel_backup_age_seconds", "The time since the last backup was made", age(last.made))
                text.gauge("laurel_backup_last_bytes", "The last backup", last.bytes)
            }
            if let seconds = status.seconds { text.gauge("laurel_backup_duration_seconds", "Copying and verifying the last backup of this start", seconds) }
        }
        if let result = verifier.result {
            text.gauge("laurel_verification_age_seconds", "The time since the database was last verified", age(result.at))
            text.gauge("laurel_verification_sound", "1 where it was as the engine left it", result.isSound ? 1 : 0)
        }
    }
}
