import Mailboxes
import Testing

@Suite struct FairQueueTests {
    private final class Rig {
        private var queue: FairQueue<Int>

        init(waiting: Int = 100, ofOne: Int = 100, runningOfOne: Int = 100, running: [TurnHolder.Line: Int] = [:]) {
            queue = FairQueue(FairQueue.Limits(waiting: waiting, waitingOfOne: ofOne, runningOfOne: runningOfOne, running: running))
        }

        var count: Int { queue.count }
        func add(_ job: Int, for turnHolder: TurnHolder) -> Bool { queue.add(job, for: turnHolder) }
        func take() -> FairQueue<Int>.Dealt? { queue.take() }
        func finished(_ turnHolder: TurnHolder) { queue.finished(turnHolder) }
        func dropUnwanted() -> [Int] { queue.dropUnwanted().map(\.job) }

        /// Takes a job and has done with it.
        func serve() -> Int? {
            guard let dealt = queue.take() else { return nil }
            queue.finished(dealt.turnHolder)
            return dealt.job
        }
    }

    @Test func `who asks for much waits for their turn like everybody`() {
        let queue = Rig()
        for job in 0..<5 { #expect(queue.add(job, for: TurnHolder("greedy"))) }
        for (job, name) in [(10, "li"), (11, "wang"), (12, "li")] { #expect(queue.add(job, for: TurnHolder(name))) }
        #expect((0..<9).map { _ in queue.serve() } == [0, 10, 11, 1, 12, 2, 3, 4, nil])
    }

    @Test func `each may have so many waiting and all together so many`() {
        let queue = Rig(waiting: 5, ofOne: 2)
        let taken = ["a", "a", "a", "b", "b", "c", "d"].enumerated().map { queue.add($0, for: TurnHolder($1)) }
        #expect(taken == [true, true, false, true, true, true, false])
        // The other line has room of its own.
        #expect(queue.add(9, for: TurnHolder("d", .second)))
        _ = queue.serve()
        #expect(queue.count == 5)
    }

    @Test func `one turnHolder leaves a worker for the others`() {
        let queue = Rig(runningOfOne: 2)
        for job in 0..<4 { _ = queue.add(job, for: TurnHolder("greedy", job == 3 ? .second : .first)) }
        let first = queue.take(), second = queue.take()
        #expect(first?.job == 0 && second?.job == 3)
        #expect(queue.take()?.job == nil)
        _ = queue.add(7, for: TurnHolder("li"))
        #expect(queue.take()?.job == 7)
        #expect(queue.take()?.job == nil)
        if let first { queue.finished(first.turnHolder) }
        #expect(queue.take()?.job == 1)
    }

    @Test func `what takes long leaves a worker for what does not`() {
        let queue = Rig(running: [.second: 1])
        for job in 0..<3 { _ = queue.add(job, for: TurnHolder("reader \(job)", .second)) }
        let long = queue.take()
        #expect(long?.job == 0)
        #expect(queue.take()?.job == nil)
        _ = queue.add(9, for: TurnHolder("li"))
        #expect(queue.take()?.job == 9)
        if let long { queue.finished(long.turnHolder) }
        #expect(queue.take()?.job == 1)
    }

    @Test func `two lines take turns`() {
        let queue = Rig()
        for job in 0..<3 {
            _ = queue.add(job, for: TurnHolder("short \(job)"))
            _ = queue.add(job + 10, for: TurnHolder("long \(job)", .second))
        }
        #expect((0..<6).map { _ in queue.serve() } == [0, 10, 1, 11, 2, 12])
    }

    @Test func `who is gone gives their place to who waits`() {
        let queue = Rig(waiting: 2, ofOne: 2)
        let cancellation = Cancellation()
        _ = queue.add(1, for: TurnHolder("gone", cancellation: cancellation))
        _ = queue.add(2, for: TurnHolder("there"))
        #expect(!queue.add(3, for: TurnHolder("late")))
        cancellation.cancel()
        #expect(queue.dropUnwanted() == [1])
        #expect(queue.add(3, for: TurnHolder("late")))
        #expect((0..<3).map { _ in queue.serve() } == [2, 3, nil])
    }

    /// Whatever is asked for in whichever order: bounds hold, nothing is lost or doubled, and nobody waits while a worker may have them.
    @Test(arguments: 0..<50 as Range<UInt64>)
    func `any order keeps its bounds`(seed: UInt64) {
        var random = Numbers(seed: seed)
        let queue = Rig(waiting: 12, ofOne: 4, runningOfOne: 2, running: [.second: 1])
        var added: Set<Int> = [], taken: [Int] = [], running: [TurnHolder] = []
        for job in 0..<500 {
            let turnHolder = TurnHolder("turnHolder \(random.next(5))", random.next(3) == 0 ? .second : .first)
            if random.next(2) == 0, queue.add(job, for: turnHolder) { added.insert(job) }
            if random.next(2) == 0, running.count < 3, let dealt = queue.take() {
                taken.append(dealt.job)
                running.append(dealt.turnHolder)
            }
            if random.next(3) == 0, !running.isEmpty { queue.finished(running.remove(at: random.next(running.count))) }
            #expect(Dictionary(grouping: running, by: \.name).values.allSatisfy { $0.count <= 2 })
            #expect(running.count { $0.line == .second } <= 1)
            #expect(queue.count <= 24 && queue.count + taken.count == added.count)
        }
        running.forEach { queue.finished($0) }
        while let job = queue.serve() { taken.append(job) }
        #expect(Set(taken) == added && taken.count == added.count)
    }
}

/// Numbers that look random, the same for the same seed.
private struct Numbers {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound))
    }
}
