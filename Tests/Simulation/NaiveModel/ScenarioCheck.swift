/// Runs a scenario file through the model and lists where what it expects differs from what the model says.
package struct ScenarioCheck: Sendable {
    package struct Difference: Sendable, CustomStringConvertible {
        package let step: Int
        package let at: String
        package let what: String
        package let expected: String
        package let found: String

        package var description: String { "step \(step) at \(at): \(what): expected \(expected), the model says \(found)" }
    }

    package private(set) var differences: [Difference] = []
    private var step = 0
    private var at = ""

    package static func run(_ file: Tree) throws(Unreadable) -> [Difference] {
        let company = try Company(reading: file)
        let steps = file["steps"]?.items ?? []
        let start = steps.first?["at"]?.text.flatMap { InstantText.read($0, in: company.calendar) } ?? 0
        var model = Model(company: company, start: start)
        var check = ScenarioCheck()
        for (index, step) in steps.enumerated() {
            check.step = index + 1
            check.at = step["at"]?.text ?? ""
            let result = try model.run(step)
            check.compare(step, result, model)
        }
        return check.differences
    }

    private mutating func same(_ what: String, _ expected: String, _ found: String) {
        if expected != found { differences.append(Difference(step: step, at: at, what: what, expected: expected, found: found)) }
    }

    private mutating func compare(_ step: Tree, _ result: StepResult, _ model: Model) {
        let expect = step["expect"]
        if step["batch"] == nil, step["race"] == nil, let answer = result.answers.first {
            if let status = expect?["status"]?.text {
                same("status", status, answer.status)
                if let code = expect?["code"]?.text { same("code", code, answer.code ?? "none") }
            } else if answer.status == "refused" {
                same("status", "not refused", "refused \(answer.code ?? "")")
            }
        }
        for pair in expect?.pairs ?? [] { compare(pair.key, pair.value, result, model) }
    }

    private mutating func compare(_ key: String, _ value: Tree, _ result: StepResult, _ model: Model) {
        switch key {
        case "points": each("points", value) { String(model.given($0, in: result.commands)) }
        case "tier": each("tier", value) { model.tier(of: $0) }
        case "redemption": each("redemption", value) { id in model.redemptions.first { $0.id == id }?.state ?? "none" }
        case "stock": each("stock", value) { id in model.company.rewards.first { $0.id == id }.flatMap { model.stock(of: $0) }.map(String.init) ?? "none" }
        case "balance":
            for pair in value.pairs {
                let balance = model.balance(pair.key)
                each("balance of \(pair.key)", pair.value) { balance[$0].map(String.init) ?? "none" }
            }
        case "lots": for pair in value.pairs { compareLots(pair.key, pair.value.items, model) }
        case "entries":
            for pair in value.pairs {
                let expected = pair.value.items.map { "\($0["kind"]?.text ?? "") \($0["points"]?.text ?? "")" }
                let found = model.places.entriesOfMember[pair.key].map { model.entries[$0] }.map { "\($0.kind) \($0.points)" }
                same("entries of \(pair.key)", expected.joined(separator: ", "), found.joined(separator: ", "))
            }
        case "board": for board in value.items.isEmpty ? [value] : value.items { compareBoard(board, model) }
        case "awards", "decision": compareDecisions(key, value, model.given(in: result.commands))
        case "badges":
            for pair in value.pairs {
                let found = model.badges.filter { $0.member == pair.key }.map { "\($0.badge) \($0.level)" }.sorted()
                same("badges of \(pair.key)", pair.value.items.map { "\($0["badge"]?.text ?? "") \($0["level"]?.text ?? "")" }.sorted().joined(separator: ", "), found.joined(separator: ", "))
            }
        case "visit due": each("visit due", value) { model.visitDue(of: model.resolved($0))?.text ?? "none" }
        case "class": each("class", value) { model.customers[model.resolved($0)]?.customerClass ?? "none" }
        case "customer": for pair in value.pairs { compareCustomer(model.resolved(pair.key), pair.value, model) }
        case "honours":
            let expected = value.items.map { "\(($0["member"] ?? $0["team"] ?? $0["customer"])?.text ?? "") \($0["points"]?.text ?? "0")" }
            same("honours", expected.joined(separator: ", "), result.honours.map { "\($0.member) \($0.points)" }.joined(separator: ", "))
        default: break
        }
    }

    private mutating func each(_ what: String, _ value: Tree, _ found: (String) -> String) {
        for pair in value.pairs { same("\(what): \(pair.key)", pair.value.text ?? "", found(pair.key)) }
    }

    private mutating func compareCustomer(_ id: String, _ value: Tree, _ model: Model) {
        let today = model.calendar.day(of: model.now), book = model.company.customers
        each("customer \(id)", value) { field in
            switch field {
            case "owner": model.owner(of: id) ?? "none"
            case "class": model.customers[id]?.customerClass ?? "none"
            case "volume": model.sum(book?.volume, of: id, through: today).description
            case "orders": model.sum(book?.orders, of: id, through: today).description
            case "last_order": model.lastOrder(of: id)?.text ?? "none"
            case "last_visit": model.lastVisit(of: id)?.text ?? "none"
            case "state": model.customers[id]?.lost == nil ? "active" : "lost"
            default: value[field]?.text ?? ""
            }
        }
    }

    private mutating func compareDecisions(_ key: String, _ value: Tree, _ awards: [Award]) {
        if key == "awards" {
            let withState = value.items.contains { $0["state"] != nil }
            let expected = value.items.map { "\($0["rule"]?.text ?? "") \($0["points"]?.text ?? "")" + (withState ? " \($0["state"]?.text ?? "posted")" : "") }
            let found = awards.map { "\($0.rule.id) \($0.points)" + (withState ? " \($0.state.rawValue)" : "") }
            same("awards", expected.joined(separator: ", "), found.joined(separator: ", "))
        } else {
            let rule = value["rule"]?.text ?? ""
            let decided = awards.filter { $0.rule.id == rule }
            if let before = value["before"]?.text { same("before of \(rule)", before, String(decided.reduce(0) { $0 + $1.before })) }
            if let after = value["after"]?.text { same("after of \(rule)", after, String(decided.reduce(0) { $0 + $1.points })) }
        }
    }

    private mutating func compareLots(_ member: String, _ items: [Tree], _ model: Model) {
        let found = model.ledgerLots(of: member)
        guard items.count == found.count else {
            same("number of lots of \(member)", String(items.count), found.map(\.text).joined(separator: ", "))
            return
        }
        for (place, (item, lot)) in zip(items, found).enumerated() {
            let expires = item["expires"]?.text.map { $0 == "never" ? "never" : InstantText.read($0, in: model.calendar).map(InstantText.write) ?? $0 }
            let expected = "\(item["points"]?.text ?? String(lot.points))/\(item["remaining"]?.text ?? String(lot.remaining)) until \(expires ?? lot.expiryText)"
            same("lot \(place + 1) of \(member)", expected, lot.text)
        }
    }

    private mutating func compareBoard(_ tree: Tree, _ model: Model) {
        guard let id = tree["id"]?.text, let board = model.board(id), let period = tree["period"]?.text else { return }
        let rows = model.rows(board, period: period)
        let expected = (tree["rows"]?.items ?? []).enumerated().map { place, row in
            let other = place < rows.count ? rows[place] : nil
            let value = row["value"]?.text.flatMap { Exact($0) }?.description ?? other?.value.description ?? ""
            return "\(row["rank"]?.text ?? other.map { String($0.rank) } ?? "") \((row["member"] ?? row["team"] ?? row["customer"])?.text ?? "") \(value)"
        }
        same("board \(id) \(period)", expected.joined(separator: ", "), rows.map { "\($0.rank) \($0.entrant) \($0.value)" }.joined(separator: ", "))
    }
}

/// A lot as a ledger lists it.
package struct LedgerLot: Sendable {
    package let points: Int
    package let remaining: Int
    package let expiresAt: Instant?

    package var expiryText: String { expiresAt.map(InstantText.write) ?? "never" }
    package var text: String { "\(points)/\(remaining) until \(expiryText)" }
}

extension Model {
    /// "`points` counts awards (pending ones too) and reversals of the step"
    package func given(_ member: String, in commands: ClosedRange<Int>) -> Int {
        newest(of: member, in: commands).filter { $0.kind == "award" || $0.kind == "reversal" }.reduce(0) { $0 + $1.points }
    }

    /// The entries of a member that the last commands wrote.
    package func newest(of member: String, in commands: ClosedRange<Int>) -> [Entry] {
        places.entriesOfMember[member].reversed().map { entries[$0] }.prefix { $0.command >= commands.lowerBound }.filter { commands.contains($0.command) }
    }

    /// All versions of all lots, in order of expiry, then in the order in which they were opened.
    package func ledgerLots(of member: String) -> [LedgerLot] {
        let all = places.lotsOfMember[member].flatMap { index in lots[index].issues.indices.map { (lot: lots[index], place: $0) } }
        let sorted = all.sorted { a, b in
            let (one, other) = (a.lot.issues[a.place], b.lot.issues[b.place])
            return (one.expiresAt ?? .max, one.number) < (other.expiresAt ?? .max, other.number)
        }
        return sorted.map { lot, place in
            LedgerLot(points: lot.issues[place].points, remaining: place + 1 == lot.issues.count ? lot.remaining : 0, expiresAt: lot.issues[place].expiresAt)
        }
    }

    /// The awards decided by these commands. What Laurel notices of them is an activity of its own.
    package func given(in commands: ClosedRange<Int>) -> [Award] {
        awards.reversed().prefix { facts[$0.fact].command >= commands.lowerBound }
            .filter { commands.contains(facts[$0.fact].command) && facts[$0.fact].activity.source != Target.source }.reversed()
    }

    /// available, pending, held, debt, lifetime.
    package func balance(_ member: String) -> [String: Int] {
        let mine = places.lotsOfMember[member].map { lots[$0] }
        return [
            "available": available(member),
            "pending": mine.filter(\.isPending).reduce(0) { $0 + $1.remaining },
            "held": places.awardsOfMember[member].map { awards[$0] }.filter { $0.state == .held }.reduce(0) { $0 + $1.points },
            "debt": debt(member),
            "lifetime": places.entriesOfMember[member].map { entries[$0] }.filter { ["award", "bonus", "adjustment", "reversal"].contains($0.kind) }.reduce(0) { $0 + $1.points },
        ]
    }
}
