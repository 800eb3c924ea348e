/// That a committed command gave an entrant of a board another number. What the runtime tells the web thread.
package struct BoardMove: Sendable {
    /// Which of the numbers behind a board's value moved.
    package enum Part: Sendable {
        /// What the entrant has in this period. On a board of teams: what the team and the teams inside it have.
        case amount
        /// What it is measured by: the target (attainment), the amount of the period before (growth), the heads (per head;
        /// here those of the team and the teams inside it).
        case basis
    }

    /// The number of the member or team: dense, from 0.
    package var entrant: Int32
    package var part: Part
    /// The number after the command, not the difference. Points and metrics of counts as `points`, quantities as
    /// `decimal`, ratios of metrics as `ratio` (0 over 0 where there is nothing yet); heads as `points`.
    package var value: BoardValue
    /// The number of the command.
    package var command: UInt64
    /// Milliseconds since 1970 of the commit.
    package var at: Int64

    package init(entrant: Int32, part: Part = .amount, value: BoardValue, command: UInt64, at: Int64) {
        self.entrant = entrant
        self.part = part
        self.value = value
        self.command = command
        self.at = at
    }
}

/// The moves of one board, in the order in which they are to be applied.
package struct BoardMoves: Sendable {
    package var board: BoardKey
    package var moves: [BoardMove]

    package init(of board: BoardKey, _ moves: [BoardMove]) {
        self.board = board
        self.moves = moves
    }
}
