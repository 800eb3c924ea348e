import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import Store
import Web

/// `GET /members/{id}`.
enum ReadMember {
    static let endpoint = Endpoint(.signedIn()) { call in
        let member = try call.member()
        let directory = call.directory, now = call.now
        let view = MemberView(directory: directory, caller: call.caller, now: now)
        call.read { reader in
            let available = directory.maySee(member, view.caller, at: now) ? try reader.wallet(member.id).available(at: now) : nil
            return .json(etag: member.revision) { view.write(member, available: available, withStays: true, to: &$0) }
        }
    }
}
