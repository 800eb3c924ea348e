import CommitLog
import PointsEngine
import Store

/// A place among nodes that share a log.
package struct Seat: Sendable {
    /// Opens the log, on the thread that uses it; again whenever its session was lost.
    package let open: @Sendable () throws(LogError) -> any SharedLog
    /// How what is configured is read from the files that the log keeps of it.
    package let reader: @Sendable () -> ProgrammeReader
    /// What the node's heartbeat gives and is told.
    package struct Watching: Sendable {
        /// Whether the writer turns: one that hangs says nothing, and loses the lease.
        package let isWell: @Sendable () -> Bool
        /// There may be more in the log, or the lease is free.
        package let wake: @Sendable () -> Void
        /// It has said that it is there, and began to at this instant.
        package let confirmed: @Sendable (ContinuousClock.Instant) -> Void
        /// Adds to a node what it says of itself by now.
        package let tell: @Sendable (inout LogNode) -> Void
    }

    /// Begins to say that the node is there, and gives what ends it. Nil: nobody need be told.
    package var watch: (@Sendable (Watching) -> @Sendable () -> Void)?
    /// For how long it goes on deciding after it has last said that it is there; nil: until it hears that another leads.
    package var patience: Duration?
    /// As the others know it.
    package var name = ""
    /// What is known of the others; nil: nothing, or not for a while.
    package var view: @Sendable () -> ClusterState.View? = { nil }
    /// Why it may not lead, though it follows; nil: it may.
    package var obstacle: @Sendable () -> String? = { nil }

    package init(open: @escaping @Sendable () throws(LogError) -> any SharedLog, reader: @escaping @Sendable () -> ProgrammeReader) {
        self.open = open
        self.reader = reader
    }
}

/// What a writer knows of its place among nodes. One of them leads: it decides, and its commits stand in the log before they stand in its
/// own database. The others follow: they decide again what the log holds.
final class Node {
    /// A commit of which nobody knows yet whether it is in the log, and who waits to hear.
    struct Doubt {
        let answers: BatchAnswers
        let head: Head
        let term: Int64
        let began = ContinuousClock.now
    }

    let seat: Seat
    let reader: ProgrammeReader
    private let times: LogTimes
    private var log: (any SharedLog)?
    /// The term of its own lead; nil: it follows.
    private(set) var term: Int64?
    var doubt: Doubt?
    /// Until when it leaves the lease to others.
    var abstainsUntil = ContinuousClock.now
    /// Which life of the log's server was seen last.
    var life: Int64?
    /// Those who wait until what is in the log now is here.
    var catchingUp: [@Sendable (Bool) -> Void] = []

    init(_ seat: Seat, _ times: LogTimes) {
        self.times = times
        self.seat = seat
        reader = seat.reader()
    }

    var leads: Bool { term != nil }

    func connected() throws(LogError) -> any SharedLog {
        if let log { return log }
        let opened = TimedLog(try seat.open(), times)
        log = opened
        return opened
    }

    func lead(_ lease: Lease) { term = lease.term }

    /// Follows from now on. A term belongs to one session: whoever lost it opens another.
    func follow(losingSession: Bool) {
        term = nil
        if losingSession { log = nil }
    }

    /// Brings a replica up to the log before anything else is loaded. Where the log is empty and nobody holds it, it begins it.
    ///
    /// - Parameter fill: puts into an empty database what is in force.
    /// - Returns: what is in force.
    func join(_ database: Database, filling fill: (Database) throws -> Programme) throws -> Programme {
        try database.becomeReplica()
        var programme = try database.programme(reader)
        let facts = try StoredFacts(of: database), follower = LogFollower(database, reader), log = try connected()
        while true {
            let steps = LogStep.steps(of: try log.read(after: database.position, limit: Self.commitsAtOnce))
            for step in steps {
                guard let taken = try follower.take(step, on: facts, under: programme) else { continue }
                try facts.apply(taken.changes)
                programme = taken.programme
            }
            guard steps.isEmpty else { continue }
            if let programme { return programme }
            guard seat.obstacle() == nil, try log.lease().isFree, let lease = try log.take() else {
                // Another node fills it.
                try log.waitForMore(than: database.position, atMost: .milliseconds(250))
                continue
            }
            guard lease.head == database.position else {
                // Somebody filled it just before; it is read first, like any other.
                try log.release()
                continue
            }
            lead(lease)
            database.log = log
            return try fill(database)
        }
    }

    static let commitsAtOnce = 64
    /// For how long whoever hands the lease over leaves it to others.
    static let abstinence = Duration.seconds(2)
    /// For how long nobody leads where the log's server is another one than before: those who have more than it has must have said so.
    static let hearing = Duration.seconds(3)
    /// What a log has lost is appended again where it is no older than this, in microseconds; of what is older an operator knows.
    static let longestLoss: Int64 = 60_000_000
    /// How long callers wait to hear of a commit in doubt.
    static let longestDoubt = Duration.seconds(10)
}
