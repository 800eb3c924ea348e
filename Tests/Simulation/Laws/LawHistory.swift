import NaiveModel
import Seeds

/// A random history of a law company: who gives what is corrected, spent, given back and undone, while it lapses.
package struct LawHistory: Sendable {
    package let company: LawCompany
    package private(set) var happenings: [Happening] = []
    private var random: Seeded
    private var at = 36_000
    /// What was given, as it was last corrected.
    private var given: [Deed.Content] = []
    private var redeemed: [String] = []

    package init(seed: UInt64) {
        random = Seeded(seed: seed)
        company = LawCompany.all[random.below(LawCompany.count)]
        for _ in 0..<random.pick(4...22) {
            move()
            happenings.append(Happening(at, deed()))
        }
    }

    var activities: Int { given.count }

    /// Mostly at once or hours later; sometimes a day's first instant, when lots lapse.
    private mutating func move() {
        switch random.pick(1...10) {
        case 1...4: break
        case 5, 6: at += random.pick(1...20) * 3_600
        case 7, 8: at = (at / 86_400 + random.pick(1...3)) * 86_400 + random.one([0, 0, -1, 1])
        default: at += random.pick(1...6) * 86_400
        }
    }

    private mutating func deed() -> Deed {
        if given.isEmpty { return give() }
        switch random.pick(1...100) {
        case 1...30: return give()
        case 31...55: return correct()
        case 56...63: return .reverse(random.below(given.count))
        case 64...82:
            redeemed.append(random.one(LawCompany.members))
            return .redeem(redeemed.count - 1, member: redeemed[redeemed.count - 1], reward: random.one(["w1", "w2", "w3"]))
        case 83...93 where !redeemed.isEmpty:
            let id = random.below(redeemed.count)
            return random.chance(50) ? .reject(id) : .cancel(id, by: random.chance(50) ? redeemed[id] : "fin")
        case 94...97:
            let activity = random.below(given.count)
            return .decide(activity, given[activity], approves: random.chance(75))
        case 98: return .restart
        default: return .look
        }
    }

    private mutating func give() -> Deed {
        given.append(content(random.one(company.types), random.one(LawCompany.members)))
        return .give(given.count - 1, given[given.count - 1], late: random.chance(80) ? 0 : random.pick(1...12) * 43_200)
    }

    private mutating func content(_ type: String, _ member: String) -> Deed.Content {
        let n = type == "climb" ? random.pick(0...300) : random.one([0, 10, 20, 30, 50, 100, random.pick(1...120)])
        return Deed.Content(type: type, member: member, n: n, vip: random.chance(40), shared: random.chance(12) ? random.pick(1...99) : 0)
    }

    private mutating func correct() -> Deed {
        // A chain is worth more than many corrections of one.
        let activity = random.chance(50) ? given.count - 1 : random.below(given.count)
        given[activity] = another(than: given[activity])
        return .correct(activity, given[activity])
    }

    /// Another version of an activity: mostly another number, sometimes another member or type.
    mutating func another(than content: Deed.Content) -> Deed.Content {
        let type = random.chance(88) || content.type == "climb" ? content.type : random.one(company.types.filter { $0 != "climb" })
        var other = self.content(type, random.chance(85) ? content.member : random.one(LawCompany.members))
        if random.chance(70) { (other.vip, other.shared) = (content.vip, content.shared) }
        other.note = random.pick(1...1_000_000)
        return other
    }

    /// Where a law puts something in: after so many deeds, about an activity that was given before and not undone.
    mutating func place() -> (index: Int, activity: Int, content: Deed.Content)? {
        let index = random.pick(1...happenings.count)
        var standing: [Int: Deed.Content] = [:]
        for happening in happenings[..<index] {
            switch happening.deed {
            case .give(let activity, let content, _), .correct(let activity, let content): standing[activity] = content
            case .reverse(let activity): standing[activity] = nil
            default: break
            }
        }
        guard !standing.isEmpty else { return nil }
        let activity = random.one(standing.keys.sorted())
        return standing[activity].map { (index, activity, $0) }
    }

    /// Undoes everything that is there, in any order and at any times.
    mutating func ending() -> [Happening] {
        var deeds = given.indices.map { Deed.reverse($0) } + redeemed.indices.map { random.chance(50) ? Deed.reject($0) : .cancel($0, by: redeemed[$0]) }
        // A rejection is refused where nobody had been asked; then the member cancels.
        var happenings: [Happening] = []
        while !deeds.isEmpty {
            move()
            let deed = deeds.remove(at: random.below(deeds.count))
            happenings.append(Happening(at, deed))
            if case .reject(let id) = deed { happenings.append(Happening(at, .cancel(id, by: redeemed[id]))) }
        }
        return happenings + [Happening(at, .look), Happening(at + 500 * 86_400, .look)]
    }
}
