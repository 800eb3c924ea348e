import Identity
import Ledger
import Periods
import Seeds
import Testing

/// Random histories of one account: whatever happens, the invariants hold and the entries add up.
@Suite("Invariants of an account")
struct AccountProperties {
    @Test("hold after every step of random histories", arguments: 1...200)
    func invariants(seed: Int) throws {
        var random = Seeded(seed: UInt64(seed))
        var now = Instant(seconds: 1_800_000_000)
        var account = Account(Wallet(member: "li")) { _ in nil }
        var sum: Points = 0
        var next: Int64 = 1
        var spendings: [[Take]] = []
        var reversible: [(LotID, Points)] = []
        for _ in 0..<120 {
            now = now.adding(seconds: Int64(random.below(100_000)))
            sum -= account.dueWork(until: now).reduce(0) { $0 + $1.points }
            switch random.below(6) {
            case 0, 1:
                let points = Points(random.below(100) + 1)
                let usable = random.below(3) == 0 ? now.adding(seconds: Int64(random.below(200_000))) : nil
                let expires = random.below(4) == 0 ? nil : (usable ?? now).adding(seconds: Int64(random.below(400_000)) - 20_000)
                sum += points - (try account.open(LotID(next), points, usableFrom: usable, expires: expires.map { max($0, usable ?? $0) }, at: now))
                reversible.append((LotID(next), points))
                next += 1
            case 2:
                let cost = Points(random.below(120) + 1)
                if let takes = account.spend(cost) {
                    sum -= cost
                    spendings.append(takes)
                }
            case 3 where !reversible.isEmpty:
                let (lot, points) = reversible.remove(at: random.below(reversible.count))
                let reversing = try account.beginReversal(of: lot, points)
                sum -= try account.finishReversal(reversing, overdraft: .allow).points
            case 4 where !spendings.isEmpty:
                let takes = spendings.remove(at: random.below(spendings.count))
                sum += takes.reduce(0) { $0 + $1.points }
                sum -= try account.giveBack(takes, graceUntil: nil, at: now).reduce(0) { $0 + $1.points }
            default:
                sum -= try account.deduct(Points(random.below(30)), overdraft: .allow).points
            }
            #expect(account.wallet.violation == nil, "seed \(seed)")
            #expect(account.changed.values.compactMap(\.violation).isEmpty, "seed \(seed)")
            #expect(sum == account.wallet.available(at: now) + account.wallet.pending(at: now), "seed \(seed)")
        }
    }
}
