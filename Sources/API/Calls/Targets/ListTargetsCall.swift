import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Store
import Web

/// `GET /targets?period=`: what was agreed, and what is asked for.
enum ListTargetsCall {
    static let endpoint = Endpoint(
        .get, "/targets", .signedIn(),
        "What was agreed for a period, and what is asked for.",
        takes: Input(query: [Argument("period", .text, "a key such as 2026-11")] + OwnerFilter.arguments),
        gives: .json(.page("Target"))
    ) { call in
        let calendar = call.directory.programme.calendar
        let key = call.query("period") ?? calendar.period(.month, containing: call.now).key
        guard calendar.period(key: key) != nil else { throw Problem(.badTime, "period is a key such as 2026-11", at: "period") }
        let wanted = try OwnerFilter(call)
        let view = TargetView(directory: call.directory, now: call.now, rights: call.directory.rights(of: call.caller, at: call.now))
        call.read { reader in
            let targets = try reader.targets(of: key)
            var filter = RequestFilter()
            filter.kind = "target"
            filter.states = [.requested]
            filter.limit = 500
            var asked: [TargetKey: Decimal] = [:]
            for request in try reader.requests(filter) {
                if case .target(let target, let value) = request.kind, target.period == key { asked[target] = value }
            }
            let keys = Set(targets.keys).union(asked.keys).filter { wanted.allows($0.owner) }.sorted { $0.order < $1.order }
            return .json { $0.page(keys) { view.write($1, targets[$1], wanted: asked[$1], to: &$0) } }
        }
    }
}
