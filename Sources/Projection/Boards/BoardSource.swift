import Boards
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// Where the numbers of one board come from: which sums make its amounts, and what they are measured by.
struct BoardSource: Hashable, Sendable {
    enum Basis: Hashable, Sendable {
        case none
        case heads
        /// The target of the metric in the same period.
        case target(metric: String)
        /// The amount of the period before.
        case before
    }

    let definition: BoardDefinition
    /// The measure of the amount; of a ratio the upper one.
    let top: Measure
    /// Of a ratio the lower measure.
    let bottom: Measure?
    let basis: Basis

    init(_ definition: BoardDefinition, _ set: RuleSet) {
        self.definition = definition
        let quantity: BoardMeasure.Quantity =
            switch definition.value {
            case .total(let quantity), .growth(let quantity): quantity
            case .attainment(let metric): .metric(metric)
            }
        switch quantity {
        case .points:
            (top, bottom) = (.points, nil)
        case .campaign(let id):
            (top, bottom) = (.campaign(id), nil)
        case .metric(let name):
            if case .ratio(let above, let below) = set.metric(name)?.formula {
                (top, bottom) = (.metric(above), .metric(below))
            } else {
                (top, bottom) = (.metric(name), nil)
            }
        }
        switch definition.value {
        case .total: basis = definition.perHead ? .heads : .none
        case .attainment(let metric): basis = .target(metric: metric)
        case .growth: basis = .before
        }
    }

    var measures: [Measure] { [top, bottom].compactMap { $0 } }

    var kind: BoardValue.Kind {
        switch top {
        case _ where bottom != nil: .ratio
        case .points, .campaign: .points
        default: .decimal
        }
    }

    /// Where nobody stands beyond it.
    var finish: BoardValue? { if case .race(let goal)? = definition.goal { goal } else { nil } }

    func owns(_ owner: Owner) -> Bool {
        switch owner {
        case .member: definition.entrants == .members
        case .team: definition.entrants == .teams
        case .customer: definition.entrants == .customers
        case .company, .key: false
        }
    }
}

/// An amount on a board in parts: a sum, or the two sums of a ratio.
struct BoardAmount: Sendable {
    var top = Decimal.zero
    var bottom = Decimal.zero

    mutating func add(_ by: Decimal, _ measure: Measure, _ source: BoardSource) {
        if measure == source.top { top = (try? top.adding(by)) ?? top }
        if measure == source.bottom { bottom = (try? bottom.adding(by)) ?? bottom }
    }

    func subtracting(_ other: BoardAmount) -> BoardAmount {
        BoardAmount(top: (try? top.subtracting(other.top)) ?? top, bottom: (try? bottom.subtracting(other.bottom)) ?? bottom)
    }

    func value(_ source: BoardSource) -> BoardValue {
        switch source.kind {
        case .points: .points(top.int64 ?? 0)
        case .decimal: BoardValue(top) ?? .decimal(0)
        case .ratio: BoardValue.ratio(of: units(top), to: units(bottom)) ?? .ratio(0, 0)
        }
    }

    private func units(_ value: Decimal) -> Int128 {
        if case .decimal(let units)? = BoardValue(value) { units } else { 0 }
    }
}
