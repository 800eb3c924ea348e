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
    }

    package private(set) var facts = MemoryFacts()
    package private(set) var programme: Programme
    package private(set) var now: Instant
    package private(set) var log: [Logged] = []
    /// What members were told on the way.
    package private(set) var warnings: [ExpiryWarning] = []
    private var schedule = Schedule()

    package init(_ programme: Programme, now: Instant) {
        self.programme = programme
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
        let outcome = try decide(command, by: actor, at: now, under: programme, given: facts)
        guard case .done(let receipt, let changes) = outcome, !receipt.isRepetition else { return outcome }
        warnings += changes.warnings
        let number = facts.nextCommand()
        try facts.apply(changes, commands: 1)
        try schedule.note(changes, at: now, under: programme, given: facts)
        command.configure(&programme, number: number, at: now)
        log.append(Logged(command: command, actor: actor, at: now))
        for activity in changes.reached { try carryOut(RecordActivity(activity), by: .system) }
        return outcome
    }

    /// An engine that has carried out the same commands again: it must be the same.
    package func replayed() throws -> MemoryEngine {
        var initial = programme
        initial.book = programme.book.unpublished
        var engine = MemoryEngine(initial, now: log.first?.at ?? now)
        for logged in log {
            engine.now = logged.at
            try engine.carryOut(logged.command, by: logged.actor)
        }
        engine.now = now
        return engine
    }
}
