/// One period of one definition: who stands where (boards.md).
///
/// A projection: it can be dropped and filled again from the ledger. It knows entrants by number only.
package struct Board: Sendable {
    package let definition: BoardDefinition
    package let period: String
    package internal(set) var phase: BoardPhase
    /// Milliseconds since 1970 of the last commit that moved it, or changed what its rows show.
    package internal(set) var at: Int64
    package internal(set) var index: StandingIndex

    let formula: BoardFormula
    let kind: BoardValue.Kind
    /// Kept only where the value is not the amount itself.
    var amounts: [Int32: BoardValue] = [:]
    var bases: [Int32: BoardValue] = [:]
    /// By which command the sums behind the value were changed last. A store knows no more than that, and what is read anew has to
    /// be in the same order.
    var reached: [Int32: UInt64] = [:]
    /// Leavers, with what they would have: they do not stand while the board is open.
    var away: [Int32: (value: BoardValue?, command: UInt64)] = [:]

    /// Whether the value may stay as it is while what it comes of changes.
    var isQuotient: Bool { index.kind == .ratio }

    package var key: BoardKey { BoardKey(board: definition.id, period: period) }

    /// An empty board. `kind` is that of its amounts.
    package init(_ definition: BoardDefinition, period: String, phase: BoardPhase, kind: BoardValue.Kind, at: Int64) {
        self.definition = definition
        self.period = period
        self.phase = phase
        self.at = at
        self.kind = kind
        formula = BoardFormula(definition)
        index = StandingIndex(of: formula.kind(of: kind), ties: definition.ties)
    }

    /// Moves an entrant; `name` gives the place of an entrant's name in the collation. Answers whether the entrant now stands
    /// elsewhere, with another value, or no longer. Nothing moves once the board is locked, nor by a number of another kind
    /// than the board's. O(log n).
    package mutating func apply(_ move: BoardMove, name: (Int32) -> UInt64) -> Bool {
        guard phase != .locked, move.part == .basis ? formula != .amount : move.value.kind == kind else { return false }
        switch move.part {
        case .basis:
            bases[move.entrant] = move.value
            if formula == .growth { reached[move.entrant] = move.command }
        case .amount:
            if formula != .amount { amounts[move.entrant] = move.value }
            if isQuotient { reached[move.entrant] = move.command }
        }
        let amount = formula == .amount ? move.value : amounts[move.entrant] ?? .nothing(kind)
        let value = formula.value(amount, basis: bases[move.entrant])
        guard stand(move.entrant, value, by: isQuotient ? reached[move.entrant] ?? 0 : move.command, name: name(move.entrant)) else { return false }
        at = max(at, move.at)
        return true
    }

    /// Takes a leaver off, while the board is not locked. Answers whether the board changed.
    package mutating func leave(_ entrant: Int32) -> Bool {
        guard phase != .locked, away[entrant] == nil else { return false }
        away[entrant] = (index.value(of: entrant), index.reachedBy(of: entrant) ?? 0)
        return index.remove(entrant)
    }

    /// Puts back who had left, with what they have, reached when it was reached.
    package mutating func comeBack(_ entrant: Int32, name: UInt64) -> Bool {
        guard phase != .locked, let kept = away.removeValue(forKey: entrant) else { return false }
        return stand(entrant, kept.value, by: reached[entrant] ?? kept.command, name: name)
    }

    /// Gives an entrant another place in the collation. O(log n).
    package mutating func rename(_ entrant: Int32, to name: UInt64) { index.rename(entrant, to: name) }

    package mutating func move(to phase: BoardPhase) { self.phase = phase }

    /// A commit changed what rows show: a name, a team, who stands.
    package mutating func note(at: Int64) { self.at = max(self.at, at) }

    mutating func stand(_ entrant: Int32, _ value: BoardValue?, by command: UInt64, name: UInt64) -> Bool {
        let value = value.flatMap { $0.isDefined ? $0 : nil }
        if let kept = away[entrant] {
            if kept.value != value { away[entrant] = (value, command) }
            return false
        }
        guard let value, definition.stands(value) else { return index.remove(entrant) }
        if isQuotient, index.reach(entrant, by: command, as: value) { return true }
        return index.set(value, of: entrant, reachedBy: command, name: name)
    }
}
