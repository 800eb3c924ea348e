import Periods
import PointsEngine

/// A batch that is being written while the next one is decided on top of it: on disk or not, nobody has heard of it yet.
struct Pending {
    let batch: AnsweredBatch
    /// Nil: it is written when it is waited for, by the thread that waits.
    let handle: CommitThread.Handle?
    /// The first instant at which something happens by itself to what the batch has touched.
    private let nextDue: Instant?

    init(_ batch: AnsweredBatch, _ handle: CommitThread.Handle?) {
        self.batch = batch
        self.handle = handle
        let changes = batch.batch.changes
        let due = changes.tables.wallets.lazy.compactMap(\.value.nextDue).min()
        let reviews = changes.tables.tierStandings.lazy.compactMap(\.value.nextDue).min()
        nextDue = [due, reviews, DueKinds.next(in: changes.tables, under: batch.batch.programme)].compactMap { $0 }.min()
    }

    var isDone: Bool { handle?.isDone ?? false }

    /// Whether commands may be decided on top of it at `now`: what it brings by time must have been done before them.
    func bears(commandsAt now: Instant) -> Bool { nextDue.map { $0 > now } ?? true }
}

extension Batch {
    /// Whether what comes after must be decided on committed facts alone: it moves everyone, or puts something in force.
    var isDecisive: Bool {
        let changes = self.changes
        return configures || changes.publication != nil || !changes.tables.archives.isEmpty || !changes.tables.tiers.isEmpty || !changes.tables.teams.isEmpty
    }
}
