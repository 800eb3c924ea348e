import Boards
import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import RuleEngine

/// Compares what came of a step with what was expected.
struct Comparison {
    private(set) var differences: [Difference] = []
    let programme: Programme
    private var number = 0
    private var line = 0
    private var at = ""
    /// The instant of the step before.
    private(set) var before: Instant?
    private var now: Instant?

    init(programme: Programme) { self.programme = programme }

    mutating func start(step number: Int, _ step: Step) {
        self.number = number
        line = step.line
        before = now
        now = step.at
        at = local(step.at)
    }

    /// A time as clocks in the company's zone show it.
    private func local(_ time: Instant) -> String {
        let clock = programme.calendar.zone.wallClock(at: time)
        let seconds = clock.microsecondOfDay / 1_000_000
        let rest = seconds % 60 == 0 ? "" : ":\(Self.two(seconds % 60))"
        return "\(clock.day) \(Self.two(seconds / 3_600)):\(Self.two(seconds / 60 % 60))\(rest)"
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    mutating func differ(_ what: String, expected: String, found: String) {
        func shown(_ text: String) -> String { text.isEmpty ? "nothing" : text }
        differences.append(Difference(step: number, line: line, at: at, what: what, expected: shown(expected), found: shown(found)))
    }

    mutating func same(_ what: String, _ expected: String, _ found: String) {
        if expected != found { differ(what, expected: expected, found: found) }
    }

    mutating func compare(_ step: Step, _ outcomes: [Outcome], _ engine: MemoryEngine, entriesBefore: Int) throws {
        let expectation = step.expectation
        compareStatus(step, outcomes)
        for (name, count) in expectation.counts { same("how many \(name)", "\(count)", "\(outcomes.count { $0.isCounted(as: name) })") }
        comparePoints(expectation, engine.facts.entries.dropFirst(entriesBefore))
        compareAwards(expectation, outcomes)
        compareHonours(expectation, engine)
        for (member, fields) in expectation.balance { compareBalance(member, fields, engine) }
        for (member, lots) in expectation.lots { compareLots(member, lots, engine) }
        for (member, entries) in expectation.entries { compareEntries(member, entries, engine) }
        for board in expectation.boards { try compare(board, engine) }
        for (member, tier) in expectation.tiers { same("tier of \(member)", tier, engine.facts.tierStanding(MemberID(member))?.tier ?? "none") }
        try compareCustomers(expectation, engine)
        for (id, state) in expectation.redemptions {
            same("redemption \(id)", state, engine.facts.request(RequestID(id))?.state.rawValue ?? "none")
        }
        try compareProgramme(expectation, engine)
        for (id, state) in expectation.questions { same("question \(id)", state, engine.facts.question(QuestionID(id))?.state.rawValue ?? "none") }
        for (reward, left) in expectation.stock {
            same("stock of \(reward)", "\(left)", engine.facts.reward(reward)?.stock.map { "\($0)" } ?? "without end")
        }
        for appraisal in expectation.appraisals { compare(appraisal, engine) }
    }

    // MARK: What stands

    private mutating func compareBalance(_ member: String, _ fields: [(name: String, points: Points)], _ engine: MemoryEngine) {
        let wallet = engine.facts.wallet(MemberID(member))
        for (name, points) in fields {
            let found: Points? =
                switch name {
                case "available": wallet.available(at: engine.now)
                case "pending": wallet.pending(at: engine.now)
                case "held": wallet.held
                case "debt": wallet.debt
                case "lifetime": wallet.lifetime
                default: nil
                }
            same("\(name) of \(member)", "\(points)", found.map { "\($0)" } ?? "no such field")
        }
    }

    private mutating func compareLots(_ member: String, _ expected: [Expectation.Lot], _ engine: MemoryEngine) {
        let lots = engine.facts.lots.values.filter { $0.member.text == member }.sorted(by: Self.stands)
        func text(_ points: Points?, _ remaining: Points?, _ expires: String) -> String {
            "\(remaining.map { "\($0)" } ?? "?") of \(points.map { "\($0)" } ?? "?") until \(expires)"
        }
        let found = lots.map { text($0.opened, $0.remaining, $0.expires.map(local) ?? "never") }
        let wanted = expected.enumerated().map { index, lot in
            let own = index < lots.count ? lots[index] : nil
            let expires: String
            switch lot.expires {
            case .never: expires = "never"
            case .at(let instant): expires = local(instant)
            case nil: expires = own.map { $0.expires.map(local) ?? "never" } ?? "?"
            }
            return text(lot.points ?? own?.opened, lot.remaining ?? own?.remaining, expires)
        }
        same("lots of \(member)", wanted.joined(separator: ", "), found.joined(separator: ", "))
    }

    /// In order of expiry, then of opening; one that took over from another is spent in that one's place.
    private static func stands(_ a: Ledger.Lot, before b: Ledger.Lot) -> Bool {
        a.expires == b.expires ? a.id < b.id : (a.expires ?? .latest) < (b.expires ?? .latest)
    }

    private mutating func compareEntries(_ member: String, _ expected: [Expectation.Entry], _ engine: MemoryEngine) {
        let entries = engine.facts.entries.filter { $0.member.text == member && $0.points != 0 }
        let wanted = expected.enumerated().map { index, entry in
            let own = index < entries.count ? entries[index] : nil
            return "\(entry.kind ?? own?.kind.rawValue ?? "?") \((entry.points ?? own?.points).map { "\($0)" } ?? "?")"
        }
        same("entries of \(member)", wanted.joined(separator: ", "), entries.map { "\($0.kind.rawValue) \($0.points)" }.joined(separator: ", "))
    }

    private mutating func compare(_ expected: Expectation.Board, _ engine: MemoryEngine) throws {
        guard let board = engine.programme.boards.first(where: { $0.id == expected.id }) else {
            differ("board \(expected.id)", expected: "that there is one", found: "none")
            return
        }
        let named = board.period(key: expected.period, programme.calendar)
        guard let period = expected.period == "current" ? board.running(at: engine.now, programme.calendar) : named else {
            differ("board \(expected.id)", expected: "\(board.span.map { programme.calendar.span($0).key } ?? "a period of kind \(board.period.rawValue)")", found: expected.period)
            return
        }
        let archive = engine.facts.archives[board.id]?.first { $0.period == period.key }
        let rows = try archive?.rows ?? engine.facts.rows(of: board, in: period, engine.programme, at: engine.now)
        let found = rows.map { "\($0.rank) \($0.owner.text) \($0.value.exact)" }
        let wanted = expected.rows.enumerated().map { index, row in
            let own = index < rows.count ? rows[index] : nil
            let value = row.value.map { own?.value.reads(as: $0) ?? false ? own?.value.exact ?? $0 : $0 } ?? own?.value.exact
            return "\((row.rank ?? own?.rank).map { "\($0)" } ?? "?") \(row.entrant) \(value.map { "\($0)" } ?? "?")"
        }
        same("board \(expected.id) \(expected.period)", wanted.joined(separator: ", "), found.joined(separator: ", "))
    }
}

extension BoardValue {
    /// The value without rounding, as far as 34 digits go.
    fileprivate var exact: Decimal {
        let (numerator, denominator) = fraction
        guard let top = Decimal(coefficient: numerator, exponent: 0), let bottom = Decimal(coefficient: denominator, exponent: 0) else { return number }
        return (try? top.dividing(by: bottom)) ?? number
    }

    /// Whether a file that says `value` means this: exactly, or, where four digits or more are written, to the last of them.
    fileprivate func reads(as value: Decimal) -> Bool {
        if value == exact || value == number { return true }
        guard value.exponent <= -4, let unit = Decimal(coefficient: 1, exponent: value.exponent), let difference = try? value.subtracting(exact) else { return false }
        return difference.magnitude < unit
    }
}

extension Outcome {
    var decision: RuleEngine.Decision? {
        guard case .done(let receipt as ActivityReceipt, _) = self, !receipt.isRepetition else { return nil }
        return receipt.recorded.decision
    }

    var code: String? {
        if case .refused(let refusal) = self { refusal.code.rawValue } else { nil }
    }

    /// `recorded`, `duplicate`, `requested`, `approved`, `done`, `refused`: as `scenarios.md` names them.
    var status: String {
        switch self {
        case .refused(let refusal): refusal.code == .conflict ? "conflict" : "refused"
        case .done(let receipt as ActivityReceipt, _): receipt.isRepetition ? "duplicate" : "recorded"
        case .done(let receipt as RequestReceipt, _) where receipt.step != .decided: receipt.request.firstState.rawValue
        case .done: "done"
        }
    }

    func isCounted(as name: String) -> Bool {
        switch name {
        case "ok": if case .done = self { true } else { false }
        case "refused": if case .refused = self { true } else { false }
        default: status == name || code == name
        }
    }
}

extension DecisionLine {
    /// A line that came to nothing has nothing to wait for.
    var stateName: String { state == .none ? "posted" : state.rawValue }
}

extension Owner {
    var text: String {
        switch self {
        case .company: "company"
        case .member(let id): id.text
        case .team(let id): id.text
        case .customer(let id): id.text
        case .key(let key): key.text
        }
    }
}
