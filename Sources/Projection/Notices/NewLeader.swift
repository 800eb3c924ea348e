import Boards
import Identity
import JSON
import Live

/// Who has come to first place of the board that the company looks at most, past somebody else. Nobody whose row is hidden is one.
package struct NewLeader: Hashable, Sendable {
    package let member: MemberID
    package let board: String
    package let period: String

    /// Nil: something else was celebrated.
    init?(_ celebration: Celebration, _ roster: Roster) {
        guard celebration.kind == "first", !celebration.isReserved, let member = roster.member(celebration.member),
            let board = celebration.more["board"]?.string, let period = celebration.more["period"]?.string
        else { return nil }
        (self.member, self.board, self.period) = (MemberID(member.id), board, period)
    }

    /// What an event says of it.
    package var data: [UInt8] {
        JSONWriter.object { writer in
            writer.member("board", board)
            writer.member("member", member.text)
            writer.member("period", period)
        }
    }
}
