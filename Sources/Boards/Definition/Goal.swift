/// What a board is about beside places.
package enum Goal: Hashable, Sendable {
    /// Who reaches it first is ahead; nobody stands beyond it.
    case race(BoardValue)
    /// All of them together are to reach it: then everyone is honoured, and else nobody.
    case shared(BoardValue)

    package var value: BoardValue {
        switch self {
        case .race(let value), .shared(let value): value
        }
    }
}
