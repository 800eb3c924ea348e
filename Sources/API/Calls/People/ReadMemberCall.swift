import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import Store
import Web

/// `GET /members/{id}`.
enum ReadMemberCall {
    static let endpoint = Endpoint(
        .get, "/members/{id}", .signedIn(),
        "One member.",
        gives: .json("Member")
    ) { call in
        let member = try call.member()
        let directory = call.directory, now = call.now
        let view = MemberView(directory: directory, caller: call.caller, now: now), visible = directory.visibility(of: call.caller, at: now)
        call.read { reader in
            let available = visible.covers(member) ? try reader.wallet(member.id).available(at: now) : nil
            return .json(etag: member.revision) { view.write(member, available: available, withStays: true, to: &$0) }
        }
    }
}
