import Seeds
import Testing

@testable import PointsEngine

@Suite("The queue of what is due")
struct DueQueueTests {
    /// What it stands for, written down plainly: every look sorts all of it.
    private struct Plain {
        private var keys: [Int: Set<Int>] = [:]

        var next: Int? { keys.keys.min() }

        func keys(at moment: Int, limit: Int) -> [Int] { Array((keys[moment] ?? []).sorted().prefix(limit)) }
        mutating func insert(_ key: Int, at moment: Int) { keys[moment, default: []].insert(key) }
        mutating func remove(_ key: Int, from moment: Int) {
            keys[moment]?.remove(key)
            if keys[moment]?.isEmpty ?? false { keys[moment] = nil }
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `says what sorting all of it would say`(seed: UInt64) {
        var random = Seeded(seed: seed), queue = DueQueue<Int, Int>(), plain = Plain()
        for _ in 0..<2_000 {
            let moment = Int.random(in: 0..<12, using: &random), key = Int.random(in: 0..<40, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0, 1:
                queue.insert(key, at: moment)
                plain.insert(key, at: moment)
            case 2:
                queue.remove(key, from: moment)
                plain.remove(key, from: moment)
            default:
                #expect(queue.next() == plain.next)
                guard let first = plain.next else { continue }
                let limit = Int.random(in: 1..<10, using: &random), due = queue.keys(at: first, limit: limit)
                #expect(due == plain.keys(at: first, limit: limit))
                // As a step does: what was due is done.
                for key in due where Bool.random(using: &random) {
                    queue.remove(key, from: first)
                    plain.remove(key, from: first)
                }
            }
        }
    }

    @Test func `forgets moments that have nothing any more`() {
        var queue = DueQueue<Int, Int>()
        for moment in 0..<10_000 {
            queue.insert(1, at: 20_000 - moment)
            queue.remove(1, from: 20_000 - moment)
        }
        #expect(queue.heldMoments < 100)
        queue.insert(1, at: 7)
        queue.insert(2, at: 5)
        #expect(queue.next() == 5)
    }
}
