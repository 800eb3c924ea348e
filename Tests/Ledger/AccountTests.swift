import Identity
import Ledger
import Periods
import Testing

@Suite("What may happen to a member's points")
struct AccountTests {
    private static let noon = Instant(rfc3339: "2026-01-10T04:00:00Z")!

    private func day(_ days: Int64) -> Instant { Self.noon.adding(seconds: days * 86_400) }

    private func account(_ lots: [(points: Points, expires: Int64?)]) throws -> Account {
        var account = Account(Wallet(member: "li"), closedLot: { _ in nil }, demand: { _ in nil })
        for (index, lot) in lots.enumerated() {
            _ = try account.open(LotID(Int64(index + 1)), lot.points, usableFrom: nil, expires: lot.expires.map(day), at: day(0))
        }
        return account
    }

    private static let owing = Asking(overdraft: .allow, entry: 100, at: noon)

    /// A reversal: the lot stands for nothing any more.
    private func reverse(_ id: LotID, in account: inout Account) throws -> (own: Points, taken: Taken) {
        let own = try account.beginResizing(id, to: 0)?.points ?? 0
        let taken = try account.leaveRest(of: id).map { try account.ask($0.points, for: $0.lot, Self.owing) } ?? Taken()
        _ = try account.goOn(id, at: day(0))
        return (own, taken)
    }

    private func remaining(_ account: Account) -> [Points] {
        account.changed.values.sorted { $0.id < $1.id }.map(\.remaining)
    }

    @Test
    func `spending takes what expires soonest, then the oldest, and never-expiring points last`() throws {
        var account = try account([(100, nil), (100, 30), (100, 10), (100, 10)])
        let takes = account.spend(250)
        #expect(takes == [Take(LotID(3), 100), Take(LotID(4), 100), Take(LotID(2), 50)])
        #expect(remaining(account) == [100, 50, 0, 0])
    }

    @Test
    func `a spending beyond what is available takes nothing`() throws {
        var account = try account([(100, nil)])
        let takes = account.spend(101)
        #expect(takes == nil)
        #expect(remaining(account) == [100])
    }

    @Test
    func `what was spent of a reversed lot is taken from the other lots, and the rest is owed`() throws {
        var account = try account([(100, 10), (50, 20)])
        _ = account.spend(110)
        let (own, taken) = try reverse(LotID(1), in: &account)
        #expect(own == 0)
        #expect(taken.takes == [Take(LotID(2), 40)])
        #expect(taken.debt == 60)
        #expect(account.wallet.available(at: day(0)) == -60)
    }

    @Test
    func `the next points pay the debt first`() throws {
        var account = try account([(100, nil)])
        _ = try account.ask(150, for: LotID(50), Self.owing)
        _ = try account.open(LotID(2), 80, usableFrom: nil, expires: nil, at: day(0))
        #expect(account.wallet.debt == 0)
        #expect(account.wallet.available(at: day(0)) == 30)
    }

    @Test
    func `with a floor nothing is owed, and what is missing is recorded`() throws {
        var account = try account([(100, nil)])
        let taken = try account.ask(150, for: LotID(50), Asking(overdraft: .floor, entry: 100, at: Self.noon))
        #expect(taken.points == 100)
        #expect(taken.unrecovered == 50)
        #expect(account.wallet.debt == 0)
    }

    @Test
    func `what expired of a reversed lot is not taken a second time`() throws {
        var account = try account([(100, 5), (100, nil)])
        _ = try account.dueWork(until: day(5))
        let taken = try reverse(LotID(1), in: &account).taken
        #expect(taken.points == 0)
        #expect(account.wallet.available(at: day(5)) == 100)
    }

    @Test
    func `points lapse at their instant, not before it`() throws {
        var account = try account([(100, 5)])
        let before = try account.dueWork(until: day(5).adding(microseconds: -1))
        #expect(before.isEmpty)
        let at = try account.dueWork(until: day(5))
        #expect(at == [Lapsed(lot: LotID(1), points: 100, at: day(5))])
    }

    @Test
    func `a pending lot can be spent from its instant on, and pays debt at that moment`() throws {
        var account = try account([])
        _ = try account.ask(30, for: LotID(50), Self.owing)
        _ = try account.open(LotID(1), 100, usableFrom: day(3), expires: nil, at: day(0))
        #expect(account.wallet.pending(at: day(0)) == 100)
        let early = account.spend(10)
        #expect(early == nil)
        _ = try account.dueWork(until: day(3))
        #expect(account.wallet.available(at: day(3)) == 70)
    }

    @Test
    func `a refund returns to the lot that it came from, and lapses at once where that is over`() throws {
        var account = try account([(100, 5), (100, nil)])
        let takes = account.spend(120) ?? []
        _ = try account.dueWork(until: day(6))
        let lapsed = try account.giveBack(takes, graceUntil: nil, at: day(6))
        #expect(lapsed.lapsed == [Take(LotID(1), 100)])
        #expect(account.wallet.available(at: day(6)) == 100)
    }

    @Test
    func `with a grace for refunds, points that have lapsed come back until its end`() throws {
        var account = try account([(100, 5)])
        let takes = account.spend(100) ?? []
        let lapsed = try account.giveBack(takes, graceUntil: day(9), at: day(6))
        #expect(lapsed == Returned())
        #expect(account.wallet.available(at: day(6)) == 100)
        let later = try account.dueWork(until: day(9))
        #expect(later.map(\.points) == [100])
    }

    @Test
    func `what returns to a reversed lot pays debt, then goes to the lots that answered for the reversal`() throws {
        var account = try account([(100, 10), (30, nil)])
        let takes = account.spend(100) ?? []
        let taken = try reverse(LotID(1), in: &account).taken
        #expect(taken.takes == [Take(LotID(2), 30)])
        #expect(taken.debt == 70)
        _ = try account.giveBack(takes, graceUntil: nil, at: day(1))
        #expect(account.wallet.debt == 0)
        #expect(remaining(account) == [0, 30])
    }

    @Test
    func `what a debt answered for that other points have paid since goes to those points`() throws {
        var account = try account([(100, 10)])
        let takes = account.spend(100) ?? []
        _ = try reverse(LotID(1), in: &account)
        _ = try account.open(LotID(2), 100, usableFrom: nil, expires: nil, at: day(1))
        _ = try account.giveBack(takes, graceUntil: nil, at: day(1))
        #expect(remaining(account) == [0, 100])
    }

    @Test
    func `points born expired pay no debt; a lot that matures and lapses at one instant does`() throws {
        var account = try account([])
        _ = try account.ask(50, for: LotID(50), Self.owing)
        let lapsed = try account.open(LotID(1), 40, usableFrom: nil, expires: day(-1), at: day(0))
        #expect(lapsed == 40)
        #expect(account.wallet.debt == 50)
        _ = try account.open(LotID(2), 40, usableFrom: day(1), expires: day(1), at: day(0))
        #expect(account.wallet.debt == 50)
        _ = try account.dueWork(until: day(1))
        #expect(account.wallet.debt == 10)
    }
}
