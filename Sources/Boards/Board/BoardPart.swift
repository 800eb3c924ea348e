/// The members of one team on a board, ranked among themselves: what the scope `own-team` shows.
///
/// Its index numbers members in the order in which they come, so that it is as large as the team and not as the company.
package struct BoardPart: Sendable {
    private var index: StandingIndex
    private var numbers: [Int32: Int32] = [:]
    private var members: [Int32] = []

    /// The lines of `members` on a board. O(members · log members).
    package init(of board: Board, members: some Sequence<Int32>) {
        index = StandingIndex(of: board.index.kind, ties: board.definition.ties)
        for member in members { follow(member, on: board) }
    }

    /// Makes the member's line here what it is on the board: after it moved there, or when the member joins the team.
    /// Answers whether anything changed. O(log members).
    @discardableResult
    package mutating func follow(_ member: Int32, on board: Board) -> Bool {
        guard let record = board.index.record(of: member), let value = board.index.value(of: member) else { return drop(member) }
        let number = number(of: member)
        if let own = index.record(of: number), own.reachedBy == record.reachedBy, own.key == record.key {
            index.rename(number, to: record.name)
            return own.name != record.name
        }
        index.remove(number)
        return index.set(value, of: number, reachedBy: record.reachedBy, name: record.name)
    }

    /// Takes out a member who left the team. Answers whether it stood here.
    @discardableResult
    package mutating func drop(_ member: Int32) -> Bool { numbers[member].map { index.remove($0) } ?? false }

    private mutating func number(of member: Int32) -> Int32 {
        if let number = numbers[member] { return number }
        members.append(member)
        numbers[member] = Int32(members.count - 1)
        return Int32(members.count - 1)
    }

    private func named(_ line: Standing) -> Standing {
        var line = line
        line.entrant = members[Int(line.entrant)]
        return line
    }
}

extension BoardPart: Standings {
    package var count: Int { index.count }
    package func page(offset: Int, limit: Int) -> [Standing] { index.page(offset: offset, limit: limit).map(named) }
    package func position(of member: Int32) -> Int? { numbers[member].flatMap { index.position(of: $0) } }
    package func next(ahead member: Int32) -> Standing? { numbers[member].flatMap { index.next(ahead: $0) }.map(named) }

    package func around(_ member: Int32, radius: Int) -> [Standing] {
        numbers[member].map { index.around($0, radius: radius).map(named) } ?? []
    }
}
