/// What goes back to where it was taken from, and what is needed again from there.
extension Model {
    /// Gives back the last points of a taking: a redemption that is undone, a deduction that shrinks, a lot that stands again for what others answered for.
    /// "last taken first; what was unrecovered stands in the order of taking"; "Several returning lots pay in the order in which they were taken from."
    /// - Returns: what was found and not owed goes back; what nobody had been found for does not.
    @discardableResult
    mutating func giveBack(_ points: Int, of taking: Int, grace: Bool = false, byRank: Bool = false) -> (found: Int, vanished: Int) {
        var rest = points
        var pieces: [Taking.Piece] = []
        for place in order(of: takings[taking].pieces, byRank) where rest > 0 {
            let part = min(rest, takings[taking].pieces[place].points)
            rest -= part
            takings[taking].pieces[place].points -= part
            pieces.append(takings[taking].pieces[place].cut(to: part))
        }
        takings[taking].pieces.removeAll { $0.points == 0 }
        takings[taking].returned += pieces
        var sum = (found: 0, vanished: 0)
        for piece in pieces {
            switch piece.source {
            case .nobody: sum.vanished += piece.points
            case .debt:
                sum.found += piece.points
                places.debt[takings[taking].member, default: 0] -= piece.points
            case .lot: sum.found += piece.points
            }
        }
        for piece in pieces.reversed() {
            if case .lot(let lot) = piece.source { comeBack(piece.points, to: lot, grace: grace) }
        }
        return sum
    }

    /// The last first; by rank: "to what was unrecovered of that reversal …, to the debt that stems from that lot, to the lots that answered for it, the last first".
    private func order(of pieces: [Taking.Piece], _ byRank: Bool) -> [Int] {
        let lastFirst = Array(pieces.indices.reversed())
        guard byRank else { return lastFirst }
        func rank(_ place: Int) -> Int {
            switch pieces[place].source {
            case .nobody: 0
            case .debt: 1
            case .lot: 2
            }
        }
        return (0...2).flatMap { wanted in lastFirst.filter { rank($0) == wanted } }
    }

    /// Points return to a lot. What others answered for goes on to them; the rest is the lot's again, lapsed where its expiry has passed.
    mutating func comeBack(_ points: Int, to lot: Int, grace: Bool) {
        let answered = answered(for: lot)
        // "before anybody is asked for the rests"
        let unasked = min(points, lots[lot].rest(answered: answered))
        lots[lot].taken -= points
        lots[lot].settled += unasked
        let passed = min(points - unasked, answered)
        if passed > 0, let cover = lots[lot].cover {
            let vanished = giveBack(passed, of: cover, grace: grace, byRank: true).vanished
            // "it vanishes, by a further `reversal` entry"
            enter(lots[lot].member, "reversal", -vanished)
        }
        let own = points - unasked - passed
        guard own > 0 else { return }
        lots[lot].remaining += own
        if grace, isLapsed(lot), !lots[lot].hadGrace, !company.refundGrace.isZero {
            lots[lot].expiresAt = calendar.end(of: company.refundGrace, fromDayOf: now)
            lots[lot].hadGrace = true
            lots[lot].issues[lots[lot].issues.count - 1].expiresAt = lots[lot].expiresAt
        }
        // "what has lapsed meanwhile comes back and lapses at once": before anybody needs it again.
        if isLapsed(lot) {
            lapse(lot, own)
        } else {
            // What a grace gives another life begins anew.
            lots[lot].expiredBeyond = 0
            becomeUsable(lot)
        }
    }

    func answered(for lot: Int) -> Int { lots[lot].cover.map { takings[$0].points } ?? 0 }

    // MARK: Needed again

    /// "What a version needs again is taken first from where an earlier one gave it back, the last first; what lapsed there or was unrecovered is not
    /// taken a second time." The rest comes from lots that are usable now.
    /// - Returns: what was really taken.
    mutating func need(_ points: Int, into taking: Int, besides own: Set<Int> = []) -> Int {
        let (found, settled) = needAgain(points, into: taking, besides: own)
        return found + take(points - settled, into: taking, besides: own)
    }

    /// What others have taken meanwhile of the last `points` that came back is needed anew; what came back before those is not needed again.
    private mutating func needAgain(_ points: Int, into taking: Int, besides own: Set<Int>) -> (found: Int, settled: Int) {
        var found = 0, settled = 0, again = points
        while again > 0, let last = takings[taking].returned.popLast() {
            let wanted = min(again, last.points)
            again -= wanted
            if last.points > wanted { takings[taking].returned.append(last.cut(to: last.points - wanted)) }
            switch last.source {
            case .nobody:
                takings[taking].pieces.append(.init(source: .nobody, points: wanted))
                settled += wanted
            case .debt(let serial):
                found += take(wanted, into: taking, besides: own, owing: serial)
                settled += wanted
            case .lot(let lot):
                let (part, whole) = takeAgain(wanted, from: lot, into: taking, besides: own)
                found += part
                settled += whole
            }
        }
        return (found, settled)
    }

    /// From what remains of the lot, from what lapsed there, and from where the lot itself passed it on.
    private mutating func takeAgain(_ wanted: Int, from lot: Int, into taking: Int, besides own: Set<Int>) -> (found: Int, settled: Int) {
        // An award beside it that is corrected as well answers with its new size.
        let remaining = lots[lot].isPending ? 0 : min(wanted, lots[lot].remaining + lots[lot].growth)
        // In a lot that is good still, by grace, nothing lapsed of what came back; but others answer only for what is beyond all of it.
        let passesOn = lots[lot].cover.map { !takings[$0].returned.isEmpty } ?? false
        let lapsed = isLapsed(lot) || passesOn ? min(wanted - remaining, lots[lot].expired) : 0
        let grown = max(0, remaining - lots[lot].remaining)
        lots[lot].growth -= grown
        lots[lot].remaining -= remaining - grown
        lots[lot].expired -= lapsed
        lots[lot].taken += remaining + lapsed
        var (found, settled) = (remaining, remaining + lapsed)
        if settled < wanted, let cover = lots[lot].cover {
            let again = needAgain(wanted - settled, into: cover, besides: own)
            lots[lot].taken += again.settled
            found += again.found
            settled += again.settled
        }
        if settled > 0 { takings[taking].pieces.append(.init(source: .lot(lot), points: settled)) }
        return (found, settled)
    }
}
