import Faults
import Identity
import NaiveModel
import Periods
import PointsEngine
import RuleEngine
import Runtime
import Simulation
import Store
import Synchronization

/// The real writer and store over a disk that may crash, under a clock that is set by hand.
final class Server {
    /// What a commit made of the database, by its number; what was lost is taken out again when the disk shows how much is left.
    struct Line: Sendable {
        let head: Head
        let commands: [DecidedCommand]
    }

    /// A clock and what the writer tells, for the closures that it keeps.
    private final class Board: Sendable {
        let now: Mutex<Periods.Instant>
        let lines = Mutex<[Line]>([])
        init(_ start: Periods.Instant) { now = Mutex(start) }
    }

    let runtime: SteppedRuntime
    private let board: Board
    private let answers: Answers

    /// - Parameter rules: every rule set that was ever published, by version.
    init(on disk: CrashDisk, at start: Periods.Instant, batchLimit: Int, _ programme: Programme, _ rules: [String: RuleSet]) throws {
        answers = Answers(disk.disk)
        let board = Board(start)
        self.board = board
        var configuration = Runtime.Configuration(path: disk.path, clock: { board.now.withLock { $0 } })
        configuration.vfs = disk.disk.vfs
        let reader = Server.reader(programme, rules)
        runtime = try SteppedRuntime(configuration, batchLimit: batchLimit) { database in
            if database.head.number == 0 { try database.record(Note(kind: Note.configured, subject: nil, detail: ["files": [:]]), by: .administrator, at: start) }
            return try database.programme(reader) ?? programme
        }
        runtime.follow { event in board.lines.withLock { $0.append(Line(head: event.head, commands: event.commands)) } }
    }

    static func reader(_ programme: Programme, _ rules: [String: RuleSet]) -> ProgrammeReader {
        ProgrammeReader(
            rules: { _, version in
                guard let set = rules[version] else { throw DamagedRecord("rules \(version)") }
                return set
            },
            configure: { _, _, current in current ?? programme })
    }

    var lines: [Line] { board.lines.withLock { $0 } }

    func setClock(_ now: Periods.Instant) { board.now.withLock { $0 = max($0, now) } }

    /// Every answer so far, in order, with the number of the last commit before it.
    var acknowledged: [(parcel: Int, reply: Reply, commit: Int64)] { answers.all }

    /// Sends parcels, each by itself, and lets the writer work until nothing waits.
    ///
    /// - Parameter inOrder: none of them in bulk, which would let others go before it.
    func send(_ parcels: [Parcel], inOrder: Bool = false) {
        for (place, parcel) in parcels.enumerated() {
            let submission = Submission([parcel.command], by: parcel.actor, priority: place % 3 == 2 && !inOrder ? .bulk : .person) { [answers, board] replies in
                if let reply = replies.first { answers.add(parcel.number, reply, board.lines.withLock { $0.last?.head.number ?? 0 }) }
            }
            runtime.submit(submission)
        }
        runtime.work()
    }
}

/// What the writer answered. Each answer is marked on the disk: a crash after it may not lose what it tells.
///
/// Proof that it may be shared: the stepped writer answers on the thread that lets it work, and nobody else has it.
private final class Answers: @unchecked Sendable {
    private(set) var all: [(parcel: Int, reply: Reply, commit: Int64)] = []
    private let disk: FaultyDisk

    init(_ disk: FaultyDisk) { self.disk = disk }

    func add(_ parcel: Int, _ reply: Reply, _ commit: Int64) {
        // Nothing was written: whoever hears this sends again.
        if case .refused(let refusal) = reply, refusal.code == .readOnly || refusal.code == .overloaded { return }
        disk.mark(all.count)
        all.append((parcel, reply, commit))
    }
}
