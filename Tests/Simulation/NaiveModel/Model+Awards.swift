/// From amounts to awards: split → unique, cooldown → limits → hold.
extension Model {
    /// The new awards of a fact, in order of rule id, then of the credits. They are kept, but no points have moved yet.
    mutating func decide(_ index: Int, _ amounts: [(rule: Rule, amount: Judgement.Amount)], _ data: [String: Value]) -> [Int] {
        let first = awards.count
        for (rule, amount) in amounts.sorted(by: { $0.rule.id < $1.rule.id }) { decide(index, rule, amount, data) }
        return Array(first..<awards.count)
    }

    private mutating func decide(_ index: Int, _ rule: Rule, _ amount: Judgement.Amount, _ data: [String: Value]) {
        let fact = facts[index]
        let sizes: [Int]
        switch amount {
        case .points(let points): sizes = Model.split(points, fact.parts.map(\.share))
        // "A ladder over a period moves each credited member's own total by their share and awards each alone."
        case .move(let quantity): sizes = fact.parts.map { climb(rule, $0.member, by: quantity * $0.share, at: fact.time) }
        }
        let uniqueKeys = rule.unique.map { unique in keys(unique.per, fact.parts[0], data, index).map { $0 + "/" + calendar.period(unique.within, at: fact.time).key } }
        // "`unique` is one claim for the activity"
        let isTaken = uniqueKeys?.contains { isClaimed(rule.id, $0, besides: index) } ?? false
        for (part, points) in zip(fact.parts, sizes) {
            // "`applies.teams` [is] asked for each part"; "`applies.teams` includes the teams inside."
            if let teams = rule.teams, !teams.contains(where: { isTeam(part.team, inside: $0) }) { continue }
            var quantity: Exact?
            if case .move(let whole) = amount { quantity = whole * part.share }
            let cooldownKeys = rule.cooldown.map { keys($0.per, part, data, index) }
            var size = abs(points)
            if isTaken || cooldownKeys?.contains(where: { isCooling(rule, $0, index) }) ?? false { size = 0 }
            let counters = rule.periodLadder == nil ? counters(rule, index, part, data, isDeduction: points < 0) : []
            for counter in counters { size = cut(size, counter.limit, counter.keys) }
            keep(Award(
                rule: rule, fact: index, part: part,
                name: fact.activity.id + "/" + rule.id + (fact.parts.count > 1 ? "/" + part.member : ""),
                before: points, points: points < 0 ? -size : size, state: .posted,
                charges: size == 0 ? [] : counters.map { Award.Charge(counter: $0.keys[0], points: size, releases: $0.limit.releases) },
                uniqueKey: size == 0 ? nil : uniqueKeys?[0], cooldownKey: size == 0 ? nil : cooldownKeys?[0], quantity: quantity))
            if isHeld(rule, size, index, data) {
                awards[awards.count - 1].state = .held
                awards[awards.count - 1].wasHeld = true
            }
        }
    }

    private mutating func keep(_ award: Award) {
        awards.append(award)
        let index = awards.count - 1
        places.awardsOfFact.add(index, to: award.fact)
        places.awardsOfMember.add(index, to: award.part.member)
        let keys = award.charges.map(\.counter) + [award.claimKey, award.coolingKey, award.quantity == nil ? nil : award.ladderKey].compactMap { $0 }
        for key in Set(keys) { places.awardsOfKey.add(index, to: key) }
    }

    /// "Points are split by largest remainder, ties to the order given". The split of a deduction is that of its size.
    static func split(_ points: Int, _ shares: [Exact]) -> [Int] {
        let exact = shares.map { $0 * Exact(abs(points)) }
        var sizes = exact.map { $0.rounded(.down) ?? 0 }
        let rests = zip(exact, sizes).map { $0 - Exact($1) }
        let missing = abs(points) - sizes.reduce(0, +)
        for place in rests.indices.sorted(by: { (rests[$1], $0) < (rests[$0], $1) }).prefix(missing) { sizes[place] += 1 }
        return points < 0 ? sizes.map { -$0 } : sizes
    }

    /// "let the period's total go from `a` to `b`: the award is `f(b) − f(a)`. Rounding happens in `f`".
    func climb(_ rule: Rule, _ member: String, by quantity: Exact, at time: Instant) -> Int {
        let before = total(rule, member, at: time)
        return height(rule, before + quantity) - height(rule, before)
    }

    func height(_ rule: Rule, _ total: Exact) -> Int { rule.periodLadder?.value(of: total).rounded(rule.rounding) ?? 0 }

    /// "Its total is kept by rule id and member over the activities that matched, also across versions of the rule."
    func total(_ rule: Rule, _ member: String, at time: Instant) -> Exact {
        guard let over = rule.periodLadder?.over else { return .zero }
        let period = calendar.period(over, at: time).key
        return places.awardsOfKey["ladder \(rule.id) \(member)"].map { awards[$0] }.reduce(Exact.zero) { sum, award in
            guard let quantity = award.quantity else { return sum }
            let fact = facts[award.fact]
            return fact.undoneBy == nil && fact.periods[over]?.key == period ? sum + quantity : sum
        }
    }

    // MARK: Claims

    /// What `per` says, as one text.
    private func key(_ per: [String], _ part: Fact.Part, _ data: [String: Value]) -> String {
        per.map { name -> String in
            switch name {
            case "company": return "company"
            case "member": return "member=\(part.member)"
            case "team": return "team=\(part.team ?? "")"
            case "customer.id": return "\(name)=\(data["customer"].map { "\($0)" } ?? "")"
            default: return "\(name)=\(data[String(name.drop(while: { $0 != "." }).dropFirst())].map { "\($0)" } ?? "")"
            }
        }.joined(separator: ",")
    }

    /// What `per` says of the activity, with its customer by the id that it has now, and then by each that was merged into it: "history follows".
    private func keys(_ per: [String], _ part: Fact.Part, _ data: [String: Value], _ index: Int) -> [String] {
        guard let name = named(facts[index].activity) else { return [key(per, part, data)] }
        let id = resolved(name)
        var keys: [String] = []
        for name in [id] + customers.values.filter({ $0.mergedInto == id }).map(\.id) {
            var renamed = data
            renamed["customer"] = .string(name)
            let key = key(per, part, renamed)
            if !keys.contains(key) { keys.append(key) }
        }
        return keys
    }

    /// Does the award still hold its claims? Not when it was rejected, and not when its activity was reversed or replaced.
    private func stillCounts(_ award: Award) -> Bool { award.state != .rejected && facts[award.fact].undoneBy == nil }

    private func isClaimed(_ rule: String, _ key: String, besides fact: Int) -> Bool {
        places.awardsOfKey["claim \(rule) \(key)"].contains { awards[$0].fact != fact && stillCounts(awards[$0]) }
    }

    /// "Two awards under one cooldown are at least that far apart by activity time, in both directions"; "parts of one
    /// activity start no cooldown for each other".
    private func isCooling(_ rule: Rule, _ key: String, _ index: Int) -> Bool {
        guard let cooldown = rule.cooldown else { return false }
        return places.awardsOfKey["cooldown \(rule.id) \(key)"].map { awards[$0] }.contains { award in
            award.fact != index && stillCounts(award)
                && abs(facts[award.fact].time - facts[index].time) < cooldown.seconds
        }
    }

    // MARK: Limits

    /// "Limits apply as written, then those of the company"; "A counter belongs to the rule id and the place in its list";
    /// "A `group` shares one counter"; "Awards and deductions have counters of their own."
    private func counters(_ rule: Rule, _ index: Int, _ part: Fact.Part, _ data: [String: Value], isDeduction: Bool) -> [(limit: Limit, keys: [String])] {
        let own = rule.limits.enumerated().map { place, limit in (limit, limit.group.map { "group \($0)" } ?? "rule \(rule.id) \(place)") }
        let companyWide = company.limits.enumerated().map { place, limit in (limit, "company \(place)") }
        return (own + companyWide).map { limit, name in
            let window = switch limit.window {
            case .event: "event \(index)"
            case .period(let kind): calendar.period(kind, at: facts[index].time).key
            }
            return (limit, keys(limit.per, part, data, index).map { "\(name) \(isDeduction ? "-" : "+") \(window) \($0)" })
        }
    }

    private func cut(_ size: Int, _ limit: Limit, _ keys: [String]) -> Int {
        let used = keys.flatMap { places.awardsOfKey[$0] }.map { awards[$0] }.flatMap { award in
            award.charges.filter { charge in
                keys.contains(charge.counter) && award.state != .rejected && (facts[award.fact].undoneBy == nil || !charge.releases)
            }
        }
        switch limit.size {
        case .count(let count): return used.count < count ? size : 0
        case .points(let points):
            let left = max(0, points - used.reduce(0) { $0 + $1.points })
            if limit.refusesOverflow { return size <= left ? size : 0 }
            return min(size, left)
        }
    }

    /// "A hold whose size needs nobody is posted at once."
    private func isHeld(_ rule: Rule, _ size: Int, _ index: Int, _ data: [String: Value]) -> Bool {
        guard size > 0, let when = rule.holdWhen, required(size) != nil else { return false }
        var variables = Judgement.Context(fact: facts[index], data: data, model: self).variables
        variables["points"] = .number(Exact(size), whole: true)
        return (try? Expression.evaluate(when, variables)) == .bool(true)
    }
}
