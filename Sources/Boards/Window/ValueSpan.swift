/// The values on which what a window shows depends. While entrants move between values that all lie on one side of it, and nobody
/// enters or leaves the board, the window shows what it showed.
package struct ValueSpan: Sendable, Hashable {
    /// Nil: without a bound.
    package var lower: BoardValue?
    package var upper: BoardValue?

    /// Every value.
    package static let all = ValueSpan(lower: nil, upper: nil)

    package init(lower: BoardValue?, upper: BoardValue?) {
        self.lower = lower
        self.upper = upper
    }

    /// Whether a move between these values may be seen.
    package func isTouched(by move: ClosedRange<BoardValue>) -> Bool {
        if let lower, move.upperBound < lower { return false }
        if let upper, move.lowerBound > upper { return false }
        return true
    }
}

/// What a window shows, and what that depends on: nil where only entering and leaving the board changes it.
package struct WindowLook: Sendable {
    package var state: WindowState
    package var span: ValueSpan?
}
