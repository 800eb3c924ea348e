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

    package var board: BoardKey
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

    package init(board: BoardKey, entrant: Int32, part: Part = .amount, value: BoardValue, command: UInt64, at: Int64) {
        self.board = board
        self.entrant = entrant
        self.part = part
        self.value = value
        self.command = command
        self.at = at
    }
}
