import Files
import Identity
import Periods
import PointsEngine
import Runtime
import Synchronization

/// Decides what rows ask for on top of what is committed, and of each other, and writes nothing.
package final class DryRunSink: ImportSink, Sendable {
    private let runtime: Runtime
    private let actor: Actor
    private let now: Instant
    /// What the rows so far would have changed.
    private let changes = Mutex(BatchChanges())

    package init(_ runtime: Runtime, as actor: Actor, at now: Instant) {
        self.runtime = runtime
        self.actor = actor
        self.now = now
    }

    package func send(_ items: [ImportedRow.Item], reply: @escaping @Sendable ([ImportVerdict]) -> Void) {
        do {
            try decide(items, reply)
        } catch {
            reply(items.map { ImportVerdict(Refusal(error.code), of: $0) })
        }
    }

    private func decide(_ items: [ImportedRow.Item], _ reply: @escaping @Sendable ([ImportVerdict]) -> Void) throws(Unavailable) {
        try runtime.inspect { [self] facts, programme in
            var batch = Batch(on: facts, after: changes.withLock { $0 }, under: programme, at: now)
            let verdicts = items.map { item in
                do {
                    let (outcome, number) = try batch.decide(item.command, by: actor)
                    return ImportVerdict(Reply(outcome, number: number), of: item)
                } catch {
                    return .unavailable("\(error)")
                }
            }
            let changed = batch.changes
            changes.withLock { $0 = changed }
            reply(verdicts)
        }
    }

    package func names() throws -> ImportNames { try ImportNames(of: runtime) }
}
