import Identity
import Periods
import PointsEngine

/// What a caller may do about a request, as the engine will decide it: for buttons, never instead of the engine.
struct RequestRights: Sendable {
    let directory: Directory
    let caller: Caller
    let now: Instant

    func mayDecide(_ request: Request) -> Bool {
        caller.actor.text != request.requester && mayDecide(about: request.member, authority: request.authority)
    }

    func mayCancel(_ request: Request) -> Bool {
        guard request.state == .requested || request.state == .approved else { return false }
        return caller.member == request.member || (request.authority != nil && mayDecide(request))
    }

    func mayFulfil(_ request: Request) -> Bool {
        request.state == .approved && mayDecide(about: request.member, authority: nil)
    }

    func mayDecide(about id: MemberID, authority: Role?) -> Bool {
        guard caller.member != id, caller.role >= authority ?? .manager else { return false }
        guard caller.role == .manager else { return true }
        return directory.members[id].map { directory.leads(caller, $0, at: now) } ?? false
    }
}
