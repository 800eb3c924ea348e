import Testing

@testable import Web

@Suite struct BoundTests {
    private func holder(_ bytes: Int, _ address: String = "a", isChecked: Bool = true) -> BodyShares.Holder {
        BodyShares.Holder(bytes: bytes, address: address, isChecked: isChecked)
    }

    @Test func `all bodies together take no more than the budget`() {
        var shares = BodyShares(bytes: 100 << 10)
        let taken = ["a", "b", "c", "d"].map { shares.take(holder(30 << 10, $0)) }
        #expect(taken == [true, true, true, false])
        shares.giveBack(holder(30 << 10, "b"))
        _ = shares.take(holder(30 << 10, "d"))
        #expect(shares.used == 90 << 10)
    }

    @Test func `one address and strangers leave half of it to others`() {
        var shares = BodyShares(bytes: 100 << 10)
        let checked = [holder(50 << 10, "a"), holder(5 << 10, "a"), holder(5 << 10, "b")].map { shares.take($0) }
        #expect(checked == [true, false, true])
        var others = BodyShares(bytes: 100 << 10)
        // A name and a password always find room, where there is any.
        let unchecked = [holder(50 << 10, "", isChecked: false), holder(5 << 10, "b", isChecked: false), holder(4 << 10, "b", isChecked: false)]
        #expect(unchecked.map { others.take($0) } == [true, false, true])
        let whole = others.take(holder(40 << 10, "c"))
        #expect(whole)
    }

    @Test func `a share is given back with its last copy`() {
        let budget = BodyBudget(bytes: 10)
        var first = budget.take(holder(10)), second = first
        #expect(first != nil && budget.take(holder(1)) == nil)
        first = nil
        #expect(budget.used == 10)
        second = nil
        #expect(budget.used == 0 && second == nil)
    }

    @Test func `strangers of an address are bounded and those who are known count apart`() {
        var counts = AddressCounts(strangers: 2, known: 1)
        counts.enter("a")
        counts.enter("a")
        #expect(!counts.hasRoom(for: "a") && counts.hasRoom(for: "b"))
        let moved = [counts.know("a"), counts.know("a")]
        #expect(moved == [true, false] && counts.hasRoom(for: "a"))
        counts.enter("a")
        counts.leave("a", wasKnown: true)
        #expect(!counts.hasRoom(for: "a"))
        counts.leave("a", wasKnown: false)
        #expect(counts.hasRoom(for: "a"))
    }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("2001:db8::1", "2001:db8::ffff:1"), ("2001:db8:0:0:1::", "2001:db8::2"), ("::ffff:192.0.2.7", "::ffff:192.0.2.7"),
    ])
    func `an IPv6 network is one address`(_ one: String, _ same: String) {
        #expect(AddressCounts.network(of: one) == AddressCounts.network(of: same))
        #expect(AddressCounts.network(of: one) != AddressCounts.network(of: "2001:db8:0:1::1"))
    }

    @Test func `a gate lets so many pass at once and one more for each interval`() {
        var gate = RateGate(burst: 3, interval: 10, now: 0)
        let first = [gate.pass(2, now: 0), gate.pass(2, now: 0), gate.pass(1, now: 0), gate.pass(1, now: 9)]
        #expect(first == [true, false, true, false])
        let later = [gate.pass(1, now: 10), gate.pass(1, now: 19), gate.pass(1, now: 20), gate.pass(4, now: 9_999), gate.pass(3, now: 9_999)]
        #expect(later == [true, false, true, false, true])
    }

    @Test func `a queue that is never empty forgets what it has given`() {
        var queue = OutputQueue()
        for round in 0..<10_000 {
            queue.append([UInt8](repeating: 1, count: 2)[...])
            if round > 10 { _ = queue.take(2) }
        }
        #expect(queue.count == 22)
        #expect(queue.cost < 22 + 100 * 64)
    }
}
