import Identity

/// What one chain of lots, or one deduction, asks of the member's other points, and where it got it.
///
/// A lot that is made smaller than what was spent of it, or is reversed, demands the difference; a deduction demands its size. The
/// demand is named by the entry that began it: the root of the lot's chain, or the first version of the deduction. A correction
/// only ever makes a demand larger or smaller: it asks for the difference, or gives the last pieces back. What was given back
/// is remembered, the last on top, so that a later version which needs it again takes it from there.
///
/// That is why the laws hold: a correction to the same size asks for nothing and gives nothing back (*neutral*); asking and giving
/// back are each other's inverse (*path*); and when everything that was taken of a chain has come back, its demand is empty,
/// so no debt and no answer is left of it (*undo*).
package struct Demand: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        /// The lot that answers, or one that stands in its chain.
        case lot(LotID)
        /// A debt that is still to be paid, with its age.
        case debt(since: Int64)
        /// Nobody (`overdraft: floor`).
        case nobody
    }

    package struct Piece: Hashable, Sendable {
        package let source: Source
        package var points: Points

        package init(_ source: Source, _ points: Points) {
            self.source = source
            self.points = points
        }
    }

    package let id: LotID
    package let member: MemberID
    /// In the order of taking.
    package internal(set) var pieces: [Piece]
    /// What was given back, the last one last.
    package internal(set) var given: [Piece]

    package init(id: LotID, member: MemberID, pieces: [Piece] = [], given: [Piece] = []) {
        self.id = id
        self.member = member
        self.pieces = pieces
        self.given = given
    }

    package var total: Points { pieces.reduce(0) { $0 + $1.points } }

    /// What was really taken, or is owed: all but what nobody answered for.
    package var recovered: Points { pieces.reduce(0) { $1.source == .nobody ? $0 : $0 + $1.points } }

    package var takes: [Take] {
        pieces.compactMap { if case .lot(let id) = $0.source { Take(id, $0.points) } else { nil } }
    }

    package var debt: Points {
        pieces.reduce(0) { if case .debt = $1.source { $0 + $1.points } else { $0 } }
    }

    package var unrecovered: Points { total - recovered }

    mutating func add(_ source: Source, _ points: Points) { pieces.push(Piece(source, points)) }

    /// In which order a demand gives back.
    enum Order {
        /// The last that was taken first: a version that needs less.
        case lastFirst
        /// What returned to the lot: first what nobody answered for, then the debt, then the lots, the last first.
        case returning
    }

    /// Gives back up to `points`.
    /// - Returns: the pieces, in the order in which they are given back.
    mutating func release(_ points: Points, _ order: Order) -> [Piece] {
        var left = points
        var released: [Piece] = []
        for index in self.order(order) where left > 0 {
            let part = min(left, pieces[index].points)
            guard part > 0 else { continue }
            pieces[index].points -= part
            left -= part
            released.append(Piece(pieces[index].source, part))
            given.push(Piece(pieces[index].source, part))
        }
        pieces.removeAll { $0.points == 0 }
        return released
    }

    private func order(_ order: Order) -> [Int] {
        let all = Array(pieces.indices.reversed())
        guard case .returning = order else { return all }
        func kind(_ index: Int) -> Int {
            switch pieces[index].source {
            case .nobody: 0
            case .debt: 1
            case .lot: 2
            }
        }
        return (0...2).flatMap { wanted in all.filter { kind($0) == wanted } }
    }

    /// The last piece that was given back, up to `points` of it, which is no longer remembered.
    mutating func takeGiven(upTo points: Points) -> Piece? {
        guard var last = given.popLast() else { return nil }
        let part = min(points, last.points)
        last.points -= part
        if last.points > 0 { given.append(last) }
        return Piece(last.source, part)
    }

    /// A lot pays a part of its debt of some age, and answers for it from now on.
    mutating func pay(_ points: Points, since age: Int64, from lot: LotID) {
        guard let index = pieces.firstIndex(where: { $0.source == .debt(since: age) }) else { return }
        pieces[index].points -= points
        if index > 0, pieces[index - 1].source == .lot(lot) {
            pieces[index - 1].points += points
        } else {
            pieces.insert(Piece(.lot(lot), points), at: index)
        }
        pieces.removeAll { $0.points == 0 }
    }
}

extension [Demand.Piece] {
    /// Adds to the last piece where it is of the same source.
    fileprivate mutating func push(_ piece: Demand.Piece) {
        guard piece.points > 0 else { return }
        if let last = indices.last, self[last].source == piece.source { self[last].points += piece.points } else { append(piece) }
    }
}
