import Identity

/// Why a definition does not hold. The key of `boards.yaml` at fault is the problem's place.
package enum BoardProblem: String, Sendable, CaseIterable {
    case emptyID = "id"
    case allTimeGrowth = "value"
    case pointsOfCustomers = "entrants"
    case perHeadOfMembers = "per_head"
    case ownTeamOfTeams = "scope"
    case honourPlace = "honours"
    case revealCount = "reveal"
    case conditionOnTeams = "where"
    case levelOfMembers = "level"

    /// What was expected, in English.
    package var expected: String {
        switch self {
        case .emptyID: "an id of 1 to 128 bytes"
        case .allTimeGrowth: "growth over a period that has one before it, not over all time"
        case .pointsOfCustomers: "a metric, or the growth of one, where customers stand on the board: points and targets are people's"
        case .perHeadOfMembers: "a mean per head on a board of teams, of a sum (not of growth or attainment)"
        case .ownTeamOfTeams: "entrants: members where the scope is own-team"
        case .honourPlace: "honours for at most 100 places from 1 to 1000, each place once, with prizes of 0 to 2^53 - 1 points in all"
        case .levelOfMembers: "entrants: teams, some of which may be inside others"
        case .conditionOnTeams: "entrants: members, which a condition over member asks"
        case .revealCount: "all, quiet, or top: and a number from 1 on"
        }
    }
}

extension BoardDefinition {
    /// Everything that does not hold; nothing for a good definition. Whether a metric exists is the rule set's to know.
    package var problems: [BoardProblem] {
        var problems: [BoardProblem] = []
        if id.isEmpty || id.utf8.count > 128 { problems.append(.emptyID) }
        if case .growth = value, period == .all { problems.append(.allTimeGrowth) }
        if entrants == .customers, value.metric == nil || value.isAttainment { problems.append(.pointsOfCustomers) }
        if perHead, entrants != .teams || !value.isTotal { problems.append(.perHeadOfMembers) }
        if scope == .ownTeam, entrants != .members { problems.append(.ownTeamOfTeams) }
        if !honoursHold { problems.append(.honourPlace) }
        if case .top(let count) = reveal, count < 1 { problems.append(.revealCount) }
        if admits.level != .all, entrants != .teams { problems.append(.levelOfMembers) }
        if admits.condition != nil, entrants != .members { problems.append(.conditionOnTeams) }
        return problems
    }

    private var honoursHold: Bool {
        guard honours.count <= 100, Set(honours.map(\.rank)).count == honours.count else { return false }
        var sum: Points = 0
        for honour in honours {
            guard 1...1000 ~= honour.rank, 0...Points.bound ~= honour.points, sum <= Points.bound - honour.points else { return false }
            sum += honour.points
        }
        return true
    }
}

extension BoardMeasure {
    package var isTotal: Bool { if case .total = self { true } else { false } }
    fileprivate var isAttainment: Bool { if case .attainment = self { true } else { false } }
}
