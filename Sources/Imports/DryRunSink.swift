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
    private let changes = Mutex(Changes())

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
            let overlay = Overlay(on: facts)
            var verdicts: [ImportVerdict] = []
            let known = Result { try overlay.absorb(changes.withLock { $0 }) }
            for item in items {
                do {
                    try known.get()
                    switch try PointsEngine.decide(item.command, by: actor, at: now, under: programme, given: overlay) {
                    case .refused(let refusal): verdicts.append(ImportVerdict(refusal, of: item))
                    case .done(let receipt, let changed):
                        if !receipt.isRepetition { try overlay.absorb(changed) }
                        verdicts.append(receipt.isRepetition ? .duplicate : .recorded)
                    }
                } catch {
                    verdicts.append(.unavailable("\(error)"))
                }
            }
            let changed = overlay.changes
            changes.withLock { $0 = changed }
            reply(verdicts)
        }
    }

    package func names() throws -> ImportNames { try ImportNames(of: runtime) }
}
