import Identity
import Periods
import PointsEngine
import SQLite
import Store

extension Writer {
    /// Decides and commits one batch of what waits; people first. True: something was done.
    func commitBatch() -> Bool {
        guard !people.isEmpty || !bulk.isEmpty else { return false }
        // The instant up to which due work has been looked for: a clock that has moved since may have passed a lock.
        var batch = AnsweredBatch(Batch(on: facts, under: programme, at: lastInstant))
        let deadline = batchTime.map { ContinuousClock.now + $0 }
        while batch.count < batchLimit {
            guard let item = people.next() ?? bulk.next() else { break }
            batch.decide(item)
            guard let deadline, ContinuousClock.now >= deadline else { continue }
            people.letOthersGo(before: item.actor)
            bulk.letOthersGo(before: item.actor)
            break
        }
        commit(batch)
        return true
    }

    /// Writes a batch, merges it, answers, and tells the followers.
    private func commit(_ answered: AnsweredBatch) {
        let batch = answered.batch
        do {
            if let failure = answered.failure { throw failure }
            if !batch.commands.isEmpty { try database.commit(batch.commands, batch.changes) }
        } catch {
            // First the state, so that who is answered finds it.
            enterReadOnly(error)
            return answered.answerAll(.refused(Refusal(.readOnly)))
        }
        guard merge(batch) else { return answered.answerAll(.refused(Refusal(.readOnly))) }
        // Followers first: who is answered, and then asks them, finds what was done.
        publish(batch.commands, batch.changes, at: batch.at)
        answered.answer()
    }

    /// What is on disk goes into memory. Where that fails, memory is no longer what the disk says, and nothing may be decided on it.
    private func merge(_ batch: Batch) -> Bool {
        do {
            try facts.apply(batch.changes)
            programme = batch.programme
            try schedule.note(batch.changes, at: batch.at, under: programme, given: facts)
            shared.head = database.head
            return true
        } catch {
            shared.state = .readOnly(reason: "\(error)", recovers: false)
            return false
        }
    }

    private func publish(_ commands: [DecidedCommand], _ changes: BatchChanges, at instant: Instant) {
        guard !commands.isEmpty, !followers.isEmpty else { return }
        let event = Committed(head: database.head, at: instant, commands: commands, changes: changes, programme: programme)
        for follower in followers { follower(event) }
    }

    enum DueProgress {
        case none, more, failed
        /// Points that lapse are gone whether or not it is written yet, so people need not wait for a million of them.
        case moreBesideCommands
    }

    /// One step of the work that time brings, decided at its own instant, however late it is.
    func doDueWork() -> DueProgress {
        do {
            guard let step = try schedule.next(until: now, under: programme, given: facts) else { return .none }
            // Done, it would not be asked for again; without this our own mistake would fill the disk.
            guard step != lastStep else { throw DamagedRecord("due work of \(step.at) makes no progress") }
            var batch = AnsweredBatch(Batch(on: facts, under: programme, at: step.at))
            batch.decide(step)
            commit(batch)
            if case .readOnly = shared.state { return .failed }
            lastStep = step
            guard shared.state == .running else { return .more }
            if case .warn = step.work { return .moreBesideCommands }
            guard case .expire = step.work else { return .more }
            let next = try schedule.next(until: now, under: programme, given: facts)
            return next?.at == step.at ? .moreBesideCommands : .more
        } catch {
            enterReadOnly(error)
            return .failed
        }
    }

    func run(_ job: WriterJob, _ change: (inout Programme) -> Void = { _ in }) {
        if case .readOnly = shared.state { return job.reply(Unavailable(code: .readOnly)) }
        do {
            try carryOut(job, change)
            job.reply(nil)
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
            try database.commit([], BatchChanges()) { try job.work(database) }
            return
        }
        let command = DecidedCommand(
            number: facts.nextCommand(), at: now, actor: job.actor, address: job.address, content: .note(note), changes: Changes())
        let changes = BatchChanges(notes: 1)
        try database.commit([command], changes) { try job.work(database) }
        do {
            try facts.apply(changes)
        } catch {
            // It is on disk, and memory is no longer what the disk says.
            shared.state = .readOnly(reason: "\(error)", recovers: false)
        }
        let warnings = programme.company.expiryWarnings
        change(&programme)
        if programme.company.expiryWarnings != warnings { loadSchedule() }
        shared.head = database.head
        publish([command], changes, at: command.at)
    }
}
