import Identity
import Periods

/// Commands decided one on top of the other, on committed facts, and not yet written: the one place where a batch is decided, for the
/// writer, engines in memory, replays, dry runs and tests.
///
/// It holds on to its facts: take `commands` and `changes` out of it, and drop it, before the facts are changed.
package struct Batch {
    private let overlay: Overlay
    /// The instant at which the next command is decided.
    package var at: Instant
    /// What is in force after the last command.
    package var programme: Programme
    /// Those that are to be written, with what each changes.
    package private(set) var commands: [DecidedCommand] = []
    /// Whether one of them puts something in force beside facts.
    package private(set) var configures = false
    /// Whether one of them brought work that is due already: a late fact, by which a customer has long been lost. It comes before the next
    /// command, so that what comes of commands does not depend on how many of them one batch takes.
    package private(set) var bringsDueWork = false

    /// - Parameter changes: what earlier batches on the same facts have changed, where they are not written.
    package init(on facts: any Facts, after changes: BatchChanges = BatchChanges(), under programme: Programme, at now: Instant) {
        overlay = Overlay(on: facts, changes)
        self.programme = programme
        at = now
    }

    /// What all commands have changed together.
    package var changes: BatchChanges { overlay.changes }

    /// The facts as they are after all of it: what the next batch is decided on, while this one is written.
    package var facts: any Facts { overlay }

    /// Stands on other facts that say the same: on what the batch below has been merged into.
    package func rebase(on merged: any Facts) { overlay.rebase(on: merged) }

    /// Decides a command, and right after it what it brings with it (`Changes.reached`), each as a command of its own.
    ///
    /// - Parameter isUndoneLater: see `DecidedCommand`.
    /// - Returns: what came of it, and the number under which it is to be written: nil where it is refused, or repeats what was done.
    /// - Throws: only where the facts do; then nothing of the batch may be written.
    package mutating func decide(
        _ command: any Command, by actor: Actor, from address: String? = nil, isUndoneLater: Bool = false
    ) throws -> (outcome: Outcome, number: Int64?) {
        try decide(command, by: actor, from: address, isUndoneLater: isUndoneLater, because: nil)
    }

    private mutating func decide(
        _ command: any Command, by actor: Actor, from address: String?, isUndoneLater: Bool, because cause: Cause?
    ) throws -> (outcome: Outcome, number: Int64?) {
        let outcome = try PointsEngine.decide(command, by: actor, at: at, under: programme, given: overlay, because: cause)
        guard case .done(let receipt, let changes) = outcome, !receipt.isRepetition else { return (outcome, nil) }
        let number = try overlay.nextCommand()
        var marks: DecidedCommand.Marks = isUndoneLater ? .undoneLater : []
        if cause != nil { marks.insert(.noticed) }
        try keep(
            DecidedCommand(
                number: number, at: at, actor: actor, address: address, content: .command(command, receipt), changes: changes,
                marks: marks))
        command.configure(&programme, number: number, at: at)
        if type(of: command).configures { configures = true }
        for activity in changes.reached {
            let next = Cause(activity: activity, step: (cause?.step ?? 0) + 1)
            _ = try decide(RecordActivity(activity), by: .system, from: nil, isUndoneLater: false, because: next)
        }
        if !changes.withheld.isEmpty { try add(Note(endOf: cause, withheld: changes.withheld), by: .system) }
        return (outcome, number)
    }

    /// Keeps a line of the audit trail beside the commands.
    package mutating func add(_ note: Note, by actor: Actor, from address: String? = nil) throws {
        try keep(DecidedCommand(number: overlay.nextCommand(), at: at, actor: actor, address: address, content: .note(note), changes: Changes()))
    }

    private mutating func keep(_ decided: DecidedCommand) throws {
        commands.append(decided)
        try overlay.absorb(decided.changes)
        if let due = DueKinds.next(in: decided.changes.tables, under: programme), due <= at { bringsDueWork = true }
    }
}
