/// Due work: what happens by itself when its instant comes, "once, also after downtime, in order".
extension Model {
    /// Moves the virtual clock. All that falls due up to and including `instant` is done before any command of that instant.
    package mutating func advance(to instant: Instant) {
        while let next = nextDue(upTo: instant) {
            now = next
            command += 1
            // "Due work at one instant runs in this order, before any command of that instant: pending matures → periods lock
            // and honours are given → tiers are reviewed → lots expire."
            for lot in places.openLots.sorted() where lots[lot].isPending && (lots[lot].maturesAt ?? .max) <= next { mature(lot) }
            lockPeriods(at: next)
            reviewTiers(at: next)
            for member in members { lapse(member.id) }
            // What happens to customers comes after members and boards, and sheets after them.
            attendCustomers(at: next)
            openSheets(at: next)
        }
        now = max(now, instant)
        places.openLots = places.openLots.filter { lots[$0].isPending || lots[$0].remaining > 0 }
    }

    /// The next instant, not before now, at which something is to be done.
    private func nextDue(upTo limit: Instant) -> Instant? {
        var instants: [Instant] = []
        for lot in places.openLots.map({ lots[$0] }) where lot.remaining > 0 || lot.isPending {
            if lot.isPending, let maturity = lot.maturesAt { instants.append(maturity) }
            if !lot.isPending, let expiry = lot.expiresAt { instants.append(expiry) }
        }
        instants += company.forms.map { nextOpening(of: $0).lock }
        instants += openLocks.values.map(\.lock) + [monthEnd].compactMap { $0 }
        for standing in standings.values { instants += [standing.graceUntil ?? standing.reviewAt].compactMap { $0 } }
        instants += customerInstants
        return instants.filter { $0 <= limit }.min().map { max($0, now) }
    }
}
