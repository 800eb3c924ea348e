import PointsEngine

extension TargetKey {
    /// Teams before members, then by name and metric.
    var order: String {
        switch owner {
        case .team(let id): "0 \(period) \(id) \(metric)"
        case .member(let id): "1 \(period) \(id) \(metric)"
        }
    }
}
