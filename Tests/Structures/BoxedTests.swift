import Testing

@testable import Structures

struct BoxedTests {
    private struct Held: Sendable {
        var numbers: [Int] = []
        var name = ""
    }

    private struct Holder: Sendable {
        @Boxed var held = Held()
    }

    /// Says when it goes.
    private final class Watched: Sendable {
        private let gone: @Sendable () -> Void

        init(_ gone: @escaping @Sendable () -> Void) { self.gone = gone }

        deinit { gone() }
    }

    @Test func `a copy stays as it was`() {
        var first = Holder()
        first.held.numbers = [1]
        let second = first
        first.held.numbers.append(2)
        first.held.name = "first"
        #expect(first.held.numbers == [1, 2] && first.held.name == "first")
        #expect(second.held.numbers == [1] && second.held.name == "")
    }

    @Test func `what one alone holds is changed in its place`() {
        var holder = Holder()
        holder.held.numbers = Array(0..<1_000)
        let before = holder.held.numbers.withUnsafeBufferPointer { $0.baseAddress }
        for place in 0..<1_000 { holder.held.numbers[place] += 1 }
        #expect(holder.held.numbers.withUnsafeBufferPointer { $0.baseAddress } == before)
        #expect(holder.held.numbers.first == 1 && holder.held.numbers.last == 1_000)
    }

    @Test func `a box that is handed on stays as it was, too`() {
        var holder = Holder()
        holder.held.numbers = [1]
        let box = holder.$held
        holder.held.numbers = [2]
        #expect(box.wrappedValue.numbers == [1] && holder.held.numbers == [2])
    }

    @Test func `what is inside ends with the last who holds it`() async {
        await confirmation { gone in
            struct Holder: Sendable {
                @Boxed var watched: Watched
            }
            var holders = [Holder(watched: Watched { gone() })]
            holders.append(holders[0])
            holders.removeLast()
            #expect(holders.count == 1)
            holders = []
        }
    }
}
