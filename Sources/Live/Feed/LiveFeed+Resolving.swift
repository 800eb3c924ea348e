import Boards

/// From what a client asks for to the topic that shows it.
extension LiveFeed {
    /// The topic's source for a viewer now. It may be another one later: the period turns, people change teams and rights.
    /// Asks for the board to be read, where it is not in memory.
    func resolve(_ subject: LiveSubject, _ viewer: LiveViewer) throws(LiveError) -> TopicSource {
        switch subject {
        case .feed(let name): return try resolve(name, viewer)
        case .board(let board, let period, let scope, let window):
            let resolved = try resolveBoard(board, period: period, scope: scope, viewer)
            return try resolve(window, resolved)
        }
    }

    /// A board as one viewer may look at it.
    struct ResolvedBoard {
        var definition: BoardDefinition
        var part: LiveBoards.PartKey
        var viewer: BoardViewer
    }

    func resolveBoard(_ board: String, period: String, scope: String?, _ viewer: LiveViewer) throws(LiveError) -> ResolvedBoard {
        guard let definition = boards.definition(board) else { throw .unknownBoard }
        let ownTeam = viewer.member.flatMap { boards.roster.member($0)?.team }
        let team = try team(scope, definition, ownTeam: ownTeam, viewer)
        let teamID = team.flatMap { boards.roster.team($0)?.id }
        guard team == nil || teamID != nil else { throw .unknownScope }
        guard rights(viewer, .board(definition, team: teamID)) else { throw .notPermitted }
        let part = LiveBoards.PartKey(try key(board, period), team: team)
        let entrant: Int32? = switch definition.entrants {
        case .members: viewer.member
        case .teams: ownTeam
        case .customers: nil
        }
        return ResolvedBoard(definition: definition, part: part, viewer: BoardViewer(entrant: entrant, seesAll: viewer.seesAll))
    }

    private func resolve(_ name: LiveFeedName, _ viewer: LiveViewer) throws(LiveError) -> TopicSource {
        guard rights(viewer, .feed(name)) else { throw .notPermitted }
        switch name {
        case .celebrations: return .celebrations(full: viewer.seesAll)
        case .approvals: return .approvals(viewer)
        case .me:
            guard let member = viewer.member else { throw .unknownMember }
            return .me(member)
        }
    }

    private func resolve(_ window: LiveWindow, _ resolved: ResolvedBoard) throws(LiveError) -> TopicSource {
        let (definition, part, viewer) = (resolved.definition, resolved.part, resolved.viewer)
        switch window {
        case .around(let id, let radius):
            let named = switch definition.entrants {
            case .members: boards.roster.member(named: id)
            case .teams: boards.roster.team(named: id)
            case .customers: boards.roster.customer(named: id)
            }
            guard let entrant = id == "me" ? viewer.entrant : named else { throw .unknownMember }
            return .own(part, .around(entrant, radius: radius), viewer)
        case .top(let limit):
            switch definition.reveal {
            case .all: return .shared(part, limit: limit, seesAll: true)
            case _ where viewer.seesAll: return .shared(part, limit: limit, seesAll: true)
            // Beyond the rows that everyone sees, one's own neighbourhood is a window of its own.
            case .top(let revealed): return .shared(part, limit: min(limit, revealed), seesAll: false)
            case .quiet: return .own(part, .top(limit), viewer)
            }
        }
    }

    /// `company`, `own-team`, or `team:` and an id, for those who may look into that team.
    private func team(
        _ scope: String?, _ definition: BoardDefinition, ownTeam: Int32?, _ viewer: LiveViewer
    ) throws(LiveError) -> Int32? {
        if let scope, scope.hasPrefix("team:") {
            guard definition.entrants == .members, let team = boards.roster.team(named: String(scope.dropFirst(5))) else { throw .unknownScope }
            return team
        }
        guard let scope = BoardDefinition.Scope(rawValue: scope ?? definition.scope.rawValue) else { throw .unknownScope }
        switch scope {
        case .company:
            guard definition.scope == .company || viewer.seesAll else { throw .unknownScope }
            return nil
        case .ownTeam:
            guard definition.entrants == .members, let ownTeam else { throw .unknownScope }
            return ownTeam
        }
    }

    private func key(_ board: String, _ period: String) throws(LiveError) -> BoardKey {
        switch boards.find(board, period: period) {
        case .here(let key): return key
        case .unknownBoard: throw .unknownBoard
        case .unknownPeriod: throw .unknownPeriod
        case .absent(let key):
            // The boards that are running are read at the start, whoever asks: they do not count.
            guard boards.reading.count < limits.loads + boards.entries.count else { throw .overloaded }
            boards.expect(key)
            loads.append(key)
            return key
        }
    }
}
