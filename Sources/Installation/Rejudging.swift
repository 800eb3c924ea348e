import Identity
import Mailboxes
import Periods
import PointsEngine
import Runtime
import Store

/// Judges again what was recorded of a stretch of time (`laurel rules rejudge`), through the writer, behind people's commands.
package struct Rejudging: Sendable {
    package struct Counts: Hashable, Sendable {
        /// Corrections that were recorded.
        package var corrected = 0
        /// Activities for which the rules of now say the same.
        package var unchanged = 0
        package var refused: [Code: Int] = [:]

        package init() {}
    }

    private let runtime: Runtime
    private let rejudgement: Rejudgement
    private static let page = 500

    package init(_ runtime: Runtime, _ rejudgement: Rejudgement) {
        self.runtime = runtime
        self.rejudgement = rejudgement
    }

    /// Blocks until all is on disk. Corrections that it adds are not judged again: it ends at the command that is the last now.
    ///
    /// - Parameters:
    ///   - from: by the time of the activities; `until` is exclusive.
    ///   - onRefusal: told of every activity that could not be judged.
    /// - Throws: where nothing can be read or written.
    package func run(from: Instant, until: Instant, by actor: Actor, onRefusal: (ActivityKey, Refusal) -> Void = { _, _ in }) throws -> Counts {
        let last = runtime.head.lastCommand
        var counts = Counts(), after: Int64 = 0
        while true {
            let (page, isLast) = try read(from: from, until: until, after: after)
            for recorded in page where recorded.number <= last { try judge(recorded, actor, &counts, onRefusal) }
            guard let end = page.last?.number, !isLast, end < last else { return counts }
            after = end
        }
    }

    /// One by one, in the order of recording: each gives back its part of a limit before the next takes its own.
    private func judge(_ recorded: Recorded, _ actor: Actor, _ counts: inout Counts, _ onRefusal: (ActivityKey, Refusal) -> Void) throws {
        do throws(Refusal) {
            guard let correction = try rejudgement.correction(of: recorded) else { return }
            for reply in runtime.carryOut([.record(correction)], by: actor, priority: .bulk) {
                switch reply {
                case .done(let receipt, _) where receipt.isRepetition: counts.unchanged += 1
                case .done: counts.corrected += 1
                case .refused(let refusal): throw refusal
                }
            }
        } catch {
            guard error.code != .readOnly, error.code != .overloaded else { throw error }
            counts.refused[error.code, default: 0] += 1
            onRefusal(recorded.activity.key, error)
        }
    }

    private func read(from: Instant, until: Instant, after: Int64) throws -> (page: [Recorded], isLast: Bool) {
        let answer = Handover<Result<[Recorded], any Error>>()
        let isTaken = runtime.readers.read { reader in
            answer.give(Result {
                var page: [Recorded] = []
                try reader.forEachActivity(from: from, until: until, after: after, limit: Self.page) { page.append($0) }
                return page
            })
        }
        guard isTaken else { throw Refusal(.overloaded) }
        let page = try answer.take().get()
        return (page, page.count < Self.page)
    }
}
