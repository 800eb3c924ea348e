import Mailboxes
import Synchronization
import Testing

@Suite struct MailboxTests {
    @Test func `messages come in the order in which they were sent`() {
        let box = Mailbox<Int>(limit: 10) {}
        for number in 0..<5 { #expect(box.send(number) == .delivered) }
        #expect(box.takeAll() == [0, 1, 2, 3, 4])
        #expect(box.takeAll().isEmpty)
    }

    @Test func `the taker is woken once until it takes`() {
        let wakes = Atomic(0)
        let box = Mailbox<Int>(limit: 10) { wakes.add(1, ordering: .relaxed) }
        _ = (box.send(1), box.send(2))
        let first = wakes.load(ordering: .relaxed)
        _ = box.takeAll()
        _ = box.send(3)
        let second = wakes.load(ordering: .relaxed)
        #expect((first, second) == (1, 2))
    }

    @Test func `a full box keeps what it has and says so`() {
        let box = Mailbox<Int>(limit: 2) {}
        #expect([box.send(1), box.send(2), box.send(3)] == [.delivered, .delivered, .full])
        #expect(box.takeAll() == [1, 2])
        #expect(box.send(4) == .delivered)
    }

    @Test func `a closed box gives back what was not taken`() {
        let box = Mailbox<Int>(limit: 2) {}
        _ = box.send(1)
        #expect(box.close() == [1])
        #expect(box.send(2) == .closed)
        #expect(box.takeAll().isEmpty)
    }

    @Test func `nothing is lost or doubled between threads`() {
        let signal = Signal()
        let box = Mailbox<Int>(limit: .max) { signal.raise() }
        let threads = (0..<4).map { thread in
            PlainThread("sender") { for number in 0..<5_000 { _ = box.send(thread * 5_000 + number) } }
        }
        var taken: [Int] = []
        while taken.count < 20_000 {
            signal.wait()
            taken += box.takeAll()
        }
        for thread in threads { thread.join() }
        #expect(taken.sorted() == Array(0..<20_000))
    }

    @Test func `a signal raised earlier does not wait`() {
        let signal = Signal()
        signal.raise()
        #expect(signal.wait())
    }

    @Test func `a wait ends at its limit`() {
        #expect(!Signal().wait(atMost: .milliseconds(1)))
    }

    @Test func `a thread that is joined has run`() {
        let ran = Atomic(false)
        PlainThread("once") { ran.store(true, ordering: .releasing) }.join()
        let hasRun = ran.load(ordering: .acquiring)
        #expect(hasRun)
    }
}
