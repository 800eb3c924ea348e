import Boards

/// Who the entrants are: names and teams by number, as rows show them.
package struct Roster: Sendable {
    private var members: [MemberRow?] = []
    private var teams: [TeamRow?] = []
    private var customers: [CustomerRow?] = []
    private var numbers: [String: Int32] = [:]
    /// The members who are in a team itself now.
    private var inTeam: [Int32: Set<Int32>] = [:]
    private var children: [Int32: Set<Int32>] = [:]
    package private(set) var tree = TeamTree.empty

    package init() {}

    package func member(_ number: Int32) -> MemberRow? { members.indices.contains(Int(number)) ? members[Int(number)] : nil }
    package func team(_ number: Int32) -> TeamRow? { teams.indices.contains(Int(number)) ? teams[Int(number)] : nil }
    package func customer(_ number: Int32) -> CustomerRow? { customers.indices.contains(Int(number)) ? customers[Int(number)] : nil }
    package func member(named id: String) -> Int32? { numbers[id] }
    /// O(customers).
    package func customer(named id: String) -> Int32? { customers.firstIndex { $0?.id == id }.map { Int32($0) } }
    package func team(named id: String) -> Int32? { teams.firstIndex { $0?.id == id }.map { Int32($0) } }

    /// Puts a member in place; answers what stood there. O(1).
    @discardableResult
    package mutating func set(_ row: MemberRow, at number: Int32) -> MemberRow? {
        precondition(number >= 0)
        while members.count <= Int(number) { members.append(nil) }
        let old = members[Int(number)]
        if let old { numbers[old.id] = nil }
        if let team = old?.team { inTeam[team]?.remove(number) }
        members[Int(number)] = row
        numbers[row.id] = number
        if let team = row.team { inTeam[team, default: []].insert(number) }
        return old
    }

    /// Puts a customer in place. O(1).
    package mutating func set(_ row: CustomerRow, at number: Int32) {
        precondition(number >= 0)
        while customers.count <= Int(number) { customers.append(nil) }
        customers[Int(number)] = row
    }

    /// Puts teams in place. Answers whether the tree is another; teams that would bite their own tail leave it as it was. O(teams).
    package mutating func set(_ rows: [(number: Int32, row: TeamRow)]) -> Bool {
        for (number, row) in rows {
            precondition(number >= 0)
            while teams.count <= Int(number) { teams.append(nil) }
            teams[Int(number)] = row
        }
        guard let tree = TeamTree(teams.map { $0?.parent }), tree != self.tree else { return false }
        self.tree = tree
        children = [:]
        for (number, team) in teams.enumerated() {
            if let parent = team?.parent { children[parent, default: []].insert(Int32(number)) }
        }
        return true
    }

    /// The members who are now in a team or in one inside it. O(their number).
    package func members(inside team: Int32) -> Set<Int32> {
        (children[team] ?? []).reduce(inTeam[team] ?? []) { $0.union(members(inside: $1)) }
    }

    /// The place of an entrant's name in the collation.
    package func collation(_ number: Int32, _ entrants: BoardDefinition.Entrants) -> UInt64 {
        switch entrants {
        case .members: member(number)?.collation ?? 0
        case .teams: team(number)?.collation ?? 0
        case .customers: customer(number)?.collation ?? 0
        }
    }

    /// A line as it is shown. Who is not known (yet) is shown by number.
    package func row(_ line: Standing, _ entrants: BoardDefinition.Entrants, before: Int? = nil) -> BoardRow {
        let (id, name, around): (String?, String?, String?) = switch entrants {
        case .members: (member(line.entrant)?.id, member(line.entrant)?.name, member(line.entrant)?.team.flatMap { team($0)?.id })
        case .teams: (team(line.entrant)?.id, team(line.entrant)?.name, nil)
        case .customers: (customer(line.entrant)?.id, customer(line.entrant)?.name, nil)
        }
        let number = "#\(line.entrant)"
        var row = BoardRow(
            entrant: line.entrant, id: id ?? number, name: name ?? number, team: around, value: line.value, rank: line.rank, place: line.place)
        row.before = before
        if entrants == .members { row.picture = member(line.entrant)?.picture }
        return row
    }
}
