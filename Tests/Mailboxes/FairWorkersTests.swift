import Mailboxes
import Synchronization
import Testing

@Suite struct FairWorkersTests {
    private struct Broken: Error {}

    private static func limits<Context>(_ waiting: Int) -> FairQueue<FairWorkers<Context>.Job>.Limits {
        FairQueue.Limits(waiting: waiting, waitingOfOne: waiting, runningOfOne: 8)
    }

    @Test func `a job that was taken is called also where its context cannot be made`() {
        let tries = Atomic(0)
        let workers = FairWorkers<Int>("test", threads: 1, Self.limits(10)) {
            guard tries.add(1, ordering: .relaxed).newValue > 1 else { throw Broken() }
            return 7
        }
        let told = BlockingPromise<[String]>(), first = Mutex<[String]>([])
        workers.perform(for: .laurel) { result in first.withLock { $0.append("\(result)") } }
        workers.perform(for: .laurel) { result in told.fulfil(first.withLock { $0 } + ["\(result)"]) }
        #expect(told.wait() == ["\(Result<Int, FairWorkers<Int>.Failure>.failure(.noContext))", "\(Result<Int, FairWorkers<Int>.Failure>.success(7))"])
        workers.stop()
    }

    @Test func `who finds it full is told at once and who is gone makes room`() {
        let workers = FairWorkers<Void>("test", threads: 1, Self.limits(2)) {}
        let begun = Signal(), gate = Signal(), told = Mutex<[String]>([])
        let note: @Sendable (String, Result<Void, FairWorkers<Void>.Failure>) -> Void = { name, result in
            let word = if case .failure(let failure) = result { "\(failure)" } else { "done" }
            told.withLock { $0.append("\(name) \(word)") }
        }
        workers.perform(for: .laurel) { _ in
            begun.raise()
            gate.wait()
        }
        begun.wait()
        let cancellation = Cancellation()
        workers.perform(for: TurnHolder("a", cancellation: cancellation)) { note("a", $0) }
        workers.perform(for: TurnHolder("b")) { note("b", $0) }
        workers.perform(for: TurnHolder("c")) { note("c", $0) }
        #expect(told.withLock { $0 } == ["c full"])
        cancellation.cancel()
        workers.perform(for: TurnHolder("d")) { note("d", $0) }
        gate.raise()
        workers.stop()
        #expect(told.withLock { $0 } == ["c full", "a full", "b done", "d done"])
        workers.perform(for: TurnHolder("e")) { note("e", $0) }
        #expect(told.withLock { $0.last } == "e closed")
    }
}
