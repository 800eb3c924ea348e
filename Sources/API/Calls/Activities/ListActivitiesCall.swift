import Identity
import JSON
import Periods
import PointsEngine
import Store
import Web

/// `GET /activities?member=&type=&from=&to=`: the latest first. Who does not see everyone names a member, or gets their own.
enum ListActivitiesCall {
    static let endpoint = Endpoint(
        .get, "/activities", .signedIn(),
        "Activities with what became of them, the latest first.",
        takes: Input(query: [Argument("member", .text, "an id, or me"), Argument("type")] + .time + .paging),
        gives: .json(.page("ListedActivity"))
    ) { call in
        var filter = ActivityFilter()
        filter.member = try member(call)
        filter.type = call.query("type")
        (filter.from, filter.until) = (try call.instant("from"), try call.instant("to"))
        filter.limit = try call.limit()
        if let after = try call.cursor(of: 2) { filter.before = .init(time: Instant(microseconds: after[0]), number: after[1]) }
        let sources = call.caller.sources, visible = call.visible
        call.read { [filter] reader in
            let found = try reader.activities(filter)
            let next = found.count == filter.limit ? found.last.map { "\($0.activity.time.microseconds).\($0.number)" } : nil
            let names = PeopleNames(reader)
            let shown = try found.filter { sources.mayRead($0.activity.key.source.text) && visible.mayLearn($0) }.map { ($0, try ActivityView($0, names, reader)) }
            return .list(shown, next: next) { line, writer in
                writer.object { writer in
                    line.1.write(to: &writer)
                    writer.member("points", line.0.points(of: filter.member))
                }
            }
        }
    }

    private static func member(_ call: Call) throws -> MemberID? {
        let seesAll = call.visible.seesAll
        guard let name = call.query("member") else {
            guard !seesAll else { return nil }
            guard let own = call.caller.member else { throw Problem.notPermitted }
            return own
        }
        guard let id = name == "me" ? call.caller.member : MemberID(name), let member = call.directory.members[id] else { throw Problem.notFound }
        try call.require(call.visible.covers(member))
        return id
    }
}

extension Recorded {
    /// What it gave and took at once, to one member or to all; held awards wait.
    func points(of member: MemberID?) -> Points {
        let given = decision.lines.filter { $0.state != .held && (member == nil || $0.member == member) }.reduce(0) { $0 + $1.after }
        return decision.undone.filter { member == nil || $0.member == member }.reduce(given) { $0 + $1.points }
    }
}
