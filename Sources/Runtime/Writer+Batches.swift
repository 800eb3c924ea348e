import Identity
import Periods
import PointsEngine
import SQLite
import Store

extension Writer {
    /// Decides one batch of what waits, people first, on top of what is being written, and hands it in to be written. True: something was done.
    func commitBatch() -> Bool {
        guard !people.isEmpty || !bulk.isEmpty else { return settleIfDone() }
        // The instant up to which due work has been looked for: a clock that has moved since may have passed a lock.
        if let pending, !pending.bears(commandsAt: lastInstant) {
            settle()
            return true
        }
        guard isRunning, holdSnapshot() else { return true }
        let below = pending?.batch.batch
        var batch = AnsweredBatch(Batch(on: below?.facts ?? facts, under: below?.programme ?? programme, at: lastInstant))
        stages.measuring(.decide) { decide(&batch) }
        settle(beneath: batch)
        guard isRunning else {
            batch.answers.tellAll(.refused(Refusal(.readOnly)))
            return true
        }
        if hasMore, batch.failure == nil, !batch.batch.isDecisive, !batch.batch.commands.isEmpty { begin(batch) } else { commit(batch) }
        return true
    }

    /// What is looked up is looked up in one snapshot: a lock for each lookup costs more than the lookup.
    private func holdSnapshot() -> Bool {
        do {
            try facts.pin()
            return true
        } catch {
            settle()
            enterReadOnly(error)
            return false
        }
    }

    private var hasMore: Bool { !people.isEmpty || !bulk.isEmpty }

    /// Until the batch is full, or has taken its time. Answers to what is on disk meanwhile do not wait for it.
    private func decide(_ batch: inout AnsweredBatch) {
        let deadline = batchTime.map { ContinuousClock.now + $0 }
        while batch.count < batchLimit {
            guard let item = people.next() ?? bulk.next() else { break }
            batch.decide(item)
            if batch.batch.bringsDueWork { break }
            // Who waits in front of a page waits for one batch, and not for the disk to have nothing to do.
            if item.submission.submission.priority == .person, pending?.isDone ?? false { break }
            guard let deadline, ContinuousClock.now >= deadline else { continue }
            people.letOthersGo(before: item.actor)
            bulk.letOthersGo(before: item.actor)
            break
        }
    }

    // MARK: Writing while deciding

    /// Begins to write a batch; `settle` ends it. Nothing else is done with the database meanwhile.
    private func begin(_ batch: AnsweredBatch) {
        do {
            try facts.pin()
            logBytes = database.connection.logBytes
            pending = Pending(batch, commits?.begin(batch.batch.commands, batch.batch.changes, to: database))
        } catch {
            enterReadOnly(error)
            batch.answers.tellAll(.refused(Refusal(.readOnly)))
        }
    }

    /// Waits until what is being written is on disk, merges it and answers. Where it fails, nothing that was decided on top of it holds.
    func settle() {
        guard let pending else { return }
        self.pending = nil
        finish(pending.batch) {
            if let handle = pending.handle { try handle.wait() } else { try database.commit(pending.batch.batch.commands, pending.batch.batch.changes) }
        }
    }

    /// The same, and what was decided on top stands on the committed facts from then on.
    private func settle(beneath batch: AnsweredBatch) {
        settle()
        batch.batch.rebase(on: facts)
    }

    /// True: something was done.
    private func settleIfDone() -> Bool {
        guard let pending, pending.handle?.isDone ?? true else { return false }
        settle()
        return true
    }

    var isRunning: Bool {
        switch shared.state {
        case .readOnly, .following: false
        case .starting, .running, .waitingForClock, .stopped: true
        }
    }

    // MARK: Writing at once

    /// Writes a batch, merges it, answers, and tells the followers.
    private func commit(_ batch: AnsweredBatch) {
        finish(batch) {
            if let failure = batch.failure { throw failure }
            if !batch.batch.commands.isEmpty { try database.commit(batch.batch.commands, batch.batch.changes) }
        }
    }

    private func finish(_ answered: AnsweredBatch, _ write: () throws -> Void) {
        let began = ContinuousClock.now
        do {
            try write()
        } catch {
            return fail(answered.answers, error)
        }
        let written = ContinuousClock.now
        let batch = answered.batch
        guard stages.measuring(.merge, { merge(batch.changes, at: batch.at, batch.programme) }) else {
            return answered.answers.tellAll(.refused(Refusal(.readOnly)))
        }
        stages.measuring(.publish) {
            // Followers first: who is answered, and then asks them, finds what was done.
            publish(batch.commands, batch.changes, at: batch.at)
            answered.answers.tell()
        }
        guard !batch.commands.isEmpty else { return }
        measured(CommitTimes(commands: batch.commands.count, rows: database.connection.changedRows, writing: written - began, telling: .now - written))
    }

    /// What is on disk goes into memory. Where that fails, memory is no longer what the disk says, and nothing may be decided on it.
    func merge(_ changes: BatchChanges, at instant: Instant, _ inForce: Programme) -> Bool {
        do {
            try facts.apply(changes)
            programme = inForce
            try schedule.note(changes, at: instant, under: programme, given: facts)
            noteHead()
            return true
        } catch {
            shared.state = .readOnly(reason: "\(error)", recovers: false)
            return false
        }
    }

    func publish(_ commands: [DecidedCommand], _ changes: BatchChanges, at instant: Instant) {
        guard !commands.isEmpty, !followers.isEmpty else { return }
        let event = Committed(head: database.head, at: instant, commands: commands, changes: changes, programme: programme)
        for follower in followers { follower(event) }
    }
}

// MARK: Due work

extension Writer {
    enum DueProgress {
        case none, more, failed
        /// Points that lapse are gone whether or not it is written yet, so people need not wait for a million of them.
        case moreBesideCommands
    }

    /// One step of the work that time brings, decided at its own instant, however late it is.
    func doDueWork() -> DueProgress {
        do {
            guard try schedule.next(until: now, under: programme, given: facts) != nil else {
                shared.measures.change { $0.due = nil }
                return .none
            }
            // It is decided on committed facts; what is being written may bring more of it, or have done it.
            settle()
            guard isRunning else { return .failed }
            guard let step = try schedule.next(until: now, under: programme, given: facts) else { return .none }
            shared.measures.change { $0.due = step.at }
            // Done, it would not be asked for again; without this our own mistake would fill the disk.
            guard step != lastStep else { throw DamagedRecord("due work of \(step.at) makes no progress") }
            var batch = AnsweredBatch(Batch(on: facts, under: programme, at: step.at))
            batch.decide(step)
            commit(batch)
            guard isRunning else { return .failed }
            lastStep = step
            guard shared.state == .running else { return .more }
            if case .warn = step.work { return .moreBesideCommands }
            guard case .expire = step.work else { return .more }
            return try schedule.hasOnlyExpiry(at: step.at, until: now, under: programme, given: facts) ? .moreBesideCommands : .more
        } catch {
            settle()
            enterReadOnly(error)
            return .failed
        }
    }
}
