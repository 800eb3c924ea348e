/// Lots, debts and entries: what is earned, taken, matured and lapsed.
extension Model {
    mutating func enter(_ member: String, _ kind: String, _ points: Int) {
        // An entry that moves nothing is no entry.
        guard points != 0 else { return }
        entries.append(Entry(number: entries.count + 1, command: command, member: member, kind: kind, points: points, at: now))
        places.entriesOfMember.add(entries.count - 1, to: member)
    }

    func debt(_ member: String) -> Int { places.debt[member] ?? 0 }

    func available(_ member: String) -> Int {
        places.lotsOfMember[member].filter { !lots[$0].isPending }.reduce(0) { $0 + lots[$1].remaining } - debt(member)
    }

    /// "soonest expiry first, then oldest first; never-expiring lots last"; "Oldest" is the lowest lot number.
    package func inOrderOfExpiry(_ member: String, where isWanted: (Lot) -> Bool = { _ in true }) -> [Int] {
        places.lotsOfMember[member].filter { isWanted(lots[$0]) }.sorted {
            (lots[$0].expiresAt ?? .max, lots[$0].number) < (lots[$1].expiresAt ?? .max, lots[$1].number)
        }
    }

    // MARK: Taking

    mutating func openTaking(_ member: String) -> Int {
        takings.append(Taking(member: member))
        places.takingsOfMember.add(takings.count - 1, to: member)
        return takings.count - 1
    }

    /// Takes from the usable lots of a member; what is missing is debt, or not recovered where the company stops at zero.
    /// - Returns: what was found, debt included.
    @discardableResult
    mutating func take(_ points: Int, into taking: Int, besides own: Set<Int> = [], owing serial: Int? = nil) -> Int {
        guard points > 0 else { return 0 }
        let member = takings[taking].member
        var missing = points
        for lot in inOrderOfExpiry(member, where: { !$0.isPending && $0.remaining > 0 }) where missing > 0 && !own.contains(lot) && !isLapsed(lot) {
            missing -= takeFrom(lot, missing, into: taking)
        }
        guard missing > 0 else { return points }
        if company.stopsAtZero {
            takings[taking].pieces.append(.init(source: .nobody, points: missing))
            return points - missing
        }
        debts += 1
        takings[taking].pieces.append(.init(source: .debt(serial ?? debts), points: missing))
        places.debt[member, default: 0] += missing
        return points
    }

    mutating func takeFrom(_ lot: Int, _ wanted: Int, into taking: Int) -> Int {
        let points = min(wanted, lots[lot].remaining)
        guard points > 0 else { return 0 }
        lots[lot].remaining -= points
        lots[lot].taken += points
        takings[taking].pieces.append(.init(source: .lot(lot), points: points))
        return points
    }

    /// "Debt is paid by whatever becomes usable, at that moment"; "the next points pay the oldest debt first, and thereby answer for that lot too".
    mutating func payDebts(with lot: Int) {
        let member = lots[lot].member
        while lots[lot].remaining > 0, let (taking, piece) = oldestDebt(member) {
            let points = min(takings[taking].pieces[piece].points, lots[lot].remaining)
            lots[lot].remaining -= points
            lots[lot].taken += points
            places.debt[member, default: 0] -= points
            takings[taking].pieces[piece].points -= points
            takings[taking].pieces.insert(.init(source: .lot(lot), points: points), at: piece)
            takings[taking].pieces.removeAll { $0.points == 0 }
        }
    }

    private func oldestDebt(_ member: String) -> (taking: Int, piece: Int)? {
        guard debt(member) > 0 else { return nil }
        var oldest: (serial: Int, taking: Int, piece: Int)?
        for taking in places.takingsOfMember[member] {
            for (place, piece) in takings[taking].pieces.enumerated() {
                if case .debt(let serial) = piece.source, serial < oldest?.serial ?? .max { oldest = (serial, taking, place) }
            }
        }
        return oldest.map { ($0.taking, $0.piece) }
    }

    // MARK: Lots

    @discardableResult
    mutating func openLot(_ member: String, _ points: Int, maturesAt: Instant? = nil, expiresAt: Instant? = nil) -> Int {
        let isPending = maturesAt.map { $0 > now } ?? false
        lots.append(Lot(member: member, issues: [], maturesAt: maturesAt, isPending: isPending, expiresAt: expiresAt, size: points, remaining: points))
        let index = lots.count - 1
        places.lotsOfMember.add(index, to: member)
        issue(index, points)
        return index
    }

    mutating func issue(_ lot: Int, _ points: Int) {
        issued += 1
        lots[lot].issues.append(Lot.Issue(number: issued, points: points, expiresAt: lots[lot].expiresAt))
        places.openLots.insert(lot)
        becomeUsable(lot)
    }

    /// "points born expired pay nothing"
    mutating func becomeUsable(_ lot: Int) {
        places.openLots.insert(lot)
        if !lots[lot].isPending, !isLapsed(lot) { payDebts(with: lot) }
    }

    func isLapsed(_ lot: Int) -> Bool { lots[lot].expiresAt.map { $0 <= now } ?? false }

    /// Lots whose expiry has come lapse, with an entry each.
    mutating func lapse(_ member: String) {
        for lot in inOrderOfExpiry(member, where: { !$0.isPending && $0.remaining > 0 }) where isLapsed(lot) { lapse(lot, lots[lot].remaining) }
    }

    mutating func lapse(_ lot: Int, _ points: Int) {
        enter(lots[lot].member, "expiry", -points)
        lots[lot].expired += points
        lots[lot].remaining -= points
    }

    /// "a lot that matures and lapses at one instant pays first"
    mutating func mature(_ lot: Int) {
        lots[lot].isPending = false
        payDebts(with: lot)
    }

    /// "their expiry clock starts then": at maturity, where there is one, else on the day of the activity.
    func expiry(_ rule: Rule, _ time: Instant, _ maturity: Instant?) -> Instant? {
        switch rule.expires {
        case .never: return nil
        // "A fixed `at` before maturity acts at maturity."
        case .at(let at): return max(at, maturity ?? at)
        case .after(let span, let until):
            guard let span else { return until.map { calendar.period($0, at: maturity ?? time).end } }
            let end = maturity.map { calendar.end(of: span, fromBoundary: $0) } ?? calendar.end(of: span, fromDayOf: time)
            // "both (then rounded up)": an end that is the end of a period stays.
            return until.map { calendar.period($0, at: end - 1).end } ?? end
        }
    }
}
