import NaiveModel
import Seeds

/// Leave, badges that are withdrawn, questions, and campaigns that get another end.
extension StepMaker {
    mutating func programme() -> Tree.Pair? {
        number += 1
        switch random.pick(1...10) {
        case 1...3: return leave()
        case 4: return withdrawal()
        case 5...8: return question()
        default: return amendment()
        }
    }

    private func plain(_ key: String, _ text: String) -> Tree.Pair { .init(key, .plain(text)) }
    private func words(_ key: String, _ text: String = "because") -> Tree.Pair { .init(key, .string(text)) }
    private mutating func superior() -> String { random.chance(85) ? random.one(members.filter { !$0.hasPrefix("m") }) : random.one(members) }

    private mutating func leave() -> Tree.Pair {
        let member = random.one(members), from = now + random.pick(-20...12) * 86_400
        func day(_ instant: Instant) -> Tree { .string(String(InstantText.write(instant).prefix(10))) }
        var pairs = [plain("member", member), .init("from", day(from)), .init("until", day(from + random.pick(random.chance(5) ? 0...0 : 1...9) * 86_400))]
        if random.chance(20) { pairs.append(plain("away", "false")) }
        if random.chance(60) { pairs.append(plain("by", superior())) }
        return .init("leave", .map(pairs))
    }

    private mutating func withdrawal() -> Tree.Pair? {
        guard !model.badges.isEmpty else { return nil }
        let earned = random.one(model.badges.sorted { "\($0)" < "\($1)" })
        let by = random.chance(70) ? "fin" : random.one(members)
        return .init("withdraw", .map([
            plain("member", earned.member), plain("badge", earned.badge), plain("level", random.chance(90) ? earned.level : "77"), .init("period", .string(earned.period)),
            words("reason", random.chance(95) ? "made up" : " "), plain("by", by),
        ]))
    }

    // MARK: Questions

    private mutating func question() -> Tree.Pair? {
        guard let known = model.questions.isEmpty || random.chance(30) ? nil : random.one(model.questions) else { return asking() }
        var pairs = [plain("id", known.id)]
        let isOwn = random.chance(30), by = isOwn ? known.member : superior()
        pairs.append(plain("by", by))
        switch random.pick(1...10) {
        case 1...5:
            pairs.append(words("answer"))
            switch random.pick(1...5) {
            case 1, 2: pairs.append(.init("points", .number(random.pick(1...60) * (random.chance(80) ? 1 : -1))))
            case 3: pairs.append(.init("activity", .string(random.chance(80) ? correction(of: known.member) ?? "none" : "none")))
            case 4: if let adjustment = model.adjustments.last { pairs.append(plain("adjustment", adjustment.id)) }
            default: break
            }
        case 6: pairs.append(plain("pass", superior()))
        case 7, 8: pairs.append(words("reopen"))
        default: pairs.append(words("close", "done"))
        }
        return .init("question", .map(pairs))
    }

    /// An activity that corrects something and is about the member.
    private func correction(of member: String) -> String? {
        model.facts.last { $0.link != .none && $0.activity.source == "scenario" && $0.parts.contains { $0.member == member } }?.activity.id
    }

    private mutating func asking() -> Tree.Pair? {
        let again = model.questions.last.map { random.chance(10) ? $0.id : nil } ?? nil
        let member = random.one(members)
        var about: (kind: String, id: String)?
        switch random.pick(1...3) {
        case 1: about = model.redemptions.last.map { ("redemption", $0.id) }
        case 2: about = model.targets.last.map { ("target", "\($0.metric)/\($0.period)/\($0.owner)") }
        default:
            let boards = model.company.boards
            if !boards.isEmpty {
                let board = random.one(boards), period = board.span ?? model.calendar.period(board.period, at: now)
                let entrant = random.chance(50) ? "/" + random.one(members + Array(model.company.teams.keys.sorted()) + model.customers.keys.sorted()) : ""
                about = ("board", "\(board.id)/\(period.key)\(entrant)")
            }
        }
        guard let about else { return nil }
        return .init("question", .map([
            plain("id", again ?? "q\(number)"), plain("member", member), .init("about", .map([plain("kind", about.kind), .init("id", .string(about.id))])),
            words("text", "why?"),
        ]))
    }

    // MARK: Campaigns

    /// While nothing is planned for later: what is planned stands in files of its own.
    private mutating func amendment() -> Tree.Pair? {
        guard !model.company.campaigns.isEmpty, !model.hasPlans else { return nil }
        let campaign = random.one(model.company.campaigns), isEnd = random.chance(50)
        var pairs = [plain(isEnd ? "end" : "extend", random.chance(95) ? campaign.id : "nothing")]
        if !isEnd || random.chance(40) {
            let until = random.one([campaign.until, now]) + random.pick(-3...20) * 43_200
            pairs.append(.init("until", .string(InstantText.write(max(campaign.from + 3_600, until)))))
        }
        pairs.append(words("reason"))
        if random.chance(60) { pairs.append(plain("by", superior())) }
        return .init("campaign", .map(pairs))
    }
}
