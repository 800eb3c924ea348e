import Seeds
import Testing

@testable import Structures

@Suite("A map whose copies share")
struct SharedMapTests {
    /// A key of which many have the same hash: what collides in all bits stands together.
    private struct Key: Hashable {
        let number: Int
        func hash(into hasher: inout Hasher) { hasher.combine(number / 40) }
    }

    @Test func `is what a dictionary would be, and so is every copy that was taken on the way`() {
        var random = Seeded()
        var map = SharedMap<Key, Int>(), model: [Key: Int] = [:]
        var kept: [(SharedMap<Key, Int>, [Key: Int])] = []
        for step in 0..<6_000 {
            let key = Key(number: random.below(1_500)), value = random.chance(75) ? step : nil
            map[key] = value
            model[key] = value
            if step % 1_000 == 0 { kept.append((map, model)) }
        }
        for (map, model) in kept + [(map, model)] {
            #expect(map.count == model.count, "\(random)")
            #expect(map.mapValues { $0 } == model, "\(random)")
            #expect(map.values.sorted() == model.values.sorted(), "\(random)")
            #expect((0..<1_500).allSatisfy { map[Key(number: $0)] == model[Key(number: $0)] }, "\(random)")
        }
    }
}
