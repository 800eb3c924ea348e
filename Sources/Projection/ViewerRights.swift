import Boards
import Identity
import Live
import Periods
import PointsEngine

/// What a viewer of the live feed may see at one moment, by the rights that the engine has.
struct ViewerRights {
    let directory: Directory
    let now: Instant
    /// The requests and questions of which a commit tells.
    var waiting = WaitingThings()

    func allow(_ viewer: LiveViewer, _ permission: LivePermission) -> Bool {
        switch permission {
        case .board(let board, let team) where viewer.screen != nil: viewer.screen.map { $0.shows(board.id) && (team == nil || team == $0.team) } ?? false
        case .board(_, let team): team.map { rights(of: viewer).mayLook(into: TeamID($0)) } ?? true
        case .feed(.celebrations): true
        case .feed(.me): viewer.member != nil
        case .feed(.approvals): viewer.seesAll
        case .approval(let notice): mayHear(of: notice.request, viewer)
        }
    }

    private func mayHear(of id: String, _ viewer: LiveViewer) -> Bool {
        if let question = waiting.questions[id] { return viewer.seesAll && rights(of: viewer).mayAnswer(question) }
        return waiting.requests[id].map { mayHear(of: $0, viewer) } ?? false
    }

    /// The same as in the list of approvals: what is open, of what one may decide; what was decided, of what one could have been asked.
    private func mayHear(of request: Request, _ viewer: LiveViewer) -> Bool {
        viewer.seesAll && (request.isOpen ? rights(of: viewer).mayDecide(request) : rights(of: viewer).maySee(decided: request))
    }

    private func rights(of viewer: LiveViewer) -> Rights<Directory> { Rights(of: viewer.actor, among: directory, at: now) }
}
