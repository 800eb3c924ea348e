import Boards
import Identity
import JSON
import Periods
import RuleEngine

/// A row of a board that was read from the tallies: who stands where.
package struct RankedOwner: Hashable, Sendable {
    package let owner: Owner
    package let value: BoardValue
    package let rank: Int
    /// The number of the command that last changed the value.
    package let reached: Int64

    package init(owner: Owner, value: BoardValue, rank: Int, reached: Int64) {
        self.owner = owner
        self.value = value
        self.rank = rank
        self.reached = reached
    }
}

extension Facts {
    /// A period of a board as the tallies give it now, in order; leavers do not stand. O(entrants · log entrants): for a
    /// period that closes, for scenarios, and to check the boards' indexes against.
    package func rows(of board: BoardDefinition, in period: Period, _ programme: Programme, at now: Instant) throws -> [RankedOwner] {
        var rows: [(owner: Owner, value: BoardValue, reached: Int64, name: String)] = []
        let holders = try board.admits.level == .innermost ? teamsThatHoldOthers() : []
        for (owner, full, last) in try values(of: board, in: period, programme, at: now) where full.isDefined {
            let (value, reached) = try raced(owner, full, last, on: board, period)
            guard board.stands(value), try admits(owner, on: board, holders, at: now) else { continue }
            guard let name = try name(of: owner, on: board, programme, at: now) else { continue }
            rows.append((owner, value, reached, name))
        }
        rows.sort { a, b in
            if a.value != b.value { return a.value > b.value }
            if a.reached != b.reached { return a.reached < b.reached }
            // An id decides no rank; of two of one name it only makes the list the same each time.
            return a.name == b.name ? a.owner.name < b.owner.name : programme.isNameBefore(a.name, b.name)
        }
        var ranked: [RankedOwner] = []
        for (place, row) in rows.enumerated() {
            var rank = place + 1
            if let above = ranked.last {
                let isTied = above.value == row.value && (board.ties != .first || above.reached == row.reached)
                if isTied { rank = above.rank } else if board.ties == .dense { rank = above.rank + 1 }
            }
            ranked.append(RankedOwner(owner: row.owner, value: row.value, rank: rank, reached: row.reached))
        }
        return ranked
    }

    /// In a race nobody stands beyond the goal, and who came there first is ahead; those who had it when the race was announced, together.
    private func raced(_ owner: Owner, _ value: BoardValue, _ reached: Int64, on board: BoardDefinition, _ period: Period) throws -> (BoardValue, Int64) {
        guard case .race(let goal)? = board.goal, value >= goal else { return (value, reached) }
        return (goal, try find(GoalMark.self, GoalKey(board: board.id, period: period.key, owner: owner))?.number ?? 0)
    }

    /// Whether the board is for somebody, as they are now.
    private func admits(_ owner: Owner, on board: BoardDefinition, _ holders: Set<TeamID>, at now: Instant) throws -> Bool {
        if board.admits.isOpenToAll { return true }
        switch owner {
        case .member(let id): return try member(id).map { try admits($0, to: board, at: now) } ?? false
        case .team(let id): return board.admits.admits(team: try lineage(of: id), holders: holders)
        case .customer, .company, .key: return false
        }
    }

    private func teamsThatHoldOthers() throws -> Set<TeamID> { Set(try all(Team.self).values.compactMap(\.parent)) }

    private func admits(_ member: Member, to board: BoardDefinition, at now: Instant) throws -> Bool {
        let lineage = try lineage(of: member.team(at: now))
        return board.admits.admits(lineage, member, tier: try tierStanding(member.id)?.tier)
    }

    /// Nil for who does not stand on the board: the wrong kind of entrant, a leaver, or somebody unknown.
    private func name(of owner: Owner, on board: BoardDefinition, _ programme: Programme, at now: Instant) throws -> String? {
        switch owner {
        case .member(let id) where board.entrants == .members:
            guard let member = try member(id), member.isThere(at: now) else { return nil }
            return member.name
        case .team(let id) where board.entrants == .teams:
            return try team(id).map { $0.name.text(in: programme.company.languages) }
        case .customer(let id) where board.entrants == .customers:
            return try find(Customer.self, id).flatMap { $0.mergedInto == nil ? $0.name : nil }
        default:
            return nil
        }
    }

    private func values(
        of board: BoardDefinition, in period: Period, _ programme: Programme, at now: Instant
    ) throws -> [(Owner, BoardValue, Int64)] {
        let set = programme.book.set(at: now)
        switch board.value {
        case .total(let quantity):
            let totals = try totals(of: quantity, over: period.days, set)
            guard board.perHead else { return totals.map { ($0.key, $0.value.0, $0.value.1) } }
            let heads = try heads(in: period)
            return totals.compactMap { owner, total in
                guard case .team(let id) = owner, let value = total.0.divided(by: .points(Int64(heads.divisor(of: id)))) else { return nil }
                return (owner, value, total.1)
            }
        case .attainment(let metric):
            return try totals(of: .metric(metric), over: period.days, set).compactMap { owner, total in
                guard let key = owner.targetOwner.map({ TargetKey(owner: $0, metric: metric, period: period.key) }),
                    let target = try target(key).flatMap({ BoardValue($0.value) }), let value = total.0.divided(by: target)
                else { return nil }
                return (owner, value, total.1)
            }
        case .growth(let quantity):
            guard let before = programme.calendar.previous(before: period) else { return [] }
            let then = try totals(of: quantity, over: before.days, set)
            let now = try totals(of: quantity, over: period.days, set)
            let nothing = BoardValue.points(0)
            return Set(then.keys).union(now.keys).compactMap { owner in
                // A late activity of the period before changes the value too.
                BoardFormula.growth.value(now[owner]?.0 ?? nothing, basis: then[owner]?.0)
                    .map { (owner, $0, max(now[owner]?.1 ?? 0, then[owner]?.1 ?? 0)) }
            }
        }
    }

    private func totals(of quantity: BoardMeasure.Quantity, over days: DayRange, _ set: RuleSet) throws -> [Owner: (BoardValue, Int64)] {
        var totals: [Owner: (BoardValue, Int64)] = [:]
        switch quantity {
        case .points, .campaign:
            let measure = if case .campaign(let id) = quantity { Measure.campaign(id) } else { Measure.points }
            for (owner, tally) in try tallies(of: measure, over: days) {
                totals[owner] = (.points(tally.sum.int64 ?? 0), tally.changed)
            }
        case .metric(let name):
            if case .ratio(let above, let below) = set.metric(name)?.formula {
                let (top, bottom) = (try self.totals(of: .metric(above), over: days, set), try self.totals(of: .metric(below), over: days, set))
                // Where there is nothing to divide by there is no value, and still a command that made it so: growth fell by it.
                for owner in Set(top.keys).union(bottom.keys) {
                    let value = (top[owner]?.0 ?? .points(0)).divided(by: bottom[owner]?.0 ?? .points(0)) ?? .ratio(0, 0)
                    totals[owner] = (value, max(bottom[owner]?.1 ?? 0, top[owner]?.1 ?? 0))
                }
            } else {
                for (owner, tally) in try tallies(of: .metric(name), over: days) {
                    if let value = BoardValue(tally.sum) { totals[owner] = (value, tally.changed) }
                }
            }
        }
        return totals
    }
}

extension Owner {
    fileprivate var name: String {
        switch self {
        case .member(let id): id.text
        case .team(let id): id.text
        case .customer(let id): id.text
        case .company, .key: ""
        }
    }

    fileprivate var targetOwner: TargetKey.Owner? {
        switch self {
        case .member(let id): .member(id)
        case .team(let id): .team(id)
        case .customer, .company, .key: nil
        }
    }
}

extension BoardValue {
    /// A sum in units of 10⁻¹⁸; nil beyond them.
    package init?(_ value: Decimal) {
        guard let unit = Decimal(coefficient: BoardValue.unit, exponent: 0), let scaled = try? value.multiplied(by: unit), scaled.isInteger,
            let whole = Decimal(coefficient: scaled.coefficient, exponent: 0)
        else { return nil }
        var units = whole.coefficient
        for _ in 0..<scaled.exponent {
            let (product, overflow) = units.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            units = product
        }
        self = .decimal(units)
    }

    /// The exact quotient; nil by zero.
    package func divided(by other: BoardValue) -> BoardValue? { BoardFormula.share.value(self, basis: other) }
}
