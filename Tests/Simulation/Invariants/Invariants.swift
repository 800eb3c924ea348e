import Identity
import Ledger
import Periods
import PointsEngine
import RuleEngine

/// The invariants of reliability.md over an engine in memory. Asked after each step of a history, it also sees that what was written stays,
/// that spending takes the right lots, and that stock is neither made nor lost.
///
/// Elsewhere: 7's seals and 10 are `Verification` (`laurel verify`, the crash runs), 9 is the law of the feed (`FeedSimulation`, `FeedLawTests`).
package struct Invariants {
    private var entries: [Entry] = []
    private var archives: [String: [Archive]] = [:]
    private var pieces: [String: Int64] = [:]

    package init() {}

    /// Everything that does not hold, in words.
    package mutating func violations(of engine: MemoryEngine) throws -> [String] {
        let found =
            Self.ledger(engine) + Self.expiry(engine) + (try Self.limits(engine)) + Self.reversals(engine.facts) + Self.holds(engine.facts) + Self.approvals(engine.facts)
            + (try Self.boards(engine)) + history(engine.facts) + stock(engine.facts) + spending(engine.facts)
        entries = engine.facts.entries
        archives = engine.facts.archives
        return found
    }

    // MARK: 1, 2

    /// Balance = Σ entries = Σ remaining lots − debt; original = spent + expired + reversed + remaining.
    private static func ledger(_ engine: MemoryEngine) -> [String] {
        let facts = engine.facts
        var sums: [MemberID: Points] = [:]
        var lifetimes: [MemberID: Points] = [:]
        for entry in facts.entries {
            sums[entry.member, default: 0] += entry.points
            if entry.kind.countsForLifetime { lifetimes[entry.member, default: 0] += entry.points }
        }
        var found = facts.lots.values.compactMap(\.violation)
        let open = Dictionary(grouping: facts.lots.values.filter(\.isOpen), by: \.member)
        for id in facts.members.keys {
            let wallet = facts.wallet(id), now = engine.now
            let remaining = wallet.lots.reduce(0) { $0 + $1.remaining } - wallet.debt
            if let violation = wallet.violation { found.append(violation) }
            if sums[id] ?? 0 != remaining { found.append("\(id): entries sum to \(sums[id] ?? 0), lots and debt to \(remaining)") }
            if wallet.available(at: now) + wallet.pending(at: now) != remaining { found.append("\(id): available and pending are not all") }
            if wallet.lifetime != lifetimes[id] ?? 0 { found.append("\(id): lifetime is \(wallet.lifetime), not \(lifetimes[id] ?? 0)") }
            if Set(wallet.lots) != Set(open[id] ?? []) { found.append("\(id): the wallet does not hold the open lots") }
        }
        return found + chains(facts)
    }

    /// What was taken of a chain of lots and has not come back is spent of the lot that stands for it, or demanded of others; who has it is
    /// known; and the wallet owes what demands say.
    private static func chains(_ facts: MemoryFacts) -> [String] {
        var found = facts.demands.values.compactMap(\.violation)
        var taken: [LotID: Points] = [:]
        func root(_ id: LotID) -> LotID { facts.lot(id)?.root ?? id }
        for demand in facts.demands.values { for take in demand.takes { taken[root(take.lot), default: 0] += take.points } }
        for request in facts.requests.values where ![.rejected, .cancelled].contains(request.state) {
            guard case .redemption(_, _, let takes) = request.kind else { continue }
            for take in takes { taken[root(take.lot), default: 0] += take.points }
        }
        for first in facts.lots.values where first.root == first.id {
            guard let lot = facts.lot(first.heir ?? first.id) else { continue }
            let demanded = facts.demand(first.id)?.total ?? 0
            if lot.spent + demanded != taken[first.id] ?? 0 { found.append("lot \(first.id): \(lot.spent) spent and \(demanded) demanded, \(taken[first.id] ?? 0) taken") }
            if demanded > 0, lot.spent != lot.size { found.append("lot \(first.id) demands what it has itself") }
        }
        let debts = Dictionary(grouping: facts.demands.values.filter { $0.debt > 0 }, by: \.member).mapValues { $0.reduce(0) { $0 + $1.debt } }
        for id in facts.members.keys where facts.wallet(id).debt != debts[id] ?? 0 { found.append("\(id) owes \(facts.wallet(id).debt), demands say \(debts[id] ?? 0)") }
        return found
    }

    // MARK: 2, 5

    /// Spending follows expiry, then age; redemptions ≤ balance at that instant. Looks at redemptions that are the last thing that happened to
    /// a member: what comes later may open lots that would have come first.
    private func spending(_ facts: MemoryFacts) -> [String] {
        var found: [String] = []
        var seen: Set<MemberID> = []
        for entry in facts.entries.dropFirst(entries.count).reversed() where seen.insert(entry.member).inserted && entry.kind == .redemption {
            let lots = entry.takes.compactMap { facts.lot($0.lot) }, wallet = facts.wallet(entry.member)
            if !zip(lots, lots.dropFirst()).allSatisfy({ Lot.isSpentBefore($0, $1) }) { found.append("redemption \(entry.number) takes from lots out of order") }
            if let last = lots.last, wallet.lots.contains(where: { $0.isMature && Lot.isSpentBefore($0, last) }) {
                found.append("redemption \(entry.number) leaves a lot that comes before what it took")
            }
            if entry.takes.reduce(0, { $0 + $1.points }) != -entry.points || entry.debt != 0 || wallet.debt != 0 { found.append("redemption \(entry.number) exceeds the balance") }
        }
        return found
    }

    // MARK: 4

    /// A reversal names one original, once; nothing exceeds it, save ladders over a period.
    private static func reversals(_ facts: MemoryFacts) -> [String] {
        var seen: Set<Int64> = []
        var awarded: Set<String> = []
        var found: [String] = []
        for entry in facts.entries {
            guard case .rule(let activity, let rule, _) = entry.source else { continue }
            let name = "\(activity.source)/\(activity.id)/\(rule)/\(entry.member)"
            if entry.kind == .award, !awarded.insert(name).inserted { found.append("\(name) was awarded twice") }
            // What returned to where a reversal had found nobody vanishes by a further one, which weighs nothing.
            guard entry.kind == .reversal, entry.whole != 0, let number = entry.original else { continue }
            if !seen.insert(number).inserted { found.append("entry \(number) was reversed twice") }
            guard let original = facts.entry(number), case .rule(let first, _, _) = original.source else { continue }
            let line = facts.recorded(first)?.decision.lines.first { $0.rule == rule && $0.member == entry.member }
            let isLadder = line.map { $0.climbed != nil } ?? false
            if !undid(activity, first, facts), activity != first || entry.whole != 0 { found.append("entry \(entry.number) takes back what another activity gave") }
            if original.member != entry.member || !isLadder && original.whole != -entry.whole { found.append("entry \(entry.number) does not reverse \(number)") }
        }
        return found
    }

    private static func undid(_ activity: ActivityKey, _ earlier: ActivityKey, _ facts: MemoryFacts) -> Bool {
        switch facts.recorded(earlier)?.fate {
        case .reversed(let by), .replaced(let by): by == activity
        case .standing, nil: false
        }
    }

    /// What a member has held is the sum of the open holds, each of an activity that stands.
    private static func holds(_ facts: MemoryFacts) -> [String] {
        var held: [MemberID: Points] = [:]
        var found: [String] = []
        for request in facts.requests.values where request.isOpen {
            guard case .hold(let activity, let rule) = request.kind, let member = request.member else { continue }
            held[member, default: 0] += request.points
            let recorded = facts.recorded(activity)
            if recorded?.fate != .standing { found.append("\(request.id) is open and its activity was undone") }
            if recorded?.decision.lines.contains(where: { $0.rule == rule && $0.request == request.id && $0.after == request.points }) != true {
                found.append("\(request.id) is of no award")
            }
        }
        for id in facts.members.keys where facts.wallet(id).held != held[id] ?? 0 { found.append("\(id): \(facts.wallet(id).held) held, and open holds of \(held[id] ?? 0)") }
        return found
    }

    // MARK: 6

    /// Approver ≠ requester ≠ beneficiary; nothing posted before its approval.
    private static func approvals(_ facts: MemoryFacts) -> [String] {
        var found: [String] = []
        for request in facts.requests.values {
            let decided = request.steps.filter { [.approved, .rejected, .done].contains($0.state) && $0.actor != .system }
            let beneficiary = request.member.map(Actor.member)
            for step in decided where step.actor == beneficiary { found.append("\(request.id) was decided by whom it is about") }
            for step in decided where step.actor == request.requester && step.state != .done { found.append("\(request.id) was decided by who asked") }
            if request.isOpen, request.entry != nil, request.kind.isPostedLater { found.append("\(request.id) is posted and not approved") }
        }
        return found
    }

    // MARK: 7

    /// Nothing expired is spendable, nothing expires early.
    private static func expiry(_ engine: MemoryEngine) -> [String] {
        var found: [String] = []
        for lot in engine.facts.lots.values where lot.isMature && lot.isOpen && lot.hasLapsed(at: engine.now) {
            found.append("lot \(lot.id) has lapsed and is open")
        }
        for entry in engine.facts.entries where entry.kind == .expiry {
            guard let take = entry.takes.first, let lot = engine.facts.lot(take.lot) else {
                found.append("expiry \(entry.number) names no lot")
                continue
            }
            if entry.occurred > entry.recorded { found.append("expiry \(entry.number) came early") }
            // With refund_grace a lot may have lapsed before it got its last expiry.
            if engine.programme.company.refundGrace.isZero, lot.expires.map({ $0 > entry.occurred }) ?? true { found.append("lot \(lot.id) lapsed early") }
        }
        return found
    }

    /// Entries are append-only, locked periods never change.
    private func history(_ facts: MemoryFacts) -> [String] {
        var found = zip(entries, facts.entries).filter { $0 != $1 }.map { "entry \($0.0.number) has changed" }
        if facts.entries.count < entries.count { found.append("entries are gone") }
        for (board, kept) in archives where Array((facts.archives[board] ?? []).prefix(kept.count)) != kept { found.append("a locked period of \(board) has changed") }
        return found
    }
}

extension Request.Kind {
    fileprivate var isPostedLater: Bool {
        if case .redemption = self { false } else { true }
    }
}

// MARK: 3

extension Invariants {
    /// No limit is exceeded, in any of its windows, by what its counters hold.
    private static func limits(_ engine: MemoryEngine) throws -> [String] {
        var limits: [String: [Limit]] = [:]
        for (index, limit) in engine.programme.company.limits.enumerated() { limits["company#\(index)", default: []].append(limit) }
        for version in engine.programme.book.versions {
            for rule in version.set.rules {
                for (index, limit) in rule.limits.enumerated() {
                    limits[limit.group.map { "group:\($0)" } ?? "rule:\(rule.id)#\(index)", default: []].append(limit)
                }
            }
        }
        var found: [String] = []
        for (key, series) in engine.facts.tallies {
            guard case .limit(let counter) = key.measure, let known = limits[counter.hasSuffix("-") ? String(counter.dropLast()) : counter],
                case .period(let kind)? = known.first?.window
            else { continue }
            let points = known.compactMap(\.points).max(), count = known.compactMap(\.count).max()
            for days in Set(series.days.map({ engine.programme.calendar.days(of: kind, containing: $0) })) {
                let used = try series.sum(over: days)
                if let points, used.sum.int64.map({ $0 > points }) ?? true { found.append("\(counter) of \(key.owner): \(used.sum) of \(points) points") }
                if let count, used.count > count { found.append("\(counter) of \(key.owner): \(used.count) of \(count) awards") }
                if used.sum.isNegative || used.count < 0 { found.append("\(counter) of \(key.owner) is below nothing") }
            }
        }
        return found
    }

    // MARK: 5

    /// Redemptions are paid in full, and stock + what was redeemed is constant.
    private mutating func stock(_ facts: MemoryFacts) -> [String] {
        var taken: [String: Int64] = [:]
        var found: [String] = []
        for request in facts.requests.values {
            guard case .redemption(let reward, let quantity, let takes) = request.kind else { continue }
            if takes.reduce(0, { $0 + $1.points }) != request.points { found.append("\(request.id) is not paid in full") }
            if ![.rejected, .cancelled].contains(request.state) { taken[reward, default: 0] += quantity }
        }
        for reward in facts.rewards.values {
            guard let stock = reward.stock else { continue }
            let all = stock + (taken[reward.id] ?? 0)
            if stock < 0 { found.append("\(reward.id): \(stock) in stock") }
            if let before = pieces.updateValue(all, forKey: reward.id), before != all { found.append("\(reward.id): \(before) pieces became \(all)") }
        }
        return found
    }

    // MARK: 8

    /// Boards of points are the sums of what rules gave, by day of the activity; a rank is a place in a full sort.
    private static func boards(_ engine: MemoryEngine) throws -> [String] {
        var sums: [TallyKey: [Day: Points]] = [:]
        for entry in engine.facts.entries where entry.kind == .award || entry.kind == .reversal {
            let day = engine.programme.calendar.day(of: entry.occurred)
            // A team's total counts those inside it, and the company's everyone, each once.
            for owner in [.member(entry.member), .company] + engine.facts.lineage(of: entry.team).map(Owner.team) {
                sums[TallyKey(owner, .points), default: [:]][day, default: 0] += entry.whole
            }
        }
        var found: [String] = []
        for (key, series) in engine.facts.tallies where key.measure == .points {
            for day in series.days where series[day].sum.int64 != sums[key]?[day] ?? 0 {
                found.append("points of \(key.owner) on \(day): \(series[day].sum), entries say \(sums[key]?[day] ?? 0)")
            }
        }
        for board in engine.programme.boards {
            let period = engine.programme.calendar.period(board.period, containing: engine.now)
            let rows = try engine.facts.rows(of: board, in: period, engine.programme, at: engine.now)
            for row in rows {
                let better = board.ties == .dense ? Set(rows.map(\.value).filter { $0 > row.value }).count : rows.count { $0.value > row.value }
                let ahead = board.ties == .first ? rows.count { $0.value == row.value && $0.reached < row.reached } : 0
                if row.rank != better + ahead + 1 { found.append("board \(board.id): \(row.owner) has rank \(row.rank)") }
            }
        }
        return found
    }
}
