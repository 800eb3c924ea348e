import Identity
import Mailboxes
import Periods
import PointsEngine
import Store

/// The one writer of a database, on a thread of its own, for callers on any thread.
///
/// Commands that wait together are decided together over an overlay on what is committed, written and synced as one
/// transaction, merged into memory, published and answered — in this order, so that memory never runs ahead of the disk.
///
/// ```swift
/// let runtime = try Runtime(configuration) { database in programme }
/// runtime.submit(Submission([redeem], by: .member("li.na")) { replies in … })
/// runtime.stop()
/// ```
package final class Runtime: Sendable {
    package struct Configuration: Sendable {
        package var path: String
        /// Tells the time; called on the writer's thread.
        package var clock: @Sendable () -> Instant
        /// Doubts the clock where it jumps ahead; nil: `clock` is right whatever it says.
        package var timekeeper: Timekeeper?
        /// Goes on although commits are missing that had been acknowledged (`LostCommits`); the audit trail says so.
        package var acceptsHead = false
        /// Its place among nodes that share a log; nil: it is alone.
        package var seat: Seat?
        /// Gives the salts of what is said of people; nil: random ones.
        package var salt: (@Sendable () -> [UInt8])?
        /// Submissions that may wait, of people and in bulk each.
        package var waitingLimit = 20_000
        package var readerThreads = max(2, Processors.count)
        /// Readings that may wait, short ones and long ones each.
        package var readingLimit = 1_000
        /// Told of a commit that took as long as `slow`, on the writer's thread; must not block.
        package var slow = Duration.seconds(1)
        package var onSlowCommit: (@Sendable (CommitTimes) -> Void)?
        /// A file layer registered with SQLite, for tests that let the disk fail; nil is the system's.
        package var vfs: String?
        /// Told how much processor each stage of a batch takes; nil where nobody measures.
        package var stages: StageClock?

        package init(path: String, clock: @escaping @Sendable () -> Instant) {
            self.path = path
            self.clock = clock
        }

        /// The time of this machine, as far as it is believed.
        package init(path: String, timekeeper: Timekeeper) {
            self.init(path: path) { timekeeper.now }
            self.timekeeper = timekeeper
        }
    }

    private let people: Mailbox<Submission>
    private let bulk: Mailbox<Submission>
    private let messages: Mailbox<Writer.Message>
    private let signal: Signal
    private let thread: PlainThread
    package let readers: ReaderPool
    /// Ends the heartbeat of a node; nil: it has none.
    private let stopWatching: (@Sendable () -> Void)?
    let shared: SharedState
    let seat: Seat?
    /// Nil where the clock is never doubted.
    package let timekeeper: Timekeeper?

    /// Opens the database, loads it, does the work that became due meanwhile, and then takes commands.
    ///
    /// - Parameter programme: reads what is in force; called on the writer's thread with the open database.
    /// - Throws: what opening or `programme` throws. The due work goes on after this returns; `state` tells.
    package init(_ configuration: Configuration, programme: @escaping @Sendable (Database) throws -> Programme) throws {
        let signal = Signal(), shared = SharedState()
        let wake: @Sendable () -> Void = { signal.raise() }
        let people = Mailbox<Submission>(limit: configuration.waitingLimit, wake: wake)
        let bulk = Mailbox<Submission>(limit: configuration.waitingLimit, wake: wake)
        let messages = Mailbox<Writer.Message>(limit: configuration.waitingLimit, wake: wake)
        let opened = BlockingPromise<Result<Void, any Error>>()
        let thread = PlainThread("writer", stackBytes: 16 << 20) {
            do {
                let writer = try Writer(configuration, shared: shared, signal: signal, programme: programme)
                opened.fulfil(.success(()))
                writer.run(people: people, bulk: bulk, messages: messages, signal: signal)
            } catch {
                opened.fulfil(.failure(error))
            }
        }
        try opened.wait().get()
        (self.people, self.bulk, self.messages) = (people, bulk, messages)
        (self.signal, self.thread, self.shared) = (signal, thread, shared)
        timekeeper = configuration.timekeeper
        path = configuration.path
        let watching = Seat.Watching(
            isWell: { shared.place.turned.duration(to: .now) < .seconds(2) }, wake: wake, confirmed: { shared.place.confirmed = $0 },
            tell: { [seat = configuration.seat] in Self.tell(&$0, shared, seat) })
        stopWatching = configuration.seat?.watch?(watching)
        seat = configuration.seat
        do {
            readers = try ReaderPool(path: configuration.path, threads: configuration.readerThreads, waiting: configuration.readingLimit)
        } catch {
            _ = messages.send(.stop)
            thread.join()
            stopWatching?()
            throw error
        }
    }

    package var state: RuntimeState {
        switch shared.state {
        case .starting, .running: timekeeper?.doubt.map(RuntimeState.waitingForClock) ?? shared.state
        case let state: state
        }
    }

    /// Whether the volume of the database has room for anything; without it the next write will fail, though none has yet.
    package var hasRoom: Bool { DiskSpace.isEnough(at: path) }

    /// Submissions and messages that the writer has not looked at.
    package var waiting: Int { people.count + bulk.count + messages.count }

    package var measures: RuntimeMeasures { shared.measures }

    /// The database's file.
    package let path: String

    /// What waits in each of the writer's boxes.
    package var waitingByBox: (people: Int, bulk: Int, messages: Int) { (people.count, bulk.count, messages.count) }

    /// The seal of the last commit.
    package var head: Head { shared.head }

    /// Hands in commands. They are always replied to, at once where the runtime cannot take them.
    package func submit(_ submission: Submission) {
        guard submission.commands.count <= Submission.maximumCommands else { return submission.refuseAll(Refusal(.tooLarge)) }
        switch (submission.priority == .person ? people : bulk).send(submission) {
        case .delivered: break
        case .full: submission.refuseAll(Refusal(.overloaded))
        case .closed: submission.refuseAll(Refusal(.readOnly))
        }
    }

    /// Hands in commands and waits for the replies: for command lines and tests, never for the web's thread.
    package func carryOut(_ commands: [any Command], by actor: Actor, from address: String? = nil, priority: Submission.Priority = .person) -> [Reply] {
        let replies = BlockingPromise<[Reply]>()
        submit(Submission(commands, by: actor, from: address, priority: priority) { replies.fulfil($0) })
        return replies.wait()
    }

    /// Runs `work` on the writer's connection in a transaction of its own, with `note` in the audit trail.
    ///
    /// - Parameter reply: called once, on the writer's thread: what `work` gave, when it is on disk; or what it threw, or `Unavailable`.
    package func write<Result: Sendable>(
        _ note: Note?, by actor: Actor, from address: String? = nil, _ work: @escaping @Sendable (Database) throws -> Result,
        reply: @escaping @Sendable (Swift.Result<Result, any Error>) -> Void
    ) {
        let result = BlockingPromise<Result>()
        let job = WriterJob(actor: actor, address: address, note: note, work: { result.fulfil(try work($0)) }) { error in
            if let error { reply(.failure(error)) } else { reply(.success(result.wait())) }
        }
        send(.job(job)) { reply(.failure($0)) }
    }

    /// Puts another company, other boards in force from the next command on; rules are published by a command.
    package func configure(_ note: Note, by actor: Actor, change: @escaping @Sendable (inout Programme) -> Void, reply: @escaping @Sendable ((any Error)?) -> Void) {
        let job = WriterJob(actor: actor, address: nil, note: note, work: { _ in }, reply: reply)
        send(.configure(job, change)) { reply($0) }
    }

    /// Tells `follower` of every commit from the next one on, on the writer's thread. It must not block.
    /// - Throws: where the follower would never hear of anything.
    package func follow(_ follower: @escaping @Sendable (Committed) -> Void) throws(Unavailable) { try send(.follow(follower)) }

    /// Runs `body` with the committed facts between two commits, on the writer's thread. For starts and checks, not for requests.
    /// - Throws: where `body` will not run.
    package func inspect(_ body: @escaping @Sendable (StoredFacts, Programme) -> Void) throws(Unavailable) { try send(.inspect(body)) }

    /// The same, and waits for what `body` gives.
    package func inspecting<Value: Sendable>(_ body: @escaping @Sendable (StoredFacts, Programme) throws -> Value) throws -> Value {
        let answer = BlockingPromise<Result<Value, any Error>>()
        try inspect { facts, programme in answer.fulfil(Result { try body(facts, programme) }) }
        return try answer.wait().get()
    }

    /// Copies all of the log into the database and cuts it, so that nothing is left of what was overwritten.
    ///
    /// - Parameter reply: called once, on the writer's thread: false where readers needed it for all of `time`; then a later checkpoint,
    ///   or the next start, does it.
    package func emptyLog(within time: Duration = .seconds(10), reply: @escaping @Sendable (Bool) -> Void) {
        send(.emptyLog(LogEmptying(until: .now + time, reply: reply))) { _ in reply(false) }
    }

    /// Copies the database to `path` between commits, whatever is committed meanwhile.
    ///
    /// - Parameter reply: called once: nil when the copy has its name, is sound and on disk.
    package func backUp(to path: String, reply: @escaping @Sendable ((any Error)?) -> Void) {
        send(.backUp(path: path, reply: reply)) { reply($0) }
    }

    /// Looks again at the clock: for clocks that are set by hand.
    package func wake() { signal.raise() }

    /// Takes nothing more, finishes what was taken, and closes the database. Blocks.
    package func stop() {
        readers.stop()
        _ = messages.send(.stop)
        thread.join()
        stopWatching?()
    }

    func send(_ message: Writer.Message, otherwise: (Unavailable) -> Void) {
        do throws(Unavailable) { try send(message) } catch { otherwise(error) }
    }

    func send(_ message: Writer.Message) throws(Unavailable) {
        switch messages.send(message) {
        case .delivered: break
        case .full: throw Unavailable(code: .overloaded)
        case .closed: throw Unavailable(code: .readOnly)
        }
    }
}

extension Submission {
    func refuseAll(_ refusal: Refusal) {
        reply(commands.map { _ in .refused(refusal) })
    }
}
