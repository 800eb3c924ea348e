import Periods
import Seeds
import Testing

@testable import API

@Suite struct AttemptTableTests {
    private static let schedule = AttemptTable.Schedule(free: 3, doubling: 1, longestSeconds: 60, forgivenSeconds: 20)
    private let start = Instant(seconds: 1_800_000_000)

    private func key(_ number: Int) -> AttemptTable.Key {
        var random = Seeded(seed: UInt64(bitPattern: Int64(number)))
        return AttemptTable.Key(place: random.next(), tag: random.next())
    }

    /// Failures of each key, each kept for ever: what a table without a bound would know.
    private struct Exact {
        var count: [AttemptTable.Key: Int] = [:]
        var until: [AttemptTable.Key: Instant] = [:]

        func failures(_ key: AttemptTable.Key, _ now: Instant) -> Int {
            guard let until = until[key], let count = count[key] else { return 0 }
            return until < now ? max(0, count - Int(now.microseconds(since: until) / 20_000_000)) : count
        }
    }

    @Test(arguments: 1...20)
    func `what was forgotten counts for no less than it did`(_ number: Int) {
        var random = Seeded(seed: UInt64(number))
        var table = AttemptTable(Self.schedule, buckets: 3, places: 2), exact = Exact(), now = start
        for _ in 0..<1_000 {
            now = now.adding(seconds: Int64(random.below(4)))
            let key = key(random.below(random.chance(30) ? 4 : 400))
            if random.chance(90) {
                _ = table.charge(key, at: now)
                let count = exact.failures(key, now) + 1
                exact.count[key] = count
                exact.until[key] = now.adding(seconds: Self.schedule.seconds(after: count))
            }
            #expect(table.failures(key, at: now) >= exact.failures(key, now), "\(random)")
            if let until = exact.until[key], until > now { #expect(table.wait(key, at: now).map { $0 >= until } ?? false, "\(random)") }
            #expect(table.count <= 6)
        }
    }

    @Test func `names that are made up push out nothing that waits`() {
        var table = AttemptTable(Attempts.ofPair), victim = key(-1)
        for _ in 0..<7 { _ = table.charge(victim, at: start) }
        let until = table.wait(victim, at: start)
        for number in 0..<40_000 { _ = table.charge(key(number), at: start) }
        #expect(until != nil && table.wait(victim, at: start) == until)
        #expect(table.count <= 16_384)
        // Nor do they make anybody wait who has done nothing.
        victim = key(-2)
        #expect(table.wait(victim, at: start) == nil)
    }

    @Test func `waits rise and are forgiven one by one`() {
        var table = AttemptTable(Self.schedule), seconds: [Int64] = []
        let key = key(1)
        for _ in 0..<12 {
            _ = table.charge(key, at: start)
            seconds.append((table.wait(key, at: start)?.microseconds(since: start) ?? 0) / 1_000_000)
        }
        #expect(seconds == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60])
        let over = start.adding(seconds: 60)
        #expect(table.wait(key, at: over) == nil)
        #expect(table.failures(key, at: over.adding(seconds: 19)) == 12)
        #expect(table.failures(key, at: over.adding(seconds: 20)) == 11)
        #expect(table.failures(key, at: over.adding(seconds: 240)) == 0)
        #expect(table.left(key, at: over.adding(seconds: 220)) == 2)
    }

    @Test func `what is taken back was never`() {
        var table = AttemptTable(Self.schedule)
        let key = key(1)
        for _ in 0..<2 { _ = table.charge(key, at: start) }
        let third = table.charge(key, at: start)
        #expect(table.wait(key, at: start) != nil)
        table.refund(third)
        #expect(table.wait(key, at: start) == nil && table.failures(key, at: start) == 2)
        table.forgive(key, at: start)
        #expect(table.failures(key, at: start) == 0)
    }
}
