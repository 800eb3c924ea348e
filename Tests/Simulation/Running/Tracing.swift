import Ledger
import NaiveModel
import Periods
import PointsEngine

/// What engine and model have after a step of a history: read to find out why they differ.
struct Tracing {
    private let members: [String]
    private var told = (model: 0, engine: 0)

    /// - Parameter members: whose points are looked at.
    init(of members: [String]) { self.members = members }

    mutating func lines(after step: Tree, _ model: Model, _ engine: MemoryEngine) -> [String] {
        var lines = [step.flow]
        for member in members {
            let entries = model.entries[told.model...].filter { $0.member == member }.map { "\($0.kind) \($0.points)" }
            let posted = engine.facts.entries[told.engine...].filter { $0.member.text == member }
            if entries.isEmpty, posted.isEmpty { continue }
            lines.append("model   \(member): \(entries.joined(separator: ", "))")
            lines += model.lots.indices.filter { model.lots[$0].member == member }.map { "model   lot \($0): \(model.lots[$0].traced)" }
            lines += model.takings.indices.filter { model.takings[$0].member == member && !model.takings[$0].isEmpty }.map { "model   taking \($0): \(model.takings[$0].traced)" }
            lines.append("engine  \(member): " + posted.map { "\($0.kind) \($0.points) #\($0.number)" }.joined(separator: ", "))
            lines += engine.facts.lots.values.filter { $0.member.text == member }.sorted { $0.id < $1.id }.map { "engine  lot \($0.traced)" }
            lines += engine.facts.demands.values.filter { $0.member.text == member }.sorted { $0.id < $1.id }.map { "engine  demand \($0.traced)" }
        }
        told = (model.entries.count, engine.facts.entries.count)
        return lines
    }
}

extension Taking {
    fileprivate var traced: String { "\(pieces.map { "\($0.source) \($0.points)" }), given back \(returned.map { "\($0.source) \($0.points)" })" }
}

extension NaiveModel.Lot {
    fileprivate var traced: String {
        let until = expiresAt.map(InstantText.write) ?? "never"
        return "\(issues.map(\.points)) size \(size), remains \(remaining), taken \(taken), expired \(expired) + \(expiredBeyond), cover \(cover ?? -1), until \(until)"
    }
}

extension Ledger.Lot {
    fileprivate var traced: String {
        let until = expires.map { InstantText.write(Int($0.seconds)) } ?? "never"
        let chain = root == id ? "" : " of \(root)"
        return "\(id)\(chain) \(opened): remains \(remaining), spent \(spent), reversed \(reversed), expired \(expired) + \(expiredBeyond), until \(until)"
    }
}

extension Demand {
    fileprivate var traced: String { "\(id): \(pieces.map { "\($0.source) \($0.points)" }), given back \(given.map { "\($0.source) \($0.points)" })" }
}
