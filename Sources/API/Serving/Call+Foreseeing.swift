import Identity
import PointsEngine
import Web

/// Dry runs: what would come of commands, for forms that tell what will need an approval. The engine says it, and nothing is
/// written.
extension Call {
    var isDryRun: Bool { query("dry_run") == "true" }

    /// Decides commands one after the other on what is committed; `body` runs on the web thread.
    func foresee(_ commands: [Command], _ body: @escaping @Sendable ([Result<Receipt, Refusal>], Site) -> Void) throws {
        let services = site.services, actor = caller.actor, now = now
        try services.runtime.inspect { facts, programme in
            let overlay = Overlay(on: facts)
            let outcomes = commands.map { command -> Result<Receipt, Refusal> in
                do {
                    switch try decide(command, by: actor, at: now, under: programme, given: overlay) {
                    case .refused(let refusal): return .failure(refusal)
                    case .done(let receipt, let changes):
                        if !receipt.isRepetition { try overlay.absorb(changes) }
                        return .success(receipt)
                    }
                } catch {
                    return .failure(Refusal(.overloaded))
                }
            }
            services.onWeb { body(outcomes, $0) }
        }
    }
}
