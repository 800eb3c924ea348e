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
            var batch = Batch(on: facts, under: programme, at: now)
            let outcomes = commands.map { command -> Result<Given.Answer, Refusal> in
                do {
                    let (outcome, number) = try batch.decide(command, by: actor)
                    return Reply(outcome, number: number).answer(to: Given.self)
                } catch {
                    return .failure(Refusal(.overloaded))
                }
            }
            services.onWeb { body(outcomes, $0) }
        }
    }
}
