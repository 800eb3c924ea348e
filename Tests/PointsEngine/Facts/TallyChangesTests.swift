import Identity
import JSON
import Periods
import RuleEngine
import Seeds
import Testing

@testable import PointsEngine

/// Against the plainest thing that does the same: one dictionary by key and day.
@Suite struct TallyChangesTests {
    private struct Place: Hashable {
        let key: TallyKey
        let day: Day
    }

    /// Few keys and days meet again and again; many outgrow the list that is gone through, and the first table.
    @Test(arguments: [1, 5, 40, 900])
    func `moves add up whatever their number`(members: Int) throws {
        var random = Seeded()
        var moves = TallyChanges()
        var plain: [Place: (sum: Decimal, count: Int64)] = [:]
        for _ in 0..<3_000 {
            let place = somewhere(members, &random), by = Decimal(Int64(random.pick(-50...50)))
            try moves.move(place.key, on: place.day, by: by, count: 1)
            let before = plain[place] ?? (.zero, 0)
            plain[place] = (try before.sum.adding(by), before.count + 1)
        }
        #expect(moves.cells.count == plain.count, "\(random)")
        for (place, expected) in plain {
            let found = moves[place.key, place.day]
            #expect(found?.sum == expected.sum && found?.count == expected.count, "\(place) \(random)")
        }
        for key in Set(plain.keys.map(\.key)) {
            let days = DayRange(Day(number: 20_001), until: Day(number: 20_003))
            var sum = Decimal.zero
            try moves.forEach(of: key, within: days) { sum = try sum.adding($0.now.sum) }
            let expected = try Decimal.sum(plain.filter { $0.key.key == key && days.contains($0.key.day) }.map(\.value.sum))
            #expect(sum == expected, "\(random)")
        }
    }

    @Test func `commands on top of each other give what one gives`() throws {
        var random = Seeded()
        var state = TallyChanges(), all = TallyChanges()
        for number in Int64(1)...200 {
            var command = TallyChanges()
            for _ in 0..<random.pick(1...60) {
                let place = somewhere(30, &random), by = Decimal(Int64(random.pick(-5...5)))
                try command.move(place.key, on: place.day, by: by, count: 1)
                try all.move(place.key, on: place.day, by: by, count: 1)
            }
            try state.apply(command, by: number) { _, _ in KeptTally(Tally(sum: Decimal(1_000), count: 7, changed: 0)) }
        }
        #expect(state.cells.count == all.cells.count, "\(random)")
        for move in all.cells {
            let now = state[move.key, move.day]
            #expect(try now?.sum == move.now.sum.adding(Decimal(1_000)), "\(random)")
            #expect(now?.count == move.now.count + 7, "\(random)")
        }
    }

    @Test func `a command that leaves a sum as it was did not reach it`() throws {
        let key = TallyKey(.member("li.na"), .points), day = Day(number: 20_000)
        var state = TallyChanges(), up = TallyChanges(), around = TallyChanges()
        try up.move(key, on: day, by: 5, count: 1)
        try around.move(key, on: day, by: 3, count: 1)
        try around.move(key, on: day, by: -3, count: -1)
        try state.apply(up, by: 11) { _, _ in KeptTally(.zero) }
        try state.apply(around, by: 12) { _, _ in KeptTally(.zero) }
        #expect(state[key, day] == Tally(sum: 5, count: 1, changed: 11))
    }

    private func somewhere(_ members: Int, _ random: inout Seeded) -> Place {
        let owner = random.chance(20) ? Owner.company : .member(MemberID("m-\(random.below(members))"))
        return Place(key: TallyKey(owner, random.chance(50) ? .points : .metric("revenue")), day: Day(number: Int32(20_000 + random.below(4))))
    }
}
