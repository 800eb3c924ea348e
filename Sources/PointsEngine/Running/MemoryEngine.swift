import Identity
import Periods
import RuleEngine

/// The whole engine in memory under a virtual clock: for scenarios, simulations and dry runs.
package struct MemoryEngine: Sendable {
    /// A command that was carried out, with all that deciding it again needs.
    package struct Logged: Sendable {
        package let command: any Command
        package let actor: Actor
        package let at: Instant
        /// Another command brought it.
        package let isNoticed: Bool
    }

    package private(set) var facts = MemoryFacts()
    package private(set) var programme: Programme
    /// As it was before any command.
    package let initial: Programme
    package private(set) var now: Instant
    package private(set) var log: [Logged] = []
    /// What members were told on the way.
    package private(set) var warnings: [ExpiryWarning] = []
    private var schedule = Schedule()

    package init(_ programme: Programme, now: Instant) {
        self.programme = programme
        initial = programme
        self.now = now
    }

    /// Moves the clock, doing on the way what time brings, instant by instant: nothing is done late.
    package mutating func advance(to time: Instant) throws {
        while let instant = try schedule.nextInstant(under: programme, given: facts), instant <= time {
            while let step = try schedule.next(until: instant, under: programme, given: facts) {
                now = max(now, step.at)
                try carryOut(step, by: .system)
            }
        }
        now = max(now, time)
    }

    /// Decides a command at the instant of the clock, and applies what it changes.
    @discardableResult
    package mutating func carryOut(_ command: any Command, by actor: Actor) throws -> Outcome {
        let (outcome, commands, changes) = try decide(command, by: actor)
        guard !commands.isEmpty else { return outcome }
        try facts.apply(changes)
        try schedule.note(changes, at: now, under: programme, given: facts)
        for decided in commands {
            warnings += decided.changes.warnings
            guard case .command(let command, _) = decided.content else { continue }
            log.append(Logged(command: command, actor: decided.actor, at: now, isNoticed: decided.isNoticed))
        }
        return outcome
    }

    /// Apart, so that the batch is gone before the facts change.
    private mutating func decide(_ command: any Command, by actor: Actor) throws -> (Outcome, [DecidedCommand], BatchChanges) {
        var batch = Batch(on: facts, under: programme, at: now)
        let outcome = try batch.decide(command, by: actor).outcome
        programme = batch.programme
        return (outcome, batch.commands, batch.changes)
    }

    /// An engine that has carried out the same commands again: it must be the same.
    package func replayed() throws -> MemoryEngine {
        var engine = MemoryEngine(initial, now: log.first?.at ?? now)
        for logged in log where !logged.isNoticed {
            engine.now = logged.at
            try engine.carryOut(logged.command, by: logged.actor)
        }
        engine.now = now
        return engine
    }
}
