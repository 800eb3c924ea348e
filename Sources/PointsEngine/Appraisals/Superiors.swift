import Identity
import Periods

/// How far above a member somebody stands: managers of their team, of the teams around it from the inside out, then directors, finance,
/// administrators. Nobody stands above themselves, and no manager above another of the same team.
package struct Rung: Hashable, Comparable, Sendable {
    private let height: Int

    private init(_ height: Int) { self.height = height }

    package static func manager(at distance: Int) -> Rung { Rung(min(distance, Team.maximumDepth)) }
    package static let director = Rung(Team.maximumDepth + 1)
    package static let finance = Rung(Team.maximumDepth + 2)
    /// Beyond it there is nobody.
    package static let administrator = Rung(Team.maximumDepth + 3)
    /// Where the steps of managers begin.
    package static let lowest = Rung(0)

    package static func < (a: Self, b: Self) -> Bool { a.height < b.height }
}

/// How somebody comes to a step.
enum Turn: Hashable, Sendable {
    case own, takenOver
}

extension Rights {
    /// Where the actor stands above a member; nil: not at all. It is the team of now that counts.
    func rung(above member: Member) throws(People.Failure) -> Rung? {
        guard actor.member != member.id, let role = try role else { return nil }
        return try rung(of: role, in: actor.member.flatMap { id throws(People.Failure) in try people.member(id)?.team(at: now) }, above: member)
    }

    private func rung(of role: Role, in team: TeamID?, above member: Member) throws(People.Failure) -> Rung? {
        guard role > member.role || role == .admin || role == .manager && member.role == .manager else { return nil }
        switch role {
        case .rep: return nil
        case .manager:
            guard let team, let distance = try people.lineage(of: member.team(at: now)).firstIndex(of: team) else { return nil }
            return distance == 0 && member.role == .manager ? nil : .manager(at: distance)
        case .director: return .director
        case .finance: return .finance
        case .admin: return .administrator
        }
    }

    /// The rungs above a member on which somebody stands who could take a step, from the lowest.
    ///
    /// - Parameter isBusy: who has taken another step already.
    private func occupied(above member: Member, from base: Rung, without isBusy: (MemberID) -> Bool) throws(People.Failure) -> [Rung] {
        var found: Set<Rung> = []
        for leader in try people.leaders() where leader.id != member.id && leader.isThere(at: now) && !isBusy(leader.id) {
            if let rung = try rung(of: leader.role, in: leader.team(at: now), above: member), rung >= base { found.insert(rung) }
        }
        return found.sorted()
    }

    // MARK: Sheets

    /// The member, those above them, finance and audit; nobody else.
    package func mayReadSheets(of id: MemberID) throws(People.Failure) -> Bool {
        if actor.member == id { return true }
        guard let role = try role else { return false }
        if role >= .finance { return true }
        guard let member = try people.member(id) else { return false }
        return try rung(above: member) != nil
    }

    /// Whether the actor could take steps of a turn, whosever it is now.
    func isMeant(for stage: AppraisalStage, of sheet: Sheet) throws(People.Failure) -> Bool {
        guard let member = try people.member(sheet.member), !sheet.hasTaken(actor, otherThan: stage) || actor.member == sheet.member else { return false }
        switch stage {
        case .own: return actor.member == sheet.member && member.isThere(at: now)
        case .signature where actor.member == sheet.member: return member.isThere(at: now)
        case .manager, .director, .signature:
            guard let rung = try rung(above: member) else { return false }
            return rung >= stage.base
        }
    }

    /// How it comes that it is the actor's turn; nil: it is not. It stays theirs until somebody has acted, however late.
    func turn(at awaited: AwaitedStep, of sheet: Sheet) throws(People.Failure) -> Turn? {
        guard try isMeant(for: awaited.stage, of: sheet), let member = try people.member(sheet.member) else { return nil }
        if actor.member == sheet.member { return .own }
        guard let mine = try rung(above: member) else { return nil }
        let rungs = try occupied(above: member, from: awaited.stage.base) { sheet.hasTaken(.member($0), otherThan: awaited.stage) }
        var reached = awaited.takeovers
        // A signature is the member's own before it is anybody's above.
        if awaited.stage == .signature, member.isThere(at: now) { reached -= 1 }
        guard reached >= 0, mine <= (reached < rungs.count ? rungs[reached] : .administrator) else { return nil }
        return awaited.stage != .signature && rungs.first.map { mine <= $0 } ?? true ? .own : .takenOver
    }

    package func mayTake(_ awaited: AwaitedStep, of sheet: Sheet) throws(People.Failure) -> Bool { try turn(at: awaited, of: sheet) != nil }

    /// What the actor may do with a sheet now.
    package func actions(on sheet: Sheet, _ calendar: CompanyCalendar) throws(People.Failure) -> [Appraise.Action] {
        guard let member = try people.member(sheet.member), let awaited = sheet.awaited(at: now, of: member, calendar) else { return [] }
        var actions: [Appraise.Action] = []
        if sheet.stage == .own, try isMeant(for: .own, of: sheet) { actions.append(.comment) }
        guard awaited.stage != .own, try mayTake(awaited, of: sheet) else { return actions }
        switch awaited.stage {
        case .own: break
        case .manager: actions.append(.rate)
        case .director: actions.append(.confirm)
        case .signature:
            actions.append(.sign)
            if actor.member == sheet.member, !sheet.wasObjected { actions.append(.object) }
        }
        return actions
    }
}

extension AppraisalStage {
    /// The lowest rung that may take it.
    fileprivate var base: Rung { self == .director ? .director : .lowest }
}
