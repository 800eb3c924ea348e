import Identity
import Periods
import PointsEngine
import Store

/// Commands decided one on top of the other, not yet written.
struct Batch {
    let overlay: Overlay
    /// What is in force after the last of them.
    private(set) var programme: Programme
    private(set) var commands: [DecidedCommand] = []
    /// What the storage, asked for facts, threw: then nothing of the batch may be written.
    private(set) var failure: (any Error)?
    let at: Instant
    private var answers: [(item: Backlog.Item, reply: Reply)] = []

    init(on facts: StoredFacts, programme: Programme, at now: Instant) {
        overlay = Overlay(on: facts)
        self.programme = programme
        at = now
    }

    /// Commands that were decided, refused ones too.
    var count: Int { answers.count }

    mutating func decide(_ item: Backlog.Item) {
        let submission = item.submission.submission
        answers.append((item, reply(to: item.command, by: submission.actor, from: submission.address, isUndoneLater: item.isUndoneLater)))
    }

    mutating func decide(_ step: DueStep) {
        _ = reply(to: step, by: .system, from: nil)
    }

    /// Tells every caller what became of their commands.
    func answer() {
        for (item, reply) in answers { item.submission.answer(reply, at: item.index) }
    }

    /// Tells every caller the same.
    func answerAll(_ reply: Reply) {
        for (item, _) in answers { item.submission.answer(reply, at: item.index) }
    }

    private mutating func reply(to command: any Command, by actor: Actor, from address: String?, isUndoneLater: Bool = false) -> Reply {
        guard failure == nil else { return .refused(Refusal(.readOnly)) }
        do {
            switch try PointsEngine.decide(command, by: actor, at: at, under: programme, given: overlay) {
            case .refused(let refusal): return .refused(refusal)
            case .done(let receipt, let changes):
                if receipt.isRepetition { return .done(receipt, number: nil) }
                let number = try overlay.nextCommand()
                var decided = DecidedCommand(number: number, at: at, actor: actor, address: address, content: .command(command, receipt), changes: changes)
                decided.isUndoneLater = isUndoneLater
                try keep(decided)
                command.configure(&programme, number: number, at: at)
                for activity in changes.reached { _ = reply(to: RecordActivity(activity), by: .system, from: nil) }
                return .done(receipt, number: number)
            }
        } catch {
            failure = error
            return .refused(Refusal(.readOnly))
        }
    }

    private mutating func keep(_ decided: DecidedCommand) throws {
        commands.append(decided)
        try overlay.absorb(decided.changes)
    }
}
