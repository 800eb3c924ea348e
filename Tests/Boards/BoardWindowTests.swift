import Seeds
import Testing
@testable import Boards

@Suite struct BoardWindowTests {
    private func row(_ line: Standing) -> BoardRow {
        BoardRow(entrant: line.entrant, id: "m\(line.entrant)", name: "", team: nil, value: line.value, rank: line.rank, place: line.place)
    }

    /// Fifty entrants, the first with the most; of each two one has the value of the other.
    private var index: StandingIndex {
        var index = StandingIndex(of: .points, ties: .competition, chunkSize: 4)
        for entrant in 0..<50 as Range<Int32> { index.set(.points(Int64(100 - entrant / 2)), of: entrant, reachedBy: UInt64(entrant), name: 0) }
        return index
    }

    private func seen(_ window: BoardWindow, _ reveal: Reveal, _ viewer: Int32?, seesAll: Bool = false) -> [Int32] {
        index.window(window, reveal: reveal, viewer: BoardViewer(entrant: viewer, seesAll: seesAll), row: row).rows.map(\.entrant)
    }

    @Test func `everyone sees the first and their own neighbourhood`() {
        #expect(seen(.top(50), .top(5), nil) == [0, 1, 2, 3, 4])
        #expect(seen(.around(30, radius: 2), .top(5), 30) == [28, 29, 30, 31, 32])
        #expect(seen(.around(30, radius: 40), .top(5), 30) == [0, 1, 2, 3, 4] + Array(20...40))
        #expect(seen(.around(45, radius: 3), .top(5), 30) == [])
        #expect(seen(.page(offset: 3, limit: 4), .top(5), 49) == [3, 4])
        #expect(seen(.top(50), .top(5), nil, seesAll: true).count == 50)
    }

    @Test func `a quiet board shows the way to the next place alone`() {
        let window = index.window(.top(50), reveal: .quiet, viewer: BoardViewer(entrant: 31, seesAll: false), row: row)
        #expect(window.rows.map(\.entrant) == [31] && window.rows.first?.rank == 31)
        #expect(window.next == NextPlace(rank: 29, value: .points(86)))
        #expect(seen(.top(50), .quiet, nil) == [] && seen(.top(3), .quiet, nil, seesAll: true) == [0, 1, 2])
        #expect(index.window(.top(1), reveal: .quiet, viewer: BoardViewer(entrant: 1, seesAll: false), row: row).next == nil)
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64], TiePolicy.allCases)
    func `a state and its changes are the next state`(seed: UInt64, ties: TiePolicy) {
        var dice = Seeded(seed: seed)
        var index = StandingIndex(of: .points, ties: ties, chunkSize: 4)
        let windows: [BoardWindow] = [.top(5), .around(3, radius: 2), .page(offset: 4, limit: 3)]
        var states = windows.map { _ in WindowState() }
        for command in 1...300 as ClosedRange<UInt64> {
            let entrant = Int32.random(in: 0..<12, using: &dice)
            if Int.random(in: 0..<8, using: &dice) == 0 { index.remove(entrant) }
            else { index.set(.points(Int64.random(in: 1...4, using: &dice)), of: entrant, reachedBy: command / 2, name: UInt64(entrant)) }
            for (number, window) in windows.enumerated() where Bool.random(using: &dice) {
                let now = index.window(window, reveal: .all, viewer: BoardViewer(entrant: nil, seesAll: false), row: row)
                let change = WindowChange(from: states[number], to: now)
                #expect((change?.applied(to: states[number]) ?? states[number]) == now, "seed \(seed), command \(command)")
                states[number] = now
            }
        }
    }

    @Test func `a change names what changed and the rank before`() throws {
        let one = index.window(.top(3), reveal: .all, viewer: BoardViewer(entrant: nil, seesAll: false), row: row)
        var moved = index
        moved.set(.points(200), of: 2, reachedBy: 99, name: 0)
        let two = moved.window(.top(3), reveal: .all, viewer: BoardViewer(entrant: nil, seesAll: false), row: row)
        let change = try #require(WindowChange(from: one, to: two))
        #expect(change.rows.map(\.row.id) == ["m2", "m0", "m1"] && change.rows.map(\.was) == [3, 1, 1] && change.gone == [])
        #expect(WindowChange(from: two, to: two) == nil)
    }

    @Test(arguments: [5, 6] as [UInt64])
    func `a team's part of a board is the board of its members`(seed: UInt64) {
        var dice = Seeded(seed: seed)
        let definition = BoardDefinition(id: "b", period: .month, ties: .first)
        var board = Board(definition, period: "2026-11", phase: .open, kind: .points, at: 0)
        var (team, part) = (Set<Int32>([1, 3, 5, 7]), BoardPart(of: board, members: [1, 3, 5, 7]))
        for command in 1...200 as ClosedRange<UInt64> {
            let member = Int32.random(in: 0..<12, using: &dice)
            if command % 10 == 0 {
                if team.remove(member) == nil { team.insert(member) }
                if team.contains(member) { part.follow(member, on: board) } else { part.drop(member) }
            } else {
                let move = BoardMove(entrant: member, value: .points(Int64.random(in: 0...3, using: &dice)), command: command, at: 0)
                if board.apply(move, name: { UInt64($0) }), team.contains(member) { part.follow(member, on: board) }
            }
            let expected = BoardPart(of: board, members: team).page(offset: 0, limit: 99)
            #expect(part.page(offset: 0, limit: 99) == expected && expected.map(\.entrant) == board.index.page(offset: 0, limit: 99).map(\.entrant).filter(team.contains))
        }
    }
}
