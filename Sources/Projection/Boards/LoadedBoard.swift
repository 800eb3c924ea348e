import Boards
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// A period of a board whose amounts are known, and what commits do to it.
struct LoadedBoard {
    let source: BoardSource
    let period: Period
    let before: Period?
    private(set) var amounts: BoardAmounts
    private(set) var bases: [Owner: BoardAmount]
    /// The last command that is in them.
    private(set) var through: Int64

    init(_ source: BoardSource, _ period: Period, before: Period?, _ stored: StoredBoard, heads: [TeamID: Int]) {
        self.source = source
        self.period = period
        self.before = before
        amounts = BoardAmounts(stored.amounts)
        bases = stored.bases
        through = stored.through
        if source.basis == .heads { count(heads) }
    }

    var owners: Set<Owner> { Set(amounts.owners).union(bases.keys) }

    func amount(of owner: Owner) -> BoardValue { (amounts[owner] ?? BoardAmount()).value(source) }

    /// Whether an owner is at the goal of a race.
    func isFinished(_ owner: Owner) -> Bool { source.finish.map { amount(of: owner) >= $0 } ?? false }

    /// The amount without what came since.
    func amount(of owner: Owner, without since: BoardAmount?) -> BoardValue {
        let amount = amounts[owner] ?? BoardAmount()
        return (since.map(amount.subtracting) ?? amount).value(source)
    }

    /// What the owner is measured by, where the board has that.
    func basis(of owner: Owner) -> BoardValue? {
        // As `TeamHeads.divisor`.
        if source.basis == .heads { return .points(max(1, bases[owner]?.top.int64 ?? 0)) }
        guard let basis = bases[owner] else { return nil }
        switch source.basis {
        case .none, .heads: return nil
        case .target: return BoardValue(basis.top)
        case .before: return basis.value(source)
        }
    }

    /// Adds what a command changed, once; answers whose amount or basis moved, and whether by sums (a target is none).
    mutating func apply(_ changes: Changes, of command: Int64) -> [Owner: Bool] {
        guard command > through else { return [:] }
        through = command
        var moved: [Owner: Bool] = [:]
        for cell in changes.moves.cells {
            let tally = cell.key, by = cell.now.sum
            guard source.owns(tally.owner), source.top == tally.measure || source.bottom == tally.measure else { continue }
            if period.days.contains(cell.day) {
                amounts[tally.owner, default: BoardAmount()].add(by, tally.measure, source)
                moved[tally.owner] = true
            } else if source.basis == .before, before?.days.contains(cell.day) ?? false {
                bases[tally.owner, default: BoardAmount()].add(by, tally.measure, source)
                moved[tally.owner] = true
            }
        }
        for (key, target) in changes.tables.targets where source.basis == .target(metric: key.metric) && key.period == period.key {
            let owner = Owner(key.owner)
            guard source.owns(owner) else { continue }
            bases[owner] = BoardAmount(top: target.value)
            moved[owner] = moved[owner] ?? false
        }
        return moved
    }

    /// What an entrant has now, after a commit has moved it.
    struct Moved {
        let entrant: Int32
        let amount: BoardValue
        let basis: BoardValue?
        let command: Int64
    }

    /// Adds what the commands of one commit changed together, once; answers whose amount or basis moved, and by which command.
    mutating func apply(_ moves: SumMoves, through last: Int64) -> [Moved] {
        guard last > through else { return [] }
        through = last
        guard source.bottom == nil, !moves.severalDays.contains(source.top) else { return applySeveral(moves) }
        var moved: [Moved] = []
        for move in moves.byMeasure[source.top] ?? [] where source.owns(move.owner) {
            let amount: BoardAmount?
            if period.days.contains(move.day) {
                amount = amounts.add(move.by, source.top, source, to: move.owner, move.entrant)
            } else if source.basis == .before, before?.days.contains(move.day) ?? false {
                bases[move.owner, default: BoardAmount()].add(move.by, source.top, source)
                amount = amounts[move.owner]
            } else {
                continue
            }
            guard let entrant = move.entrant else { continue }
            let basis = source.basis == .none ? nil : basis(of: move.owner)
            moved.append(Moved(entrant: entrant, amount: (amount ?? BoardAmount()).value(source), basis: basis, command: move.command))
        }
        return moved
    }

    /// The same where an entrant may be moved several times: by both sums of a ratio, or on several days.
    private mutating func applySeveral(_ moves: SumMoves) -> [Moved] {
        var moved: [Owner: (entrant: Int32, command: Int64)] = [:]
        for measure in source.measures {
            for move in moves.byMeasure[measure] ?? [] where source.owns(move.owner) {
                if period.days.contains(move.day) {
                    amounts[move.owner, default: BoardAmount()].add(move.by, measure, source)
                } else if source.basis == .before, before?.days.contains(move.day) ?? false {
                    bases[move.owner, default: BoardAmount()].add(move.by, measure, source)
                } else {
                    continue
                }
                guard let entrant = move.entrant else { continue }
                moved[move.owner] = (entrant, max(moved[move.owner]?.command ?? 0, move.command))
            }
        }
        return moved.map { Moved(entrant: $1.entrant, amount: amount(of: $0), basis: basis(of: $0), command: $1.command) }
    }

    /// Takes other heads of teams.
    mutating func count(_ heads: [TeamID: Int]) {
        for (team, count) in heads { bases[.team(team)] = BoardAmount(top: Decimal(count)) }
    }
}

extension Owner {
    init(_ owner: TargetKey.Owner) {
        switch owner {
        case .member(let id): self = .member(id)
        case .team(let id): self = .team(id)
        }
    }
}
