/// One period of a board as it was read from the store: at the start, or when somebody opens an archived one.
package struct BoardFill: Sendable {
    package struct Line: Sendable {
        package var entrant: Int32
        /// See `BoardMove.Part.amount`.
        package var amount: BoardValue
        /// See `BoardMove.Part.basis`; nil where the board has none, or the entrant.
        package var basis: BoardValue?
        /// The number of the command that last changed the value.
        package var command: UInt64

        package init(entrant: Int32, amount: BoardValue, basis: BoardValue? = nil, command: UInt64) {
            self.entrant = entrant
            self.amount = amount
            self.basis = basis
            self.command = command
        }
    }

    package var board: BoardKey
    package var phase: BoardPhase
    /// What its amounts are: must be told, since a board may be empty.
    package var kind: BoardValue.Kind
    package var lines: [Line]
    /// The same as it stood at the start of the company's today; nil where that is not asked for.
    package var startOfDay: [Line]?
    /// The number of the last command that is in it: later moves come on top.
    package var through: UInt64
    /// Milliseconds since 1970 of the last commit that is in it.
    package var at: Int64

    package init(board: BoardKey, phase: BoardPhase, kind: BoardValue.Kind, lines: [Line], startOfDay: [Line]? = nil, through: UInt64, at: Int64) {
        self.board = board
        self.phase = phase
        self.kind = kind
        self.lines = lines
        self.startOfDay = startOfDay
        self.through = through
        self.at = at
    }
}

/// The life of a period of a board (boards.md).
package enum BoardPhase: String, Sendable {
    case open
    /// Past its end, before its lock: late activities count.
    case closed
    /// An archived, unchanging record.
    case locked
}
