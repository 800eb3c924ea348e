import Identity
import PointsEngine

/// A batch in the making, and whom to tell what became of it.
struct AnsweredBatch {
    private(set) var batch: Batch
    /// What the storage, asked for facts, threw: then nothing of the batch may be written.
    private(set) var failure: (any Error)?
    private(set) var answers = BatchAnswers()

    init(_ batch: Batch) { self.batch = batch }

    /// Commands that were decided, refused ones too.
    var count: Int { answers.count }

    mutating func decide(_ item: Backlog.Item) {
        answers.add(reply(to: item), to: item)
    }

    mutating func decide(_ step: DueStep) {
        do { _ = try batch.decide(step, by: .system) } catch { failure = error }
    }

    private mutating func reply(to item: Backlog.Item) -> Reply {
        guard failure == nil else { return .refused(Refusal(.readOnly)) }
        do {
            let address = item.submission.submission.address
            let (outcome, number) = try batch.decide(item.command, by: item.actor, from: address, isUndoneLater: item.isUndoneLater)
            return Reply(outcome, number: number)
        } catch {
            failure = error
            return .refused(Refusal(.readOnly))
        }
    }
}

/// What the callers of a batch are to be told.
struct BatchAnswers {
    private var all: [(item: Backlog.Item, reply: Reply)] = []

    var count: Int { all.count }

    mutating func add(_ reply: Reply, to item: Backlog.Item) { all.append((item, reply)) }

    /// Tells every caller what became of their commands.
    func tell() {
        for (item, reply) in all { item.submission.answer(reply, at: item.index) }
    }

    /// Tells every caller the same.
    func tellAll(_ reply: Reply) {
        for (item, _) in all { item.submission.answer(reply, at: item.index) }
    }
}
