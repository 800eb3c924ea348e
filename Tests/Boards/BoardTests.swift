import Periods
import Seeds
import Testing
@testable import Boards

@Suite struct BoardTests {
    private func board(_ definition: BoardDefinition, _ kind: BoardValue.Kind = .points) -> Board {
        Board(definition, period: "2026-11", phase: .open, kind: kind, at: 0)
    }

    private func move(_ entrant: Int32, _ value: BoardValue, _ command: UInt64 = 1, _ part: BoardMove.Part = .amount) -> BoardMove {
        BoardMove(entrant: entrant, part: part, value: value, command: command, at: Int64(command))
    }

    private func lines(_ board: Board) -> [String] {
        board.index.page(offset: 0, limit: 99).map { "\($0.entrant): \($0.value.number) (\($0.rank))" }
    }

    @Test func `who has nothing or less than the minimum does not stand`() {
        var board = board(BoardDefinition(id: "b", period: .month) { $0.minimum = .points(10) })
        for (entrant, points) in [(0, 9), (1, 10), (2, -5), (3, 0)] as [(Int32, Int64)] { _ = board.apply(move(entrant, .points(points))) { _ in 0 } }
        #expect(lines(board) == ["1: 10 (1)"])
        _ = board.apply(move(1, .points(9), 2)) { _ in 0 }
        #expect(lines(board) == [])
    }

    @Test func `negative ones stand at the end`() {
        var board = board(BoardDefinition(id: "b", period: .month))
        for (entrant, points) in [(0, -1), (1, 3), (2, 0)] as [(Int32, Int64)] { _ = board.apply(move(entrant, .points(points))) { _ in 0 } }
        #expect(lines(board) == ["1: 3 (1)", "0: -1 (2)"])
    }

    @Test func `a mean per head is compared as a ratio of sums`() {
        var board = board(BoardDefinition(id: "b", entrants: .teams, period: .month) { $0.perHead = true })
        for (team, points, heads) in [(0, 100, 3), (1, 67, 2), (2, 5, 0)] as [(Int32, Int64, Int64)] {
            _ = board.apply(move(team, .points(heads), 1, .basis)) { _ in 0 }
            _ = board.apply(move(team, .points(points), 2)) { _ in 0 }
        }
        #expect(lines(board) == ["1: 33.5 (1)", "0: 33.3333 (2)"])
    }

    @Test func `growth is won from anywhere`() {
        var board = board(BoardDefinition(id: "b", value: .growth(of: .points), period: .month))
        for (entrant, before, now) in [(0, 4000, 4400), (1, 10, 40), (2, 0, 50), (3, 80, 60), (4, 7, 7)] as [(Int32, Int64, Int64)] {
            _ = board.apply(move(entrant, .points(before), 1, .basis)) { _ in 0 }
            _ = board.apply(move(entrant, .points(now), 2)) { _ in 0 }
        }
        #expect(lines(board) == ["1: 3 (1)", "0: 0.1 (2)", "3: -0.25 (3)"])
        // A late activity of the month before counts too.
        #expect(board.apply(move(1, .points(40), 3, .basis)) { _ in 0 })
        #expect(lines(board).first == "0: 0.1 (1)")
    }

    @Test func `attainment is a share of the target`() {
        var board = board(BoardDefinition(id: "b", value: .attainment(metric: "revenue"), period: .month), .decimal)
        _ = board.apply(move(0, .decimal(150 * BoardValue.unit), 1)) { _ in 0 }
        #expect(lines(board) == [])
        _ = board.apply(move(0, .decimal(200 * BoardValue.unit), 2, .basis)) { _ in 0 }
        #expect(lines(board) == ["0: 0.75 (1)"])
    }

    @Test func `a quotient is reached by the last command of its sums`() {
        var growth = board(BoardDefinition(id: "b", value: .growth(of: .points), period: .month, ties: .first))
        for (entrant, command) in [(0, 1), (1, 2)] as [(Int32, UInt64)] { _ = growth.apply(move(entrant, .points(10), command, .basis)) { _ in 0 } }
        #expect(lines(growth) == ["0: -1 (1)", "1: -1 (2)"])
        // It leaves the value as it was, but whoever reads the board anew finds no more than this command.
        #expect(growth.apply(move(0, .points(20), 3, .basis)) { _ in 0 })
        #expect(lines(growth) == ["1: -1 (1)", "0: -1 (2)"])
        let read = [(0, 20, 3), (1, 10, 2)] as [(Int32, Int64, UInt64)]
        let fill = BoardFill(
            board: growth.key, phase: .open, kind: .points,
            lines: read.map { .init(entrant: $0, amount: .points(0), basis: .points($1), command: $2) }, through: 3, at: 3)
        #expect(growth.difference(from: Board(growth.definition, fill, name: { _ in 0 }, isAway: { _ in false })) == nil)
    }

    @Test func `a target says nothing of when an amount was reached`() {
        var board = board(BoardDefinition(id: "b", value: .attainment(metric: "revenue"), period: .month, ties: .first), .decimal)
        for (entrant, command) in [(0, 1), (1, 2)] as [(Int32, UInt64)] { _ = board.apply(move(entrant, .decimal(50 * BoardValue.unit), command)) { _ in 0 } }
        for (entrant, command) in [(1, 3), (0, 4)] as [(Int32, UInt64)] { _ = board.apply(move(entrant, .decimal(100 * BoardValue.unit), command, .basis)) { _ in 0 } }
        #expect(lines(board) == ["0: 0.5 (1)", "1: 0.5 (2)"])
    }

    @Test func `leavers leave open boards and archived ones never`() {
        var board = board(BoardDefinition(id: "b", period: .month))
        for entrant in 0..<3 as Range<Int32> { _ = board.apply(move(entrant, .points(Int64(entrant) + 1), UInt64(entrant))) { _ in 0 } }
        let left = board.leave(2)
        #expect(left && lines(board) == ["1: 2 (1)", "0: 1 (2)"])
        // What they did before they left still arrives, and shows if they come back.
        #expect(!board.apply(move(2, .points(9), 7)) { _ in 0 })
        let back = board.comeBack(2, name: 0)
        #expect(back && lines(board).first == "2: 9 (1)")
        board.move(to: .locked)
        let leftArchive = board.leave(2)
        #expect(!leftArchive && !board.apply(move(1, .points(50), 8)) { _ in 0 })
        #expect(lines(board).first == "2: 9 (1)")
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a board filled at once is the board that moved`(seed: UInt64) {
        var dice = Seeded(seed: seed)
        for entrants in [BoardDefinition.Entrants.members, .teams] {
            let definition = BoardDefinition(id: "b", entrants: entrants, period: .month, ties: .first) { $0.minimum = .points(2) }
            var (moved, lines) = (board(definition), [Int32: BoardFill.Line]())
            for command in 1...60 as ClosedRange<UInt64> {
                let (entrant, points) = (Int32.random(in: 0..<6, using: &dice), BoardValue.points(Int64.random(in: 1...9, using: &dice)))
                if lines[entrant]?.amount == points { continue }
                _ = moved.apply(move(entrant, points, command)) { UInt64($0) }
                lines[entrant] = .init(entrant: entrant, amount: points, command: command)
            }
            let fill = BoardFill(board: moved.key, phase: .open, kind: .points, lines: Array(lines.values), through: 60, at: moved.at)
            let filled = Board(definition, fill, name: { UInt64($0) }, isAway: { _ in false })
            #expect(moved.difference(from: filled) == nil, "seed \(seed)")
            _ = moved.apply(move(2, .points(77), 61)) { UInt64($0) }
            #expect(moved.difference(from: filled) != nil, "seed \(seed)")
        }
    }

    @Test func `a tree that bites its tail is none`() {
        #expect(TeamTree([1, 0]) == nil && TeamTree([5]) == nil && TeamTree([0]) == nil)
    }
}
