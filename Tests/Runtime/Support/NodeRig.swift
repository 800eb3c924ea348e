import CommitLog
import Examples
import Identity
import Mailboxes
import Periods
import PointsEngine
import Runtime
import Store

/// Nodes that share a log in memory, for tests of one.
struct NodeRig {
    let shared: MemoryLog.Shared
    let folder: Folder
    let clock = HandClock(Example.start)

    init(_ shared: MemoryLog.Shared = MemoryLog.Shared(), in folder: Folder? = nil) throws {
        self.shared = shared
        self.folder = try folder ?? Folder()
    }

    /// - Parameters:
    ///   - patience: for how long it leads unheard; nil: for ever.
    ///   - view: what it knows of the others.
    ///   - log: what the node takes for the log.
    func node(
        _ name: String, patience: Duration? = nil, view: @escaping @Sendable () -> ClusterState.View? = { nil }, log: (@Sendable (MemoryLog) -> any SharedLog)? = nil
    ) throws -> SteppedRuntime {
        var configuration = Runtime.Configuration(path: folder.file("\(name).db"), clock: { [clock] in clock.now })
        configuration.seat = Seat(
            open: { [shared] () throws(LogError) in
                let own = MemoryLog(shared, node: name)
                return log?(own) ?? own
            }, reader: { Example.reader })
        configuration.seat?.name = name
        configuration.seat?.patience = patience
        configuration.seat?.view = view
        let runtime = try SteppedRuntime(configuration, batchLimit: 256) { database in
            if database.head.number == 0 { try database.record(Example.configured, by: .administrator, at: Example.start) }
            return try database.programme(Example.reader) ?? Example.programme()
        }
        runtime.work()
        return runtime
    }
}

extension SteppedRuntime {
    /// The replies so far to commands that are handed in, and may not be answered yet.
    func send(_ commands: [any Command]) -> ReplyBox {
        let box = ReplyBox()
        submit(Submission(commands, by: .administrator) { box.fill($0) })
        work()
        return box
    }

    func count(_ sql: String, _ value: String = "") throws -> Int64 { try database.connection.first(sql, value) { $0.integer(0) } ?? -1 }
}
