/// How the numbers behind a board become its value.
package enum BoardFormula: Sendable, Hashable {
    case amount
    /// amount / basis.
    case share
    /// (amount − basis) / basis.
    case growth
    /// The amount as far as the goal of a race.
    case race(BoardValue)

    package init(_ definition: BoardDefinition) {
        switch definition.value {
        case .total:
            if case .race(let goal)? = definition.goal { self = .race(goal) } else { self = definition.perHead ? .share : .amount }
        case .attainment: self = .share
        case .growth: self = .growth
        }
    }

    /// The kind of the board's values, where its amounts are of `kind`.
    package func kind(of kind: BoardValue.Kind) -> BoardValue.Kind {
        switch self {
        case .amount, .race: kind
        case .share, .growth: .ratio
        }
    }

    /// The value, or nil where there is none: nothing to divide by, or by what is not above zero.
    package func value(_ amount: BoardValue, basis: BoardValue?) -> BoardValue? {
        guard amount.isDefined else {
            // Who had something before and has nothing to divide by now has lost all of it, on boards of ratios as on those of sums.
            return self == .growth ? value(.points(0), basis: basis) : nil
        }
        if self == .amount { return amount }
        if case .race(let goal) = self { return min(amount, goal) }
        guard let basis, basis.isDefined, basis > .points(0) else { return nil }
        let (a, b) = (amount.fraction, basis.fraction)
        // Sums of the same kind have the same denominator; then nothing is multiplied, and nothing can overflow.
        let same = a.denominator == b.denominator
        let (x, over) = same ? (a.numerator, false) : a.numerator.multipliedReportingOverflow(by: b.denominator)
        let (y, under) = same ? (b.numerator, false) : b.numerator.multipliedReportingOverflow(by: a.denominator)
        guard !over, !under else { return nil }
        guard self == .growth else { return .ratio(of: x, to: y) }
        let (difference, overflow) = x.subtractingReportingOverflow(y)
        return overflow ? nil : .ratio(of: difference, to: y)
    }
}
