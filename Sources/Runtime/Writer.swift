import Identity
import Mailboxes
import Periods
import PointsEngine
import SQLite
import Store

/// The loop of the writer's thread: born on it, never leaves it.
final class Writer {
    enum Message: Sendable {
        case errand(Errand)
        case configure(Errand, @Sendable (inout Programme) -> Void)
        case follow(@Sendable (Committed) -> Void)
        case inspect(@Sendable (StoredFacts, Programme) -> Void)
        case backUp(path: String, reply: @Sendable ((any Error)?) -> Void)
        case stop
    }

    let database: Database
    let facts: StoredFacts
    var programme: Programme
    var schedule = Schedule()
    var followers: [@Sendable (Committed) -> Void] = []
    let shared: SharedState
    private let clock: @Sendable () -> Instant
    /// No command is decided at an earlier instant than the one before it, whatever the clock says.
    private var lastInstant: Instant
    private var people = Backlog()
    private var bulk = Backlog()
    private var isStopping = false
    private var backups: [(path: String, reply: @Sendable ((any Error)?) -> Void)] = []
    private var backup: Backup?
    private var lastStep: DueStep?
    private var lastCheckpoint = ContinuousClock.now

    init(_ configuration: Runtime.Configuration, shared: SharedState, programme: (Database) throws -> Programme) throws {
        database = try Database(configuration.path, vfs: configuration.vfs)
        // It may add a first note, so the facts are loaded after it.
        self.programme = try programme(database)
        facts = try StoredFacts(of: database)
        self.shared = shared
        clock = configuration.clock
        lastInstant = try database.lastInstant() ?? .earliest
        for id in facts.wallets.keys { schedule.agenda.update(id, facts.wallet(id), facts.standing(id)) }
        shared.head = database.head
    }

    var now: Instant {
        lastInstant = max(lastInstant, clock())
        return lastInstant
    }

    func run(people: Mailbox<Submission>, bulk: Mailbox<Submission>, messages: Mailbox<Message>, signal: Signal) {
        var isIdle = false
        while true {
            self.people.add(people.takeAll())
            self.bulk.add(bulk.takeAll())
            for message in messages.takeAll() { handle(message) }
            if isStopping { break }
            recoverIfPossible()
            let worked = [workOnce(), copyOnce()].contains(true)
            checkpointIfUseful(isIdle: isIdle)
            isIdle = !worked && !signal.wait(atMost: worked ? .zero : waitingTime())
        }
        finish(people, bulk, messages)
    }

    /// One commit of due work, else one of commands. True: there may be more.
    private func workOnce() -> Bool {
        if case .readOnly = shared.state {
            refuseAll(Refusal(.readOnly))
            return false
        }
        switch doDueWork() {
        case .more: return true
        case .moreBesideCommands:
            _ = commitBatch()
            return true
        case .failed: return false
        case .none:
            if shared.state == .starting { shared.state = .running }
            return commitBatch()
        }
    }

    private func handle(_ message: Message) {
        switch message {
        case .errand(let errand): run(errand)
        case .configure(let errand, let change): run(errand, change)
        case .follow(let follower): followers.append(follower)
        case .inspect(let body): body(facts, programme)
        case .backUp(let path, let reply): backups.append((path, reply))
        case .stop: isStopping = true
        }
    }

    /// Until something is due, a checkpoint can be made, or the disk is tried again.
    private func waitingTime() -> Duration {
        if case .readOnly = shared.state { return Self.retryInterval }
        let idle: Duration = database.connection.logBytes > 0 ? Self.idleInterval : .seconds(60)
        guard let due = try? schedule.nextInstant(under: programme, given: facts) else { return idle }
        return min(idle, .microseconds(max(0, due.microseconds(since: now))))
    }

    private func finish(_ peopleBox: Mailbox<Submission>, _ bulkBox: Mailbox<Submission>, _ messages: Mailbox<Message>) {
        people.add(peopleBox.close())
        bulk.add(bulkBox.close())
        for message in messages.close() { handle(message) }
        if case .readOnly = shared.state { refuseAll(Refusal(.readOnly)) }
        while commitBatch() {}
        while copyOnce() {}
        checkpoint()
        shared.state = .stopped
    }

    /// When nothing happens, or when the log is long; then at most once a second, for a reader may be what holds it back.
    private func checkpointIfUseful(isIdle: Bool) {
        let log = database.connection.logBytes
        guard log > 0, isIdle || (log > Self.longestLog && lastCheckpoint.duration(to: .now) > .seconds(1)) else { return }
        checkpoint()
    }

    private func checkpoint() {
        lastCheckpoint = .now
        do { try database.connection.checkpoint() } catch where !error.isBusy { enterReadOnly(error) } catch {}
    }

    /// 64 MB of log: beyond it a checkpoint is made even while there is work.
    private static let longestLog = 64 << 20
    /// How long nothing must have happened before a checkpoint is made.
    private static let idleInterval = Duration.milliseconds(500)
    private static let retryInterval = Duration.milliseconds(250)
}

// MARK: Backups

extension Writer {
    /// One bit of the first backup that was asked for. True: there is more.
    private func copyOnce() -> Bool {
        guard let wanted = backups.first else { return false }
        do {
            let backup = try self.backup ?? Backup(of: database.connection, to: wanted.path)
            self.backup = backup
            guard try backup.step() else { return true }
            let copy = try backup.complete()
            // Checking and syncing the copy is nothing that commits should wait for.
            _ = PlainThread("backup") { wanted.reply(Result { try copy.publish() }.failure) }
        } catch {
            wanted.reply(error)
        }
        backup = nil
        backups.removeFirst()
        return !backups.isEmpty
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}

// MARK: Batches

extension Writer {
    /// A batch closes at this many commands …
    private static let batchLimit = 256
    /// … or when deciding has taken this long.
    private static let batchTime = Duration.milliseconds(10)

    /// Decides and commits one batch of what waits; people first. True: something was done.
    private func commitBatch() -> Bool {
        guard !people.isEmpty || !bulk.isEmpty else { return false }
        var batch = Batch(on: facts, programme: programme, at: now)
        let deadline = ContinuousClock.now + Self.batchTime
        while batch.count < Self.batchLimit, ContinuousClock.now < deadline {
            guard let item = people.next() ?? bulk.next() else { break }
            batch.decide(item)
        }
        commit(batch)
        return true
    }

    /// Writes a batch, merges it, answers, and tells the followers.
    private func commit(_ batch: Batch) {
        do {
            if let failure = batch.failure { throw failure }
            if !batch.commands.isEmpty { try database.commit(batch.commands, batch.overlay.changes) }
        } catch {
            // First the state, so that who is answered finds it.
            enterReadOnly(error)
            return batch.answerAll(.refused(Refusal(.readOnly)))
        }
        guard merge(batch) else { return batch.answerAll(.refused(Refusal(.readOnly))) }
        // Followers first: who is answered, and then asks them, finds what was done.
        publish(batch.commands, batch.overlay.changes, at: batch.at)
        batch.answer()
    }

    /// What is on disk goes into memory. Where that fails, memory is no longer what the disk says, and nothing may be decided on it.
    private func merge(_ batch: Batch) -> Bool {
        do {
            try facts.apply(batch.overlay.changes, commands: Int64(batch.commands.count))
            try schedule.note(batch.overlay.changes, given: facts)
            programme = batch.programme
            shared.head = database.head
            return true
        } catch {
            shared.state = .readOnly(reason: "\(error)", recovers: false)
            return false
        }
    }

    private func publish(_ commands: [DecidedCommand], _ changes: Changes, at instant: Instant) {
        guard !commands.isEmpty, !followers.isEmpty else { return }
        let event = Committed(head: database.head, at: instant, commands: commands, changes: changes, programme: programme)
        for follower in followers { follower(event) }
    }

    private enum DueProgress {
        case none, more, failed
        /// Points that lapse are gone whether or not it is written yet, so people need not wait for a million of them.
        case moreBesideCommands
    }

    /// One step of the work that time brings, decided at its own instant, however late it is.
    private func doDueWork() -> DueProgress {
        do {
            guard let step = try schedule.next(until: now, under: programme, given: facts) else { return .none }
            // Done, it would not be asked for again; without this our own mistake would fill the disk.
            guard step != lastStep else { throw StoreError.corrupt("due work of \(step.at) makes no progress") }
            lastStep = step
            var batch = Batch(on: facts, programme: programme, at: step.at)
            batch.decide(step)
            commit(batch)
            if case .readOnly = shared.state { return .failed }
            guard case .expire = step.work, shared.state == .running else { return .more }
            let next = try schedule.next(until: now, under: programme, given: facts)
            return next?.at == step.at ? .moreBesideCommands : .more
        } catch {
            enterReadOnly(error)
            return .failed
        }
    }

    private func run(_ errand: Errand, _ change: (inout Programme) -> Void = { _ in }) {
        if case .readOnly = shared.state { return errand.reply(Unavailable(code: .readOnly)) }
        do {
            try carryOut(errand, change)
            errand.reply(nil)
        } catch {
            if let error = error as? SQLiteError, error.isFull || error.isInputOutput { enterReadOnly(error) }
            errand.reply(error)
        }
    }

    private func carryOut(_ errand: Errand, _ change: (inout Programme) -> Void) throws {
        guard let note = errand.note else {
            try database.commit([], Changes()) { try errand.work(database) }
            return
        }
        let command = DecidedCommand(
            number: facts.nextCommand(), at: now, actor: errand.actor, address: errand.address, content: .note(note), changes: Changes())
        try database.commit([command], Changes()) { try errand.work(database) }
        try facts.apply(Changes(), commands: 1)
        change(&programme)
        shared.head = database.head
        publish([command], Changes(), at: command.at)
    }
}

// MARK: When the disk fails

extension Writer {
    private func enterReadOnly(_ error: any Error) {
        let isFull = (error as? SQLiteError)?.isFull ?? false
        shared.state = .readOnly(reason: "\(error)", recovers: isFull)
    }

    /// A disk that was full is tried with a small write.
    private func recoverIfPossible() {
        guard case .readOnly(_, recovers: true) = shared.state else { return }
        do {
            try database.connection.transaction { try database.settings.set("probe", "\(now.microseconds)") }
            shared.state = .running
        } catch {
            enterReadOnly(error)
        }
    }

    private func refuseAll(_ refusal: Refusal) {
        while let item = people.next() ?? bulk.next() { item.submission.answer(.refused(refusal), at: item.index) }
    }
}
