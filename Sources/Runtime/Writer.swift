import Identity
import Ledger
import Mailboxes
import Periods
import PointsEngine
import SQLite
import Store

/// The loop of the writer's thread: born on it, never leaves it.
final class Writer {
    enum Message: Sendable {
        case job(WriterJob)
        case configure(WriterJob, @Sendable (inout Programme) -> Void)
        case follow(@Sendable (Committed) -> Void)
        case inspect(@Sendable (StoredFacts, Programme) -> Void)
        case emptyLog(LogEmptying)
        case backUp(path: String, reply: @Sendable ((any Error)?) -> Void)
        case watchLead(@Sendable (Bool) -> Void)
        case watchAsides(@Sendable () -> Void)
        case catchUp(@Sendable (Bool) -> Void)
        case handOver(@Sendable (Bool) -> Void)
        case stop
    }

    let database: Database
    let facts: StoredFacts
    var programme: Programme
    var schedule: Schedule
    /// What is being written while more is decided.
    var pending: Pending?
    /// Nil: batches are written by the thread that decides them, when they are waited for.
    let commits: CommitThread?
    let stages: StageClock?
    var followers: [@Sendable (Committed) -> Void] = []
    /// Told whether it decides, whenever that changes.
    var leadWatchers: [@Sendable (Bool) -> Void] = []
    /// Told when rows were taken over that no command tells of.
    var asideWatchers: [@Sendable () -> Void] = []
    let shared: SharedState
    let path: String
    private let slow: Duration
    private let onSlowCommit: (@Sendable (CommitTimes) -> Void)?
    let clock: @Sendable () -> Instant
    let timekeeper: Timekeeper?
    /// No command is decided at an earlier instant than the one before it, whatever the clock says.
    var lastInstant: Instant
    /// Its place among nodes; nil: it is alone.
    let node: Node?
    var people = Backlog()
    var bulk = Backlog()
    private var isStopping = false
    var backups: [(path: String, reply: @Sendable ((any Error)?) -> Void)] = []
    var backup: Backup?
    /// Those who wait until nothing of the log is left.
    var emptyings: [LogEmptying] = []
    var lastStep: DueStep?
    var lastCheckpoint = ContinuousClock.now
    /// When it last looked whether it still leads.
    var lastLook = ContinuousClock.now
    /// Of which zone and languages the print is.
    var printed: (Zone, [String])?
    /// What the log had grown to when the last batch was handed in to be written.
    var logBytes = 0
    /// A batch closes at this many commands …
    var batchLimit = 256
    /// … or when deciding has taken this long; nil: by count alone.
    var batchTime: Duration? = .milliseconds(10)

    /// - Parameter signal: raised when a batch is on disk that was written on another thread; nil: none is.
    init(_ configuration: Runtime.Configuration, shared: SharedState, signal: Signal?, programme: (Database) throws -> Programme) throws {
        node = configuration.seat.map { Node($0, shared.place.times) }
        let loss: LossPolicy = node != nil ? .kept : configuration.acceptsHead ? .accepted : .refused
        database = try Database(configuration.path, vfs: configuration.vfs, onLoss: loss)
        if let salt = configuration.salt { database.salt = salt }
        // Before anything asks for the time.
        configuration.timekeeper?.begin(after: try database.lastInstant())
        // It may add a first note, so the facts are loaded after it.
        self.programme = try node?.join(database, filling: programme) ?? programme(database)
        if let lost = database.lost { try database.record(lost.note, by: .administrator, at: configuration.clock()) }
        facts = try StoredFacts(of: database, reading: signal == nil ? nil : Reader(configuration.path, vfs: configuration.vfs))
        commits = signal.map { signal in CommitThread { signal.raise() } }
        stages = configuration.stages
        database.stages = configuration.stages
        self.shared = shared
        path = configuration.path
        (slow, onSlowCommit) = (configuration.slow, configuration.onSlowCommit)
        clock = configuration.clock
        timekeeper = configuration.timekeeper
        lastInstant = try database.lastInstant() ?? .earliest
        schedule = Schedule(after: lastInstant)
        noteHead()
        notePrint()
        shared.place.leads = node?.leads ?? true
        // What came before took as long as it took, and its own sessions have said that it is there.
        shared.place.confirmed = .now
        // Somebody may have been forgotten just before a server was killed.
        if configuration.vfs == nil { try? database.connection.emptyLog() }
        loadSchedule()
        if node?.leads == false { shared.state = .following(reason: nil) }
    }

    /// Looks at everyone for what time brings: at the start, and when the company's own file says otherwise.
    func loadSchedule() {
        let wallets = facts.wallets, standings = facts.tierStandings
        for id in Set(wallets.keys).union(standings.keys) { schedule.load(id, wallets[id] ?? Wallet(member: id), standings[id], under: programme) }
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
            if node != nil { shared.place.turned = .now }
            recoverIfPossible()
            let worked = [workOnce(), copyOnce()].contains(true)
            if !emptyLogIfAsked() { checkpointIfUseful(isIdle: isIdle) }
            isIdle = !worked && !signal.wait(atMost: waitingTime())
        }
        finish(people, bulk, messages)
    }

    /// One commit of due work, else one of commands. True: there may be more.
    func workOnce() -> Bool {
        if case .readOnly = shared.state {
            settle()
            refuseAll(Refusal(.readOnly))
            if let node { answerCatchingUp(node, false) }
            return false
        }
        if let node, node.leads { stopUnconfirmed(node) }
        if let node, !node.leads {
            settle()
            refuseAll(Refusal(.readOnly))
            endOldDoubt()
            return follow(node)
        }
        guard timekeeper?.doubt == nil else {
            // What was decided before the doubt is answered all the same.
            settle()
            refuseAll(Refusal(.clockDoubted))
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
            return commitBatch() || losesLead()
        }
    }

    /// Notes what a commit took, and tells of one that took long.
    func measured(_ times: CommitTimes) {
        shared.measures.change { numbers in
            numbers.commitSeconds.add(times.all.inSeconds)
            numbers.commitCommands.add(Double(times.commands))
            numbers.rows = times.rows
        }
        if times.all >= slow { onSlowCommit?(times) }
    }

    private func handle(_ message: Message) {
        // It may use the database, or wants to see all that was handed in before it.
        settle()
        switch message {
        case .job(let job): run(job)
        case .configure(let job, let change): run(job, change)
        case .follow(let follower): followers.append(follower)
        case .inspect(let body): body(facts, programme)
        case .emptyLog(let emptying): emptyings.append(emptying)
        case .backUp(let path, let reply): backups.append((path, reply))
        case .watchLead(let body):
            leadWatchers.append(body)
            body(node?.leads ?? true)
        case .watchAsides(let body): asideWatchers.append(body)
        case .catchUp(let reply): if let node, !node.leads { node.catchingUp.append(reply) } else { reply(true) }
        case .handOver(let reply): handOver(reply)
        case .stop: isStopping = true
        }
    }

    /// Until something is due, a checkpoint can be made, or the disk is tried again.
    private func waitingTime() -> Duration {
        if !isRunning { return Self.retryInterval }
        // Nobody wakes the writer when the clock is right again, or jumps.
        if timekeeper?.doubt != nil { return Self.retryInterval }
        // The signal is raised when it is on disk.
        if pending != nil { return .seconds(60) }
        if !emptyings.isEmpty { return Self.retryInterval }
        if node != nil { return Self.retryInterval }
        let idle: Duration = database.connection.logBytes > 0 ? Self.idleInterval : .seconds(60)
        let due = try? schedule.nextInstant(under: programme, given: facts)
        shared.measures.change { $0.due = due }
        guard let due else { return idle }
        return min(idle, .microseconds(max(0, due.microseconds(since: now))))
    }

    private func finish(_ peopleBox: Mailbox<Submission>, _ bulkBox: Mailbox<Submission>, _ messages: Mailbox<Message>) {
        people.add(peopleBox.close())
        bulk.add(bulkBox.close())
        for message in messages.close() { handle(message) }
        if !isRunning { refuseAll(Refusal(.readOnly)) }
        while isRunning, !people.isEmpty || !bulk.isEmpty, workOnce() {}
        settle()
        if !isRunning { refuseAll(Refusal(.readOnly)) }
        giveUp()
        if let node { answerCatchingUp(node, false) }
        node?.doubt?.answers.tellAll(.refused(Refusal(.readOnly)))
        while copyOnce() {}
        facts.closeReader()
        checkpoint()
        for emptying in emptyings { emptying.reply(true) }
        shared.state = .stopped
    }

    /// How long nothing must have happened before a checkpoint is made.
    private static let idleInterval = Duration.milliseconds(500)
    private static let retryInterval = Duration.milliseconds(250)
}
