import Identity
import JSON
import Periods
import PointsEngine
import Store
import Web

/// One customer, and what was done with it.
enum ReadCustomerCall {
    /// `GET /customers/{id}`.
    static let endpoint = Endpoint(
        .get, "/customers/{id}", .signedIn(), "One customer. One that was merged is answered as what it was merged into. An id that cannot stand in a path is written in base64url behind a tilde.",
        gives: .json("Customer")
    ) { call in
        let customer = try call.customer(), now = call.now, programme = call.directory.programme
        let view = CustomerView(directory: call.directory, caller: call.caller, now: now)
        call.read { reader in
            let sums = try CustomerView.Sums(of: customer, programme, at: now, reader)
            return .json(etag: customer.revision) { view.write(customer, sums, withHistory: true, to: &$0) }
        }
    }

    /// `GET /customers/{id}/activities`: those that name it, or one that was merged into it.
    static let activities = Endpoint(
        .get, "/customers/{id}/activities", .signedIn(), "The activities that name a customer, the latest first.",
        takes: Input(query: .paging), gives: .json(.page("ListedActivity"))
    ) { call in
        let customer = try call.customer(), limit = try call.limit(), sources = call.caller.sources
        let before = try call.cursor(of: 2).map { ActivityFilter.Cursor(time: Instant(microseconds: $0[0]), number: $0[1]) }
        // The points of others are theirs: of an activity of somebody else the action is shown, and not what it gave.
        let visible = call.visible, members = call.directory.members
        call.read { reader in
            let found = try reader.activities(naming: customer.names, before: before, limit: limit)
            let next = found.count == limit ? found.last.map { "\($0.activity.time.microseconds).\($0.number)" } : nil
            let names = PeopleNames(reader)
            let shown = try found.filter { sources.mayRead($0.activity.key.source.text) }.map { ($0, try ActivityView($0, names, reader)) }
            return .list(shown, next: next) { line, writer in
                let maySee = line.0.people.allSatisfy { members[$0].map(visible.covers) ?? false }
                writer.object { writer in
                    line.1.write(to: &writer)
                    writer.member("points", maySee ? line.0.points(of: nil) : 0)
                }
            }
        }
    }
}
