import CommitLog
import PointsEngine
import SQLite
import Store

/// Writes beside the engine: accounts, sessions, settings.
extension Writer {
    func run(_ job: WriterJob, _ change: (inout Programme) -> Void = { _ in }) {
        guard isRunning else { return job.reply(Unavailable(code: .readOnly)) }
        do {
            try carryOut(job, change)
            job.reply(nil)
        } catch let error where error is LogError || error is UnsettledCommit {
            fail(BatchAnswers(), error)
            job.reply(Unavailable(code: .readOnly))
        } catch {
            guard let error = error as? SQLiteError, error.isStorage else { return job.reply(error) }
            // Another connection holds it: nothing failed, and nothing was written.
            guard !error.isBusy else { return job.reply(Unavailable(code: .overloaded)) }
            enterReadOnly(error)
            job.reply(Unavailable(code: .readOnly))
        }
    }

    private func carryOut(_ job: WriterJob, _ change: (inout Programme) -> Void) throws {
        guard let note = job.note else {
            try database.commit([], BatchChanges()) { [database] in try job.work(database) }
            return noteHead()
        }
        let command = DecidedCommand(
            number: facts.nextCommand(), at: now, actor: job.actor, address: job.address, content: .note(note), changes: Changes())
        let changes = BatchChanges(notes: 1)
        try database.commit([command], changes) { [database] in try job.work(database) }
        do {
            try facts.apply(changes)
        } catch {
            // It is on disk, and memory is no longer what the disk says.
            shared.state = .readOnly(reason: "\(error)", recovers: false)
        }
        var inForce = programme
        change(&inForce)
        putInForce(inForce)
        noteHead()
        publish([command], changes, at: command.at)
    }

    /// What is configured beside commands.
    func putInForce(_ next: Programme) {
        let warnings = programme.company.expiryWarnings
        programme = next
        notePrint()
        if programme.company.expiryWarnings != warnings { loadSchedule() }
    }
}
