import Identity
import JSON
import Periods

/// What an activity adds to metrics.
extension Judge {
    /// What metrics that the set does not have would count of the activity; nothing is moved. Where their expressions fail
    /// they count nothing: no activity is refused for a metric that came later.
    package func moves(of metrics: [Metric]) throws -> [MetricMove] {
        guard !metrics.isEmpty else { return [] }
        let context = try RuleContext(self)
        var faults = Faults()
        return try metrics.flatMap { metric -> [MetricMove] in
            guard case .gathered(let types, _, _) = metric.formula, types.contains(activity.type),
                let found = try faults.collecting({ try context.quantity(of: metric) }), let quantity = found
            else { return [] }
            return try moves(metric, quantity)
        }
    }

    func gather(_ metric: Metric, _ quantity: Decimal) throws -> [MetricMove] {
        let moves = try moves(metric, quantity)
        for move in moves { try state.apply(move, on: day) }
        return moves
    }

    private func moves(_ metric: Metric, _ quantity: Decimal) throws -> [MetricMove] {
        let parts = try faultAsRefusal { try credited.parts(of: quantity) }
        let moves = zip(credited, parts).map { MetricMove(metric: metric.name, member: $0.id, lineage: $0.lineage, customer: customer?.id, by: $1) }
        guard metric.punctual != nil else { return moves }
        return try moves.filter { try !isTooLate(metric, $0.member) }
    }
}

extension Counters {
    /// Moves a metric of the member, of the teams around, and of the company.
    package func apply(_ move: MetricMove, on day: Day, undo: Bool = false) throws {
        let by = undo ? -move.by : move.by, count: Int64 = undo ? -1 : 1
        try move.forEachKey { try self.move($0, on: day, by: by, count: count) }
    }
}
