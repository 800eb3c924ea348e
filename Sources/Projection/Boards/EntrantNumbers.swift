import Boards
import Identity
import Periods
import PointsEngine
import RuleEngine

/// The numbers under which boards know members, teams and customers, and what their rows show.
package struct EntrantNumbers: Sendable {
    private var members: [MemberID: Int32] = [:]
    private var teams: [TeamID: Int32] = [:]
    private var customers: [CustomerID: Int32] = [:]
    private var order: NameOrder

    /// - Parameter isNameBefore: the company's collation.
    init(isNameBefore: @escaping @Sendable (String, String) -> Bool) { order = NameOrder(isBefore: isNameBefore) }

    package subscript(member: MemberID) -> Int32? { members[member] }
    subscript(team: TeamID) -> Int32? { teams[team] }

    subscript(owner: Owner) -> Int32? {
        switch owner {
        case .member(let id): members[id]
        case .team(let id): teams[id]
        case .customer(let id): customers[id]
        case .company, .key: nil
        }
    }

    /// The row of a customer, who gets a number where there is none yet; nil where nothing of it is new.
    mutating func row(_ customer: Customer, isRenamed: Bool) -> (number: Int32, row: CustomerRow)? {
        guard customers[customer.id] == nil || isRenamed else { return nil }
        let number = customers[customer.id] ?? Int32(customers.count)
        customers[customer.id] = number
        return (number, CustomerRow(id: customer.id.text, name: customer.name, collation: order.place(of: customer.name)))
    }

    /// The row of a member, who gets a number where there is none yet.
    mutating func row(_ member: Member, at now: Instant) -> (number: Int32, row: MemberRow) {
        let number = members[member.id] ?? add(member.id)
        let team = member.team(at: now).flatMap { teams[$0] }
        let place = order.place(of: member.name)
        return (number, MemberRow(id: member.id.text, name: member.name, team: team, collation: place, left: !member.isThere(at: now), picture: member.picture?.path))
    }

    private mutating func add(_ member: MemberID) -> Int32 {
        let number = Int32(members.count)
        members[member] = number
        return number
    }

    /// The rows of teams; all of them get numbers before any names the one around it.
    mutating func rows(_ changed: [Team], languages: [String]) -> [(number: Int32, row: TeamRow)] {
        for team in changed where teams[team.id] == nil { teams[team.id] = Int32(teams.count) }
        return changed.map { team in
            let name = team.name.text(in: languages)
            let parent = team.parent.flatMap { teams[$0] }
            return (teams[team.id] ?? 0, TeamRow(id: team.id.text, name: name, parent: parent, collation: order.place(of: name)))
        }
    }
}
