import Boards
import Identity
import JSON
import Periods
import RuleEngine

/// Notices that a command brought somebody to the goal of a contest, or back below it.
///
/// A place in a race is lost with the goal: a reversal takes the mark away, and who comes back comes later. A shared goal is reached once,
/// whatever becomes of the sum; everyone for whom the campaign is gets an activity, which rules can answer.
extension Draft {
    func noteGoals() throws {
        guard !overlay.changes.moves.isEmpty else { return }
        for campaign in programme.campaigns {
            guard let contest = campaign.contest, let goal = contest.goal, let span = contest.board.span, let measure = campaign.measure else { continue }
            let period = calendar.span(span)
            let moved = Set(overlay.changes.moves.cells.filter { $0.key.measure == measure && span.contains($0.day) }.map(\.key.owner))
            guard !moved.isEmpty, try overlay.lockedThrough(board: campaign.id).map({ $0 < period.end }) ?? true else { continue }
            switch contest.kind {
            case .ranking: break
            case .race: for owner in moved where owner.isEntrant { try noteRace(campaign.id, owner, measure, in: period, goal) }
            case .shared: try noteShared(campaign, measure, in: period, goal)
            }
        }
    }

    private func noteRace(_ id: String, _ owner: Owner, _ measure: Measure, in period: Period, _ goal: Decimal) throws {
        let key = GoalKey(board: id, period: period.key, owner: owner)
        let sum = TallyKey(owner, measure), isThere = try overlay.tally(sum, over: period.days).sum >= goal
        let wasThere = try overlay.base.tally(sum, over: period.days).sum >= goal
        if isThere, !wasThere { overlay.changes.goals[key] = GoalMark(number: number, at: now) }
        if !isThere, try overlay.find(GoalMark.self, key) != nil { overlay.changes.goals[key] = nil }
    }

    private func noteShared(_ campaign: Campaign, _ measure: Measure, in period: Period, _ goal: Decimal) throws {
        let key = GoalKey(board: campaign.id, period: period.key, owner: .company)
        guard try overlay.find(GoalMark.self, key) == nil, try overlay.together(measure, campaign.teams, over: period.days) >= goal else { return }
        let time = max(campaign.from, min(now, campaign.until.adding(microseconds: -1)))
        let everyone = try overlay.everyone().filter { member in
            guard member.isThere(at: now) else { return false }
            return try campaign.teams == nil || !Set(overlay.lineage(of: member.team(at: now))).isDisjoint(with: campaign.teams ?? [])
        }
        let name = "campaign/\(campaign.id)/\(period.key)"
        guard everyone.allSatisfy({ notices(name, CampaignGoal.activityType, $0.id, at: time) }) else { return }
        overlay.changes.goals[key] = GoalMark(number: number, at: now)
        for member in everyone.sorted(by: { $0.id < $1.id }) {
            overlay.changes.reached.append(
                try Activity(
                    source: Activity.ownSource, id: "\(name)/\(member.id)", type: CampaignGoal.activityType, time: time,
                    subject: member.id.text, data: ["campaign": .string(campaign.id), "goal": .number(goal)]))
        }
    }
}

package enum CampaignGoal {
    package static let activityType = "laurel.campaign.reached"
}

extension Facts {
    /// What all for whom a campaign is have together: the company, or its teams, of which none is inside another.
    package func together(_ measure: Measure, _ teams: [TeamID]?, over days: DayRange) throws -> Decimal {
        guard let teams = teams.map(Set.init) else { return try tally(TallyKey(.company, measure), over: days).sum }
        var sum = Decimal.zero
        for team in teams.sorted() where try lineage(of: team).dropFirst().allSatisfy({ !teams.contains($0) }) {
            sum = try sum.adding(tally(TallyKey(.team(team), measure), over: days).sum)
        }
        return sum
    }
}
