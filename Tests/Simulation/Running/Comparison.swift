import Boards
import Identity
import JSON
import Ledger
import NaiveModel
import Periods
import PointsEngine
import RuleEngine

/// Compares an engine with the naive model.
package struct Comparison {
    private let wholeEvery: Int
    private var entriesBefore = 0
    private var steps = 0
    private var found: [String] = []

    package init(wholeEvery: Int = 1) { self.wholeEvery = wholeEvery }

    /// What differs after a step.
    mutating func differences(
        _ model: Model, _ result: StepResult, _ engine: MemoryEngine, _ outcomes: [Outcome], entriesBefore known: Int, isLast: Bool
    ) throws -> [String] {
        found = []
        steps += 1
        same("answers", result.answers.map(\.told), outcomes.map(\.told))
        // What a reached target gives shows in the entries.
        same("awards", model.given(in: result.commands).map(\.told), outcomes.flatMap(\.lines))
        entries(model, engine, known)
        let balances = Balances(of: engine.facts, at: engine.now)
        for member in model.members { same("balance of \(member.id)", model.balance(member.id), try balances[member.id]) }
        if isLast || steps % wholeEvery == 0 { try whole(model, Seen(engine.facts), engine.programme, engine.now) }
        return found
    }

    /// What differs in all that there is.
    package mutating func wholeDifferences(_ model: Model, _ seen: Seen, _ programme: Programme, _ now: Periods.Instant) throws -> [String] {
        found = []
        for member in model.members {
            same(
                "entries of \(member.id)", Self.ordered(model.entries.filter { $0.member == member.id }.map { ($0.kind, $0.points, $0.at) }),
                Self.ordered(seen.entries.filter { $0.member.text == member.id && $0.points != 0 }.map { ($0.kind.rawValue, Int($0.points), Int($0.occurred.seconds)) }))
            same("balance of \(member.id)", model.balance(member.id), try Balances(of: seen.facts, at: now)[member.id])
        }
        try whole(model, seen, programme, now)
        return found
    }

    private mutating func same<Value: Equatable>(_ what: String, _ expected: Value, _ actual: Value) {
        if expected != actual { found.append("\(what): the model says \(expected), the engine \(actual)") }
    }

    /// The new entries, member by member: members who are not concerned with each other have no order between them.
    private mutating func entries(_ model: Model, _ engine: MemoryEngine, _ known: Int) {
        let expected = model.entries[entriesBefore...], actual = engine.facts.entries[known...].filter { $0.points != 0 }
        entriesBefore = model.entries.count
        for member in Set(expected.map(\.member)).union(actual.map(\.member.text)).sorted() {
            same(
                "entries of \(member)", Self.ordered(expected.filter { $0.member == member }.map { ($0.kind, $0.points, $0.at) }),
                Self.ordered(actual.filter { $0.member.text == member }.map { ($0.kind.rawValue, Int($0.points), Int($0.occurred.seconds)) }))
        }
    }

    /// In which order one command takes back and lapses, and in how many entries what it takes back, or what lapses at one instant, stands, no text says.
    private static func ordered(_ entries: [(kind: String, points: Int, at: Int)]) -> [String] {
        let reversed = entries.reduce(0) { $1.kind == "reversal" ? $0 + $1.points : $0 }
        let lapsed = Dictionary(grouping: entries.filter { $0.kind == "expiry" }, by: \.at).mapValues { $0.reduce(0) { $0 + $1.points } }
        return entries.filter { $0.kind != "reversal" && $0.kind != "expiry" }.map { "\($0.kind) \($0.points)" }.sorted()
            + lapsed.sorted { $0.key < $1.key }.map { "expiries \($0.value) at \(InstantText.write($0.key))" } + (reversed == 0 ? [] : ["reversals \(reversed)"])
    }

    // MARK: All that there is

    private mutating func whole(_ model: Model, _ seen: Seen, _ programme: Programme, _ now: Periods.Instant) throws {
        let facts = seen.facts, lots = Dictionary(grouping: seen.lots, by: \.member.text)
        for member in model.members {
            let actual = lots[member.id] ?? []
            same("lots of \(member.id)", model.lots(of: member.id), actual.sorted(by: Ledger.Lot.isListedBefore).map(\.told))
            let open = actual.filter { $0.remaining > 0 }.sorted(by: Ledger.Lot.isSpentBefore).map { "\($0.remaining) of \($0.told)" }
            same("order in which \(member.id) spends", model.spendable(of: member.id), open)
            same("tier of \(member.id)", model.tier(of: member.id), try facts.tierStanding(MemberID(member.id))?.tier ?? "none")
        }
        for (id, state) in model.requests { same("request \(id)", state, try facts.request(RequestID(named: id))?.state.rawValue) }
        for reward in model.company.rewards { same("stock of \(reward.id)", model.stock(of: reward), try facts.reward(reward.id)?.stock.map(Int.init)) }
        for target in model.targets {
            let key = TargetKey(owner: target.isOfTeam ? .team(TeamID(target.owner)) : .member(MemberID(target.owner)), metric: target.metric, period: target.period)
            let kept = try facts.target(key)
            same("target of \(target.owner)", "\(target.value) \(target.reached.sorted())", kept.map { "\($0.value) \($0.reached.sorted())" } ?? "none")
        }
        for (key, levels) in Dictionary(grouping: model.badges, by: { BadgeKey(member: MemberID($0.member), badge: $0.badge, period: $0.period) }) {
            same("badge \(key.badge) \(key.period) of \(key.member)", levels.map(\.level).sorted(), try facts.find(EarnedBadge.self, key)?.levels.map { "\($0.level)" }.sorted())
        }
        if let known = seen.badges { same("how many badges", model.badges.count, known) }
        for question in model.questions { same("question \(question.id)", question.state, try facts.question(QuestionID(question.id))?.state.rawValue) }
        for sheet in model.sheets {
            let kept = try SheetID(sheet.id).flatMap { try facts.find(PointsEngine.Sheet.self, $0) }
            same("sheet \(sheet.id)", model.seen(sheet), kept?.told ?? "none")
        }
        for customer in model.customers.values where customer.mergedInto == nil { try whole(customer, model, facts) }
        for board in model.company.boards {
            let current = board.span ?? model.calendar.period(board.period, at: model.now)
            try rows(model, board, current, seen, programme, now)
            if board.period != .all { try rows(model, board, model.calendar.period(board.period, at: current.start - 1), seen, programme, now) }
        }
    }

    private mutating func whole(_ customer: NaiveModel.Customer, _ model: Model, _ facts: any Facts) throws {
        let kept = try facts.find(PointsEngine.Customer.self, CustomerID(customer.id))
        func told(_ words: String?...) -> String { words.map { $0 ?? "none" }.joined(separator: " ") }
        same(
            "customer \(customer.id)",
            told(
                model.owner(of: customer.id), customer.customerClass, model.visitDue(of: customer.id)?.text, model.lastVisit(of: customer.id)?.text,
                model.lastOrder(of: customer.id)?.text, customer.lost == nil ? "active" : "lost"),
            told(
                kept?.owner?.text, kept?.customerClass, kept?.visits.due?.text, kept?.visits.last?.text, kept?.orders.last?.text, kept?.isLost ?? false ? "lost" : "active"))
    }

    private mutating func rows(
        _ model: Model, _ board: BoardRule, _ period: NaiveModel.Period, _ seen: Seen, _ programme: Programme, _ now: Periods.Instant
    ) throws {
        guard let definition = programme.boards.first(where: { $0.id == board.id }), let span = definition.period(key: period.key, programme.calendar) else {
            return found.append("board \(board.id) \(period.key) is not there")
        }
        let archived = try seen.archive(board.id, period.key)?.rows
        var actual = try (archived ?? seen.facts.rows(of: definition, in: span, programme, at: now)).map { Row($0.rank, $0.owner.name, Exact($0.value)) }
        var expected = model.rows(board, period).map { Row($0.rank, $0.entrant, $0.value) }
        if !board.isPlain(in: model.company) {
            actual.sort { ($0.rank, $0.entrant) < ($1.rank, $1.entrant) }
            expected.sort { ($0.rank, $0.entrant) < ($1.rank, $1.entrant) }
        }
        same("board \(board.id) \(period.key)", expected, actual)
    }

    private struct Row: Equatable, CustomStringConvertible {
        let rank: Int
        let entrant: String
        let value: Exact

        init(_ rank: Int, _ entrant: String, _ value: Exact) {
            self.rank = rank
            self.entrant = entrant
            self.value = value
        }

        var description: String { "\(rank) \(entrant) \(value)" }
    }
}

/// All that is known on the engine's side, in memory or on disk.
package struct Seen {
    package let facts: any Facts
    package let lots: [Ledger.Lot]
    package let entries: [Ledger.Entry]
    /// How many levels of badges were earned by anybody; nil where nobody can tell.
    let badges: Int?
    let archive: (_ board: String, _ period: String) throws -> Archive?

    package init(_ facts: MemoryFacts) {
        self.facts = facts
        lots = Array(facts.lots.values)
        entries = facts.entries
        badges = facts.earnedBadges.values.reduce(0) { $0 + $1.levels.count }
        archive = { board, period in facts.archives[board]?.first { $0.period == period } }
    }

    /// Reads every entry, and the lot that it opened.
    package init(_ facts: any Facts, archive: @escaping (_ board: String, _ period: String) throws -> Archive?) throws {
        self.facts = facts
        entries = try (1..<facts.nextEntry()).compactMap { try facts.entry($0) }
        badges = nil
        lots = try entries.compactMap { try facts.lot(LotID($0.number)) }
        self.archive = archive
    }
}

/// available, pending, held, debt and lifetime of members, as the model says them.
private struct Balances {
    private let facts: any Facts
    private let now: Periods.Instant

    init(of facts: any Facts, at now: Periods.Instant) {
        self.facts = facts
        self.now = now
    }

    subscript(member: String) -> [String: Int] {
        get throws {
            let wallet = try facts.wallet(MemberID(member))
            return [
                "available": Int(wallet.available(at: now)), "pending": Int(wallet.pending(at: now)), "held": Int(wallet.held), "debt": Int(wallet.debt),
                "lifetime": Int(wallet.lifetime),
            ]
        }
    }
}
