import Identity
import JSON
import Periods
import PointsEngine
import Store
import Web

/// `GET /activities/one?source=&id=`: what an activity was, what every rule said to it, and the entries that came of it.
enum ReadActivity {
    static let endpoint = Endpoint(.signedIn()) { call in
        guard let source = call.query("source"), let id = call.query("id") else { throw Problem.malformed("an activity is named by source and id", at: "id") }
        let key = ActivityKey(source: source, id: id)
        let visible = call.directory.visibility(of: call.caller, at: call.now), programme = call.directory.programme
        let languages = programme.company.languages, sources = call.caller.sources
        let teamNames = call.directory.teams.mapValues { $0.name.text(in: languages) }
        call.read { reader in
            // Who may not look at it does not learn that it is there.
            guard sources.mayRead(source), let recorded = try reader.recorded(key), try visible.covers(recorded, reader) else { throw Problem.notFound }
            return try ExplanationView(recorded, programme, teamNames, at: visible.now, reader).response
        }
    }
}

/// `GET /activities?member=&type=&from=&to=`: the latest first. Who does not see everyone names a member, or gets their own.
enum ListActivities {
    static let endpoint = Endpoint(.signedIn()) { call in
        var filter = ActivityFilter()
        filter.member = try member(call)
        filter.type = call.query("type")
        (filter.from, filter.until) = (try call.instant("from"), try call.instant("to"))
        filter.limit = try call.limit()
        if let after = try call.cursor(of: 2) { filter.before = .init(time: Instant(microseconds: after[0]), number: after[1]) }
        let sources = call.caller.sources
        call.read { [filter] reader in
            let found = try reader.activities(filter)
            let next = found.count == filter.limit ? found.last.map { "\($0.activity.time.microseconds).\($0.number)" } : nil
            let names = PeopleNames(reader)
            let shown = try found.filter { sources.mayRead($0.activity.key.source.text) }.map { ($0, try ActivityView($0, names, reader)) }
            return .list(shown, next: next) { line, writer in
                writer.object { writer in
                    line.1.write(to: &writer)
                    writer.member("points", line.0.points(of: filter.member))
                }
            }
        }
    }

    private static func member(_ call: Call) throws -> MemberID? {
        let seesAll = call.caller.role > .manager
        guard let name = call.query("member") else {
            guard !seesAll else { return nil }
            guard let own = call.caller.member else { throw Problem.notPermitted }
            return own
        }
        guard let id = name == "me" ? call.caller.member : MemberID(name), let member = call.directory.members[id] else { throw Problem.notFound }
        try call.require(call.directory.maySee(member, call.caller, at: call.now))
        return id
    }
}

extension VisibilityScope {
    /// Whether an activity is about somebody whose affairs may be looked into.
    func covers(_ recorded: Recorded, _ reader: Reader) throws -> Bool {
        if seesAll { return true }
        return try recorded.people.contains { id in
            try id == own || (reader.member(id).map(covers) ?? false)
        }
    }
}

extension Recorded {
    /// What it gave and took at once, to one member or to all; held awards wait.
    func points(of member: MemberID?) -> Points {
        let given = decision.lines.filter { $0.state != .held && (member == nil || $0.member == member) }.reduce(0) { $0 + $1.after }
        return decision.undone.filter { member == nil || $0.member == member }.reduce(given) { $0 + $1.points }
    }
}
