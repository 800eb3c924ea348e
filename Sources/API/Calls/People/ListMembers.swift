import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import Store
import Web

/// `GET /members`: people by name. Everyone may know who is there; points are for those who may see them.
enum ListMembers {
    static let endpoint = Endpoint(.signedIn()) { call in
        let directory = call.directory, now = call.now
        let limit = try call.number("limit", in: 1...500, default: 50)
        let withLeavers = call.query("left") == "true", wanted = call.query("q")?.lowercased(), team = call.query("team").map { TeamID($0) }
        let all = directory.members.values.filter { member in
            (withLeavers || member.isThere(at: now))
                && (wanted.map { member.name.lowercased().contains($0) || member.id.text.lowercased().contains($0) } ?? true)
                && (team.map { directory.lineage(of: member.team(at: now)).contains($0) } ?? true)
        }.sorted { $0.name == $1.name ? $0.id < $1.id : $0.name < $1.name }
        let start = try call.number("after", in: 0...10_000_000, default: 0)
        let page = Array(all.dropFirst(start).prefix(limit))
        let next = start + page.count < all.count ? "\(start + page.count)" : nil
        let view = MemberView(directory: directory, caller: call.caller, now: now)
        call.read { reader in
            try .json { writer in
                try writer.page(page, next: next) { writer, member in
                    let available = directory.maySee(member, view.caller, at: now) ? try reader.wallet(member.id).available(at: now) : nil
                    view.write(member, available: available, to: &writer)
                }
            }
        }
    }
}
