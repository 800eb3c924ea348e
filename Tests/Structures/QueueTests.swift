import Seeds
import Testing

@testable import Structures

@Suite("A queue")
struct QueueTests {
    @Test func `hands out what was put in, the oldest first`() {
        var random = Seeded()
        var queue = Queue<Int>(), model: [Int] = []
        for step in 0..<5_000 {
            if random.chance(step < 2_500 ? 60 : 40) {
                queue.append(step)
                model.append(step)
            } else {
                #expect(queue.removeFirst() == (model.isEmpty ? nil : model.removeFirst()), "\(random)")
            }
            #expect(queue.count == model.count && queue.first == model.first && queue.isEmpty == model.isEmpty, "\(random)")
        }
    }

    private final class Thing {}

    @Test func `lets go of what was taken`() {
        var queue = Queue<Thing>()
        weak var taken: Thing?
        for _ in 0..<10 { queue.append(Thing()) }
        do { taken = queue.removeFirst() }
        #expect(taken == nil && queue.count == 9)
    }
}
