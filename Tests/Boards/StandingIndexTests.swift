import Seeds
import Testing
@testable import Boards

@Suite struct StandingIndexTests {
    @Test(arguments: TiePolicy.allCases)
    func `after every short sequence of changes the index is what sorting gives`(ties: TiePolicy) {
        let length = 4
        // Three entrants; each step sets one of them to 1 or 2, or removes it.
        for sequence in 0..<9 * 9 * 9 * 9 {
            var (index, naive) = (StandingIndex(of: .points, ties: ties, chunkSize: 4), NaiveBoard(ties: ties))
            var rest = sequence
            for step in 1...length {
                let (entrant, value) = (Int32(rest % 3), Int64(rest / 3 % 3))
                rest /= 9
                // Two steps make one command, so that some reach their value together.
                let command = UInt64((step + 1) / 2)
                let name = UInt64(9 - entrant)
                if value == 0 {
                    index.remove(entrant)
                    naive.lines[entrant] = nil
                } else {
                    index.set(.points(value), of: entrant, reachedBy: command, name: name)
                    naive.set(.points(value), of: entrant, reachedBy: command, name: name)
                }
            }
            let difference = difference(index, naive)
            if difference != nil { #expect(difference == nil, "sequence \(sequence)") }
        }
    }

    @Test(arguments: 0..<20)
    func `a board filled at once is the board filled step by step`(size: Int32) {
        var naive = NaiveBoard(ties: .dense)
        for entrant in 0..<size { naive.set(.points(Int64(entrant * 7 % 5)), of: entrant, reachedBy: UInt64(entrant / 3), name: UInt64(entrant ^ 3)) }
        let entries = naive.lines.values.map { StandingIndex.Entry(entrant: $0.entrant, value: $0.value, reachedBy: $0.reachedBy, name: $0.name) }
        let index = StandingIndex(of: .points, ties: .dense, entries: entries, chunkSize: 4)
        #expect(difference(index, naive) == nil)
    }

    @Test(arguments: TiePolicy.allCases)
    func `the rank that a higher value would have is the one that it has then`(ties: TiePolicy) {
        var naive = NaiveBoard(ties: ties)
        for entrant in 0..<30 as Range<Int32> { naive.set(.points(Int64(entrant * 7 % 11)), of: entrant, reachedBy: UInt64(entrant), name: UInt64(entrant)) }
        let entries = naive.lines.values.map { StandingIndex.Entry(entrant: $0.entrant, value: $0.value, reachedBy: $0.reachedBy, name: $0.name) }
        let index = StandingIndex(of: .points, ties: ties, entries: entries, chunkSize: 4)
        for entrant in 0..<30 as Range<Int32> {
            for more in 1...12 as ClosedRange<Int64> {
                let value = BoardValue.points(Int64(entrant * 7 % 11) + more)
                var then = naive
                then.set(value, of: entrant, reachedBy: 1_000, name: UInt64(entrant))
                #expect(index.rank(of: entrant, supposing: value) == then.standings.first { $0.entrant == entrant }?.rank, "\(entrant) with \(more) more")
            }
            #expect(index.rank(of: entrant, supposing: .points(-1)) == nil)
        }
        #expect(index.rank(of: 99, supposing: .points(5)) == nil)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64], TiePolicy.allCases)
    func `after a long run of changes the index is what sorting gives`(seed: UInt64, ties: TiePolicy) {
        var dice = Seeded(seed: seed)
        let kind: BoardValue.Kind = [.points, .decimal, .ratio][Int(seed % 3)]
        var (index, naive) = (StandingIndex(of: kind, ties: ties, chunkSize: 4 + Int(seed)), NaiveBoard(ties: ties))
        let people = Int32(40)
        for step in 0..<600 {
            let entrant = Int32.random(in: 0..<people, using: &dice)
            // First it fills, then it empties, then it fills again, so that chunks split and join.
            if Int.random(in: 0..<10, using: &dice) < (200..<400 ~= step ? 7 : 2) {
                index.remove(entrant)
                naive.lines[entrant] = nil
            } else {
                let value = value(of: kind, &dice)
                index.set(value, of: entrant, reachedBy: UInt64(step / 3), name: UInt64(people - entrant) / 2)
                naive.set(value, of: entrant, reachedBy: UInt64(step / 3), name: UInt64(people - entrant) / 2)
            }
            if step % 10 == 0, let difference = difference(index, naive) {
                Issue.record("seed \(seed), step \(step): \(difference)")
                return
            }
        }
        #expect(difference(index, naive) == nil, "seed \(seed)")
    }

    private func value(of kind: BoardValue.Kind, _ dice: inout Seeded) -> BoardValue {
        let small = Int128(Int64.random(in: -4...4, using: &dice))
        return switch kind {
        case .points: .points(Int64(small))
        // Beyond the 64 bits of a word the values themselves decide.
        case .decimal: .decimal(Bool.random(using: &dice) ? small : small + Int128(Int64.max) * 5)
        case .ratio: .ratio(small, Int128(Int64.random(in: 1...6, using: &dice)))
        }
    }

    @Test
    func `a value that falls and rises again is reached anew, one that stays is not`() {
        var index = StandingIndex(of: .points, ties: .first)
        index.set(.points(50), of: 0, reachedBy: 1, name: 0)
        index.set(.points(50), of: 1, reachedBy: 2, name: 1)
        let changed = index.set(.points(50), of: 0, reachedBy: 3, name: 0)
        #expect(!changed)
        #expect(index.page(offset: 0, limit: 9).map(\.entrant) == [0, 1])
        index.set(.points(40), of: 0, reachedBy: 4, name: 0)
        index.set(.points(50), of: 0, reachedBy: 5, name: 0)
        #expect(index.page(offset: 0, limit: 9).map(\.entrant) == [1, 0])
        #expect(index.rank(of: 0) == 2)
    }

    @Test
    func `equal values by one command share even the rank of the first, and are listed by name`() {
        var index = StandingIndex(of: .points, ties: .first)
        for (entrant, name) in [(0, 3), (1, 1), (2, 2)] as [(Int32, UInt64)] { index.set(.points(10), of: entrant, reachedBy: 7, name: name) }
        index.set(.points(10), of: 3, reachedBy: 8, name: 0)
        #expect(index.page(offset: 0, limit: 9).map(\.entrant) == [1, 2, 0, 3])
        #expect(index.page(offset: 0, limit: 9).map(\.rank) == [1, 1, 1, 4])
        index.rename(1, to: 9)
        #expect(index.page(offset: 0, limit: 9).map(\.entrant) == [2, 0, 1, 3])
        index.renumberNames { [30, 90, 20, 0][Int($0)] }
        #expect(index.checkInvariants() == nil)
    }

    @Test(arguments: TiePolicy.allCases)
    func `pages and neighbourhoods end where the list ends`(ties: TiePolicy) {
        var (index, naive) = (StandingIndex(of: .points, ties: ties, chunkSize: 4), NaiveBoard(ties: ties))
        for entrant in 0..<23 as Range<Int32> {
            index.set(.points(Int64(entrant / 3)), of: entrant, reachedBy: UInt64(entrant), name: 0)
            naive.set(.points(Int64(entrant / 3)), of: entrant, reachedBy: UInt64(entrant), name: 0)
        }
        let all = naive.standings
        for offset in 0...24 {
            for limit in 0...6 { #expect(index.page(offset: offset, limit: limit) == Array(all.dropFirst(offset).prefix(limit))) }
        }
        for line in all {
            let near = all.filter { abs($0.place - line.place) <= 3 }
            #expect(index.around(line.entrant, radius: 3) == near)
        }
        #expect(index.around(99, radius: 3).isEmpty && index.page(offset: -1, limit: 3).isEmpty)
    }
}
