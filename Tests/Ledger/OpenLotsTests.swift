import Identity
import Ledger
import Periods
import Seeds
import Testing

/// Open lots in chunks against the plainest list there is.
@Suite struct OpenLotsTests {
    private static let member = MemberID("li.na")

    private func at(_ day: Int64) -> Instant { Instant(seconds: day * 86_400) }

    /// Awards, spending and due work of one member, with `count` open lots in the middle.
    @Test(arguments: [3, 64, 65, 130, 400])
    func `an account with many lots does what one with a list would do`(_ count: Int) throws {
        var random = Seeded(seed: UInt64(count)), plain: [Lot] = []
        var account = Account(Wallet(member: Self.member), closedLot: { _ in nil }, demand: { _ in nil })
        for number in 1...Int64(count * 3) {
            if plain.count > count, random.chance(60) {
                try spend(from: &account, &plain, &random)
            } else {
                let usable = random.chance(20) ? at(10_000 + Int64(random.below(50))) : nil
                let expires = random.chance(80) ? at(20_000 + Int64(random.below(300))) : nil
                let lot = Lot(id: LotID(number), member: Self.member, opened: Points(1 + random.below(9)), usableFrom: usable, expires: expires)
                _ = try account.open(lot.id, lot.opened, usableFrom: usable, expires: expires, at: at(1))
                plain.append(lot)
            }
            if Int(number) % max(1, count / 20) == 0 { try compare(account, plain) }
        }
        _ = try account.dueWork(until: at(10_025))
        _ = try account.dueWork(until: at(20_150))
        plain.removeAll { $0.expires.map { $0 <= at(20_150) } ?? false }
        #expect(account.wallet.lots.map(\.id) == plain.sorted(by: Lot.isSpentBefore).map(\.id))
        #expect(account.wallet.violation == nil)
    }

    private func spend(from account: inout Account, _ plain: inout [Lot], _ random: inout Seeded) throws {
        let wanted = Points(1 + random.below(20))
        guard let takes = account.spend(wanted) else { return }
        #expect(takes.map(\.points).reduce(0, +) == wanted)
        let mature = plain.filter(\.isMature).sorted(by: Lot.isSpentBefore)
        #expect(takes.map(\.lot) == mature.prefix(takes.count).map(\.id))
        plain = plain.compactMap { lot in
            takes.contains { $0.lot == lot.id } ? account.wallet.lots[lot.id] : lot
        }
    }

    private func compare(_ account: Account, _ plain: [Lot]) throws {
        let lots = account.wallet.lots, sorted = plain.sorted(by: Lot.isSpentBefore)
        try #require(lots.elementsEqual(sorted))
        #expect(lots.count == plain.count)
        #expect(lots.reversed().elementsEqual(sorted.reversed()))
        #expect(lots.mature == plain.reduce(0) { $0 + ($1.isMature ? $1.remaining : 0) })
        #expect(lots.waiting == plain.reduce(0) { $0 + ($1.isMature ? 0 : $1.remaining) })
        #expect(lots.nextDue == plain.compactMap { $0.isMature ? $0.expires : $0.usableFrom }.min())
        #expect(lots.nextMaturity == plain.compactMap { $0.isMature ? nil : $0.usableFrom }.min())
        #expect(lots.firstMature == sorted.first(where: \.isMature))
        let late = at(20_100)
        #expect(lots.firstMature { $0 > late } == sorted.first { $0.isMature && ($0.expires.map { $0 > late } ?? true) })
        #expect(plain.allSatisfy { lots[$0.id] == $0 })
        #expect(OpenLots(plain) == lots)
    }
}
