import Boards
import Identity
import Live
import PointsEngine

/// What a viewer of the live feed may see: asked when somebody subscribes, and again when people or rights change.
final class LiveRights {
    unowned var site: Site!

    func allow(_ viewer: LiveViewer, _ ask: LivePermission) -> Bool {
        switch ask {
        case .board(_, let team): team.map { mayLook(viewer, into: $0) } ?? true
        case .feed(.celebrations): true
        case .feed(.me): viewer.member != nil
        case .feed(.approvals): viewer.seesAll
        case .approval(let notice): mayDecide(viewer, notice)
        }
    }

    private func member(of viewer: LiveViewer) -> Member? {
        Actor(text: viewer.user)?.member.flatMap { site.directory.members[$0] }
    }

    /// One's own team and those around it; managers and above look into every team.
    private func mayLook(_ viewer: LiveViewer, into team: Int32) -> Bool {
        if viewer.seesAll { return true }
        guard let own = member(of: viewer)?.team(at: site.services.clock()) else { return false }
        return site.directory.lineage(of: own).contains { site.live.boards.numbers[$0] == team }
    }

    private func mayDecide(_ viewer: LiveViewer, _ notice: ApprovalNotice) -> Bool {
        guard viewer.seesAll, let actor = Actor(text: viewer.user) else { return false }
        let rights = Rights(of: actor, among: site.directory, at: site.services.clock())
        if let role = notice.anywhere { return rights.mayPublish(role) }
        let member = notice.member.flatMap { site.live.feed.boards.roster.member($0)?.id }.map { MemberID($0) }
        return rights.mayDecide(about: member ?? MemberID(""))
    }
}
