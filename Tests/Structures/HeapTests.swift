import Seeds
import Testing

@testable import Structures

@Suite("A heap")
struct HeapTests {
    @Test func `hands out what was put in, the least first, whatever comes in between`() {
        var random = Seeded()
        for size in [0, 1, 2, 3, 7, 8, 100, 1_000] {
            var heap = Heap<Int>(), model: [Int] = []
            for _ in 0..<size * 2 {
                if random.chance(65) {
                    let number = random.below(size + 1)
                    heap.insert(number)
                    model.append(number)
                    model.sort()
                } else {
                    #expect(heap.removeFirst() == (model.isEmpty ? nil : model.removeFirst()), "\(random)")
                }
                #expect(heap.firstDisorder == nil && heap.count == model.count && heap.first == model.first, "\(random)")
            }
            while let least = heap.removeFirst() { #expect(least == model.removeFirst(), "\(random)") }
            #expect(model.isEmpty)
        }
    }

    @Test func `skips what no longer counts`() {
        var heap = Heap<Int>()
        for number in [4, 1, 3, 2] { heap.insert(number) }
        #expect(heap.first { $0 > 2 } == 3 && heap.count == 2)
        #expect(heap.first { $0 > 9 } == nil && heap.count == 0)
    }
}
