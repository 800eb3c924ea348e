import Identity
import Periods

extension Wallet {
    /// A part of a cost, and when what pays it would have lapsed.
    package struct Payment: Hashable, Sendable {
        package let points: Points
        package let expires: Instant?
    }

    /// What a cost would take, in the order of spending: lots that lapse together as one. Empty where there is not enough.
    package func payment(of points: Points, at now: Instant) -> [Payment] {
        var account = Account(self, closedLot: { _ in nil }, demand: { _ in nil })
        guard (try? account.dueWork(until: now, expiring: true)) != nil, let takes = account.spend(points) else { return [] }
        let expiries = Dictionary(lots.map { ($0.id, $0.expires) }) { first, _ in first }
        return takes.reduce(into: []) { parts, take in
            let expires = expiries[take.lot] ?? nil
            if let last = parts.last, last.expires == expires {
                parts[parts.count - 1] = Payment(points: last.points + take.points, expires: expires)
            } else {
                parts.append(Payment(points: take.points, expires: expires))
            }
        }
    }
}
