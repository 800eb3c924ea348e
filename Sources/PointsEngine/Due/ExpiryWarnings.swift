import Identity
import Ledger
import Periods

/// Points that a member is told about before they are gone.
package struct ExpiryWarning: Hashable, Sendable {
    package let member: MemberID
    /// What remains usable of the lots that expire together.
    package let points: Points
    /// When they are gone.
    package let expires: Instant
    /// Which of the company's warnings it is.
    package let ahead: CalendarDuration

    package init(member: MemberID, points: Points, expires: Instant, ahead: CalendarDuration) {
        self.member = member
        self.points = points
        self.expires = expires
        self.ahead = ahead
    }
}

extension Draft {
    /// Tells a member what is about to expire: each instant once, by the last mark before it that has been reached since the
    /// member was told last. So what came too late for a mark waits for the next one, and after downtime only what is still
    /// there is told, once.
    func warn(_ id: MemberID, _ marks: inout ExpiryMarks) throws {
        let now = now
        let (wallet, last) = try account(of: id) { account in
            defer { account.noteWarned(at: now) }
            return (account.wallet, account.wallet.warned ?? .earliest)
        }
        guard try member(id).isThere(at: now) else { return }
        for (expires, lots) in wallet.usableByExpiry {
            let passed = marks.before(expires).prefix { $0.at <= now }
            // Lots stand in the order of expiry, so the marks of those that follow are later still.
            guard passed.first != nil else { break }
            guard let mark = passed.last, mark.at > last, try lots.contains(where: { try wasThere($0, before: mark.at) }) else { continue }
            let points = lots.reduce(0) { $0 + $1.remaining }
            overlay.changes.warnings.append(ExpiryWarning(member: id, points: points, expires: expires, ahead: mark.ahead))
        }
    }

    private func wasThere(_ lot: Lot, before mark: Instant) throws -> Bool {
        if let usable = lot.usableFrom, usable >= mark { return false }
        // At the mark itself, whatever stands in the wallet came before: due work precedes the commands of its instant.
        return try mark == now || overlay.entry(lot.id.number).map { $0.recorded < mark } ?? false
    }
}

extension Wallet {
    /// Mature lots that expire, together where they expire together, the soonest first.
    var usableByExpiry: [(expires: Instant, lots: [Lot])] {
        var groups: [(expires: Instant, lots: [Lot])] = []
        for lot in lots where lot.isMature {
            guard let expires = lot.expires else { continue }
            if groups.last?.expires == expires { groups[groups.count - 1].lots.append(lot) } else { groups.append((expires, [lot])) }
        }
        return groups
    }
}
