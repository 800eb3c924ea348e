import Boards
import Identity
import Periods

/// Finds the work that time brings, step by step and in order (points.md, "The ledger": due work).
package struct Schedule: Sendable {
    package var agenda = Agenda()

    package init() {}

    /// Looks again at everyone whose wallet or tier a commit has changed.
    package mutating func note(_ changes: Changes, given facts: some Facts) throws {
        for (id, wallet) in changes.wallets { agenda.update(id, wallet, try facts.standing(id)) }
        for (id, standing) in changes.standings where changes.wallets[id] == nil {
            agenda.update(id, try facts.wallet(id), standing)
        }
    }

    /// The first step that is due at or before `now`, or nil. When it has been committed and noted, the next can be asked for.
    package mutating func next(until now: Instant, under programme: Programme, given facts: some Facts) throws -> DueStep? {
        let moment = agenda.next()
        let lock = try nextLock(under: programme, given: facts)
        if let lock, lock.at <= now, moment.map({ lock.isBefore($0) }) ?? true {
            return DueStep(at: lock.at, work: .lock(board: lock.board, period: lock.period))
        }
        guard let moment, moment.at <= now else { return nil }
        let members = agenda.members(at: moment, limit: DueStep.maximumMembers)
        return switch moment.phase {
        case .mature: DueStep(at: moment.at, work: .mature(members))
        case .review: DueStep(at: moment.at, work: .review(members))
        case .expire: DueStep(at: moment.at, work: .expire(members))
        }
    }

    /// The next instant at which there is work, or nil.
    package mutating func nextInstant(under programme: Programme, given facts: some Facts) throws -> Instant? {
        [agenda.next()?.at, try nextLock(under: programme, given: facts)?.at].compactMap { $0 }.min()
    }

    private struct Lock {
        let at: Instant
        let board: String
        let period: String

        /// Locks come after what matures at the same instant, and before reviews and expiries.
        func isBefore(_ moment: Agenda.Moment) -> Bool {
            at == moment.at ? moment.phase != .mature : at < moment.at
        }
    }

    private func nextLock(under programme: Programme, given facts: some Facts) throws -> Lock? {
        let calendar = programme.calendar
        var first: Lock?
        for board in programme.boards where board.period != .all {
            let from = max(try facts.lockedThrough(board: board.id) ?? programme.liveSince, programme.liveSince)
            let period = calendar.period(board.period, containing: from)
            let at = calendar.fromBoundary(period.end, programme.company.lockAfter)
            if first.map({ at < $0.at }) ?? true { first = Lock(at: at, board: board.id, period: period.key) }
        }
        return first
    }
}
