import Identity
import PointsEngine
import Runtime
import Web

/// Dry runs: what would come of commands, for forms that tell what will need an approval. The engine says it, and nothing is
/// written.
extension Call {
    var isDryRun: Bool { get throws { try flag("dry_run") } }

    /// Decides commands one after the other on what is committed; `body` runs on the web thread.
    func foresee<Given: Command>(_ commands: [Given], _ body: @escaping @Sendable ([Result<Given.Answer, Refusal>], Site) -> Void) throws {
        let services = site.services, actor = caller.actor, now = now
        try services.runtime.inspect { facts, programme in
            let overlay = Overlay(on: facts)
            let outcomes = commands.map { command -> Result<Given.Answer, Refusal> in
                do {
                    switch try decide(command, by: actor, at: now, under: programme, given: overlay) {
                    case .refused(let refusal): return .failure(refusal)
                    case .done(let receipt, let changes):
                        if !receipt.isRepetition { try overlay.absorb(changes) }
                        return Reply.done(receipt, number: nil).answer(to: Given.self)
                    }
                } catch {
                    return .failure(Refusal(.overloaded))
                }
            }
            services.onWeb { body(outcomes, $0) }
        }
    }
}
