import Boards
import Periods
@testable import Live

/// A small company in UTC with boards of every kind of window, and the numbers behind them.
struct Company {
    static let members = 30
    static let definitions = [
        BoardDefinition(id: "all", period: .month),
        BoardDefinition(id: "dense", period: .month, ties: .dense) { $0.reveal = .top(5) },
        BoardDefinition(id: "quiet", period: .month, ties: .first) { ($0.minimum, $0.reveal) = (.points(3), .quiet) },
        BoardDefinition(id: "mine", period: .month) { $0.scope = .ownTeam },
        BoardDefinition(id: "teams", entrants: .teams, period: .month),
        BoardDefinition(id: "day", period: .day),
    ]
    static let calendar = CompanyCalendar(zone: .utc)
    static let start = Instant(rfc3339: "2026-11-21T12:00:00Z") ?? Instant(seconds: 0)

    /// The points of each member (or team) on each board, and the command that changed them: the truth behind the boards.
    var lines: [BoardKey: [Int32: BoardFill.Line]] = [:]
    var rows: [MemberRow] = (0..<members).map { number in
        MemberRow(id: "m\(number)", name: "成员 \(number)", team: Int32(1 + number % 3), collation: UInt64(number ^ 5))
    }
    var command: UInt64 = 0
    var now = Company.start

    static var teamRows: [(number: Int32, row: TeamRow)] {
        [("region", nil), ("east", 0), ("west", 0), ("south", nil)].enumerated().map {
            (Int32($0.offset), TeamRow(id: $0.element.0, name: $0.element.0, parent: $0.element.1, collation: UInt64($0.offset)))
        }
    }

    /// Boards built anew from what is on disk, as after a restart.
    func boards() -> LiveBoards {
        var roster = Roster()
        _ = roster.set(Self.teamRows)
        for (number, row) in rows.enumerated() { roster.set(row, at: Int32(number)) }
        var boards = LiveBoards(Self.definitions.map { LiveBoards.Entry($0, .points) }, roster: roster, calendar: Self.calendar, now: now)
        for key in boards.boards.keys { _ = boards.install(fill(key)) }
        return boards
    }

    func fill(_ key: BoardKey, phase: BoardPhase = .open) -> BoardFill {
        BoardFill(board: key, phase: phase, kind: .points, lines: Array((lines[key] ?? [:]).values), through: command, at: Int64(command))
    }

    /// One sale: the member gets points on every board, and so does the team.
    mutating func sale(_ member: Int32, _ points: Int64) -> [BoardMoves] {
        command += 1
        return Self.definitions.compactMap { definition in
            guard let entrant = definition.entrants == .members ? member : rows[Int(member)].team else { return nil }
            let key = BoardKey(board: definition.id, period: Self.calendar.period(definition.period, containing: now).key)
            let old = lines[key]?[entrant]?.amount ?? .points(0)
            // A command that leaves the value as it was is not the one that last changed it.
            let changed = points == 0 ? lines[key]?[entrant]?.command ?? command : command
            let line = BoardFill.Line(entrant: entrant, amount: old + .points(points), command: changed)
            lines[key, default: [:]][entrant] = line
            return BoardMoves(of: key, [BoardMove(entrant: entrant, value: line.amount, command: command, at: Int64(command))])
        }
    }
}
