import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import Store
import Web

/// `GET /members`: people by name. Everyone may know who is there; points are for those who may see them.
enum ListMembersCall {
    static let endpoint = Endpoint(
        .get, "/members", .signedIn(),
        "People by name.",
        takes: Input(
            query: [Argument("team", .text, "and the teams inside it"), Argument("q", .text, "a part of a name or an id"), Argument("left", .flag, "true: who left, too")]
                + .paging),
        gives: .json(.page("Member"))
    ) { call in
        let directory = call.directory, now = call.now
        let limit = try call.limit()
        let withLeavers = try call.flag("left"), wanted = call.query("q")?.lowercased(), team = call.query("team").map { TeamID($0) }
        let all = directory.members.values.filter { member in
            (withLeavers || member.isThere(at: now))
                && (wanted.map { member.name.lowercased().contains($0) || member.id.text.lowercased().contains($0) } ?? true)
                && (team.map { directory.isIn($0, member.id, at: now) } ?? true)
        }.sorted(by: isBefore)
        let rest = try last(of: call).map { last in all.filter { isBefore(last, $0) } } ?? all
        let page = Array(rest.prefix(limit))
        // The last of the page: who joins meanwhile makes nobody appear twice.
        let next = rest.count > page.count ? page.last?.id.text : nil
        let view = MemberView(directory: directory, caller: call.caller, now: now), visible = directory.visibility(of: call.caller, at: now)
        call.read { reader in
            try .json { writer in
                try writer.page(page, next: next) { writer, member in
                    let available = visible.covers(member) ? try reader.wallet(member.id).available(at: now) : nil
                    view.write(member, available: available, to: &writer)
                }
            }
        }
    }

    private static func isBefore(_ a: Member, _ b: Member) -> Bool { a.name == b.name ? a.id < b.id : a.name < b.name }

    /// The last member of the page before.
    private static func last(of call: Call) throws -> Member? {
        guard let id = call.pageAfter else { return nil }
        guard let member = call.directory.members[MemberID(id)] else { throw Problem.malformed("after is what the page before gave as next", at: "after") }
        return member
    }
}
