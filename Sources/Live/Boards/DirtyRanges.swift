import Boards

/// How a board, or a team's part of it, has changed since it was asked last.
package struct DirtyRanges: Sendable {
    /// Between which values entrants moved; nil: more has changed than that, or nobody knows what.
    private var moves: [ClosedRange<BoardValue>]?

    /// Beyond, moves are joined: what is asked of them stays bounded.
    private static let mostMoves = 32

    /// Whatever there is may be another.
    static let wholly = DirtyRanges(moves: nil)
    static let nowhere = DirtyRanges(moves: [])

    private init(moves: [ClosedRange<BoardValue>]?) { self.moves = moves }

    /// An entrant moved; nil: it entered or left.
    mutating func add(_ move: ClosedRange<BoardValue>?) {
        guard let move, let count = moves?.count else { return self = .wholly }
        guard count == Self.mostMoves, let last = moves?.popLast() else { return moves?.append(move) ?? () }
        moves?.append(min(last.lowerBound, move.lowerBound)...max(last.upperBound, move.upperBound))
    }

    /// Whether a window may show something else now. O(1).
    func touches(_ span: ValueSpan?) -> Bool {
        guard let moves else { return true }
        return span.map { span in moves.contains { span.isTouched(by: $0) } } ?? false
    }
}
