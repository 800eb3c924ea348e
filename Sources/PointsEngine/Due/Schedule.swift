import Boards
import Identity
import Ledger
import Periods
import RuleEngine

/// Finds the work that time brings, step by step and in order (points.md, "The ledger": due work).
package struct Schedule: Sendable {
    /// In it, warnings wait until nothing else is due: told late, they say what is still true.
    private var agenda = Agenda()
    private var marks: ExpiryMarks?
    private var monthEnds = MonthEnds()
    /// What is due of other things than members and boards.
    private var calendar = DueCalendar()
    /// The instant of the last commit.
    private var last: Instant
    /// The next lock of each board, as long as all that it was computed from stays.
    private var locks: [String: KnownLock] = [:]

    /// - Parameter last: the instant of the last command there is.
    package init(after last: Instant = .earliest) { self.last = last }

    /// Puts a member in place at the start, and again when the company changes how long ahead it warns.
    package mutating func load(_ id: MemberID, _ wallet: Wallet, _ standing: TierStanding?, under programme: Programme) {
        var plan = Self.plan(wallet, standing)
        plan[.warn] = nextMark(of: wallet, after: wallet.warned ?? .earliest, programme)
        agenda.put(id, plan)
    }

    /// Looks again at everyone whose wallet or tier a commit has changed.
    ///
    /// - Parameter now: the instant of the commit: a mark that lies before it is past for whoever's points came after it.
    package mutating func note(_ changes: BatchChanges, at now: Instant, under programme: Programme, given facts: some Facts) throws {
        last = max(last, now)
        calendar.note(changes, at: now, under: programme)
        for (id, wallet) in changes.wallets { note(wallet, try facts.tierStanding(id), at: now, programme) }
        for (id, standing) in changes.tierStandings where changes.wallets[id] == nil { note(try facts.wallet(id), standing, at: now, programme) }
        for id in changes.tierStandings.deleted where changes.wallets[id] == nil { note(try facts.wallet(id), nil, at: now, programme) }
    }

    private mutating func note(_ wallet: Wallet, _ standing: TierStanding?, at now: Instant, _ programme: Programme) {
        var plan = Self.plan(wallet, standing)
        let told = wallet.warned ?? .earliest
        // Commands go on between the steps of due work; who waits for a warning keeps it.
        let waiting = agenda[wallet.member][.warn].flatMap { $0 <= now && $0 > told ? $0 : nil }
        plan[.warn] = waiting ?? nextMark(of: wallet, after: max(now, told), programme)
        agenda.put(wallet.member, plan)
    }

    /// The first step that is due at or before `now`, or nil. When it has been committed and noted, the next can be asked for.
    package mutating func next(until now: Instant, under programme: Programme, given facts: some Facts) throws -> DueStep? {
        let lock = try nextLock(under: programme, given: facts)
        let turn = try calendar.next(after: last, under: programme, given: facts)
        while true {
            let moment = agenda.next(), monthEnd = try monthEnds.moment(after: last, programme.calendar, given: facts)
            let first = [moment, monthEnd].compactMap { $0 }.min()
            if let turn, turn.at <= now, first.map({ turn.at < $0.at }) ?? true, lock.map({ turn.at < $0.at }) ?? true { return calendar.step(turn) }
            if let lock, lock.at <= now, first.map({ lock.isBefore($0) }) ?? true {
                return DueStep(at: lock.at, work: .lock(board: lock.board, period: lock.period))
            }
            guard let first, first.at <= now else { return try nextWarning(until: now, under: programme, given: facts) }
            guard first == monthEnd else { return step(at: first) }
            let rising = try monthEnds.rising(limit: DueStep.maximumMembers, programme.calendar, given: facts)
            if !rising.isEmpty { return DueStep(at: first.at, work: .review(rising)) }
        }
    }

    private mutating func step(at moment: Agenda.Moment) -> DueStep {
        let members = agenda.members(at: moment, limit: DueStep.maximumMembers)
        return switch moment.phase {
        case .mature: DueStep(at: moment.at, work: .mature(members))
        case .review: DueStep(at: moment.at, work: .review(members))
        case .expire: DueStep(at: moment.at, work: .expire(members))
        case .warn: DueStep(at: moment.at, work: .warn(members))
        }
    }

    /// Whether all that is due at or before `now` is that more points lapse at `instant`: nothing that commands of now depend on, for who is
    /// touched has lapsed. O(moments), and only while there are more than one step takes.
    package mutating func hasOnlyExpiry(at instant: Instant, until now: Instant, under programme: Programme, given facts: some Facts) throws -> Bool {
        let moment = Agenda.Moment(at: instant, phase: .expire)
        guard agenda.next() == moment, !agenda.hasWork(until: now, besides: moment) else { return false }
        let others = [
            try monthEnds.moment(after: last, programme.calendar, given: facts)?.at, try calendar.next(after: last, under: programme, given: facts)?.at,
            try nextLock(under: programme, given: facts)?.at,
        ]
        return others.allSatisfy { $0.map { $0 > now } ?? true }
    }

    /// The next instant at which there is work, or nil.
    package mutating func nextInstant(under programme: Programme, given facts: some Facts) throws -> Instant? {
        let monthEnd = try monthEnds.moment(after: last, programme.calendar, given: facts)
        let turn = try calendar.next(after: last, under: programme, given: facts)
        return [agenda.next()?.at, agenda.nextWarning()?.at, monthEnd?.at, try nextLock(under: programme, given: facts)?.at, turn?.at].compactMap { $0 }.min()
    }

    private static func plan(_ wallet: Wallet, _ standing: TierStanding?) -> Agenda.Plan {
        var plan = Agenda.Plan.nothing
        plan[.mature] = wallet.lots.nextMaturity
        // In the order of spending the first that is mature expires first.
        plan[.expire] = wallet.lots.firstMature?.expires
        plan[.review] = standing?.nextDue
        return plan
    }
}

// MARK: Warnings

extension Schedule {
    /// At its mark; after downtime, at the last mark that any of the members has passed, so that one step tells all of it.
    private mutating func nextWarning(until now: Instant, under programme: Programme, given facts: some Facts) throws -> DueStep? {
        guard let moment = agenda.nextWarning(), moment.at <= now else { return nil }
        let members = agenda.members(at: moment, limit: DueStep.maximumMembers)
        var at = max(moment.at, last)
        for member in members { at = max(at, lastMark(of: try facts.wallet(member), until: now, programme) ?? at) }
        return DueStep(at: at, work: .warn(members))
    }

    /// Of each kind of warning, marks of later lots are later. O(log lots).
    private mutating func nextMark(of wallet: Wallet, after: Instant, _ programme: Programme) -> Instant? {
        guard wallet.lots.count > Self.fewLots else { return nextMark(ofFew: wallet, after: after, programme) }
        var next: Instant?
        for ahead in programme.company.expiryWarnings {
            func mark(before expiry: Instant) -> Instant? {
                marks(before: expiry, programme).first { $0.ahead == ahead && $0.at > after }?.at
            }
            guard let expires = wallet.lots.firstMature(expiring: { mark(before: $0) != nil })?.expires, let first = mark(before: expires) else { continue }
            next = min(next ?? first, first)
        }
        return next
    }

    /// The same by looking at one lot after the other, which is faster where there are few.
    private mutating func nextMark(ofFew wallet: Wallet, after: Instant, _ programme: Programme) -> Instant? {
        var next: Instant?
        for lot in wallet.lots where lot.isMature {
            guard let expires = lot.expires else { break }
            let marks = marks(before: expires, programme)
            if let next, let first = marks.first, first.at >= next { break }
            if let mark = marks.first(where: { $0.at > after }) { next = min(next ?? mark.at, mark.at) }
        }
        return next
    }

    private static var fewLots: Int { 16 }

    private mutating func lastMark(of wallet: Wallet, until now: Instant, _ programme: Programme) -> Instant? {
        var last: Instant?
        for lot in wallet.lots where lot.isMature {
            guard let expires = lot.expires else { break }
            guard let mark = marks(before: expires, programme).last(where: { $0.at <= now }) else { break }
            last = max(last ?? mark.at, mark.at)
        }
        return last
    }

    private mutating func marks(before expiry: Instant, _ programme: Programme) -> [ExpiryMarks.Mark] {
        var known = marks.take() ?? ExpiryMarks(programme)
        if !known.isOf(programme) { known = ExpiryMarks(programme) }
        defer { marks = known }
        return known.before(expiry)
    }
}

// MARK: Locks

extension Schedule {
    fileprivate struct Lock {
        let at: Instant
        let board: String
        let period: String

        /// Locks come after what matures at the same instant, and before reviews and expiries.
        func isBefore(_ moment: Agenda.Moment) -> Bool {
            at == moment.at ? moment.phase != .mature : at < moment.at
        }
    }

    fileprivate struct KnownLock {
        let from: Instant
        let kind: PeriodKind
        let lockAfter: CalendarDuration
        let calendar: CompanyCalendar
        let lock: Lock
    }

    private mutating func nextLock(under programme: Programme, given facts: some Facts) throws -> Lock? {
        var first: Lock?
        for board in programme.boards {
            if let span = board.span {
                if let lock = try lock(of: board, span, programme, facts), first.map({ lock.at < $0.at }) ?? true { first = lock }
                continue
            }
            guard board.period != .all else { continue }
            let from = max(try facts.lockedThrough(board: board.id) ?? programme.liveSince, programme.liveSince)
            let lock = lock(of: board, after: from, programme)
            if first.map({ lock.at < $0.at }) ?? true { first = lock }
        }
        return first
    }

    /// The lock of a span, which comes once; nil: it came, or the span is history.
    private func lock(of board: BoardDefinition, _ span: DayRange, _ programme: Programme, _ facts: some Facts) throws -> Lock? {
        let period = programme.calendar.span(span)
        guard period.end > programme.liveSince, try facts.lockedThrough(board: board.id).map({ $0 <= period.start }) ?? true else { return nil }
        return Lock(at: programme.calendar.fromBoundary(period.end, programme.company.lockAfter), board: board.id, period: period.key)
    }

    /// The lock of the period that begins at `from` or contains it.
    private mutating func lock(of board: BoardDefinition, after from: Instant, _ programme: Programme) -> Lock {
        let calendar = programme.calendar, lockAfter = programme.company.lockAfter
        if let known = locks[board.id], known.from == from, known.kind == board.period, known.lockAfter == lockAfter, known.calendar == calendar { return known.lock }
        let period = calendar.period(board.period, containing: from)
        let lock = Lock(at: calendar.fromBoundary(period.end, lockAfter), board: board.id, period: period.key)
        locks[board.id] = KnownLock(from: from, kind: board.period, lockAfter: lockAfter, calendar: calendar, lock: lock)
        return lock
    }
}
