import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Store
import Web

/// The explanation of an activity: every step from the fact to the points, by the rules that judged it. Made on a reader's thread.
struct ExplanationView {
    private let recorded: Recorded
    private let programme: Programme
    private let teamNames: [TeamID: String]
    private let now: Instant
    private let reader: Reader
    private let set: RuleSet
    private let effective: Instant?
    private let awards: [AwardState]
    private let credits: [(named: Named, share: Decimal)]
    private let activity: ActivityView

    init(_ recorded: Recorded, _ programme: Programme, _ teamNames: [TeamID: String], at now: Instant, _ reader: Reader) throws {
        self.recorded = recorded
        self.programme = programme
        self.teamNames = teamNames
        self.now = now
        self.reader = reader
        let version = programme.book.published(by: recorded.decision.publication) ?? programme.book.version(at: recorded.decision.judgedAs)
        set = version.set
        effective = version.effective == .earliest ? nil : version.effective
        let names = PeopleNames(reader)
        activity = try ActivityView(recorded, names, reader)
        awards = try recorded.decision.lines.map { try AwardState($0, of: recorded, names, at: now, reader) }
        let shares = recorded.activity.credits?.map { ($0.member, $0.share) } ?? recorded.activity.subject.map { [($0, .one)] } ?? []
        credits = try shares.map { (try names.named($0), $1) }
    }

    var response: Response {
        get throws {
            .json { writer in
                writer.object { writer in
                    writer.object("activity") { activity.write(to: &$0) }
                    writeCredits(to: &writer)
                    writer.object("decision") { writer in
                        writer.member("version", recorded.decision.version)
                        writer.member("publication", orNull: recorded.decision.publication == 0 ? nil : recorded.decision.publication)
                        writer.member("effective", orNull: effective)
                        writer.member("recorded", recorded.recorded.rfc3339)
                        writer.array("rules") { writer in
                            for rule in ruleIDs { write(rule, to: &writer) }
                        }
                        writer.key("customer")
                        writeCustomer(to: &writer)
                        writer.member("locked", .array(recorded.decision.locked.map(JSONValue.string)))
                    }
                    writer.array("cut") { writer in
                        for line in recorded.decision.lines {
                            for cut in line.cuts where cut.points != 0 { ActivityAnswer.write(cut, of: line, to: &writer) }
                        }
                    }
                    writer.array("reversed") { writer in recorded.decision.undone.forEach { ActivityAnswer.write($0, to: &writer) } }
                    writer.member("entries", .array(entries.map { .number(Decimal($0)) }))
                }
            }
        }
    }

    /// By which class it was judged, and after how many orders.
    private func writeCustomer(to writer: inout JSONWriter) {
        guard let customer = recorded.decision.customer else { return writer.null() }
        writer.object { writer in
            writer.member("id", customer.id.text)
            writer.member("name", (try? reader.customer(customer.id))?.name ?? customer.id.text)
            writer.member("class", CustomerView.json(customer.customerClass, programme))
            writer.member("orders", customer.orders.map(JSONValue.number) ?? .null)
        }
    }

    private func writeCredits(to writer: inout JSONWriter) {
        writer.array("credits") { writer in
            for credit in credits {
                writer.object { writer in
                    writer.member("member", credit.named.id)
                    writer.member("name", credit.named.name)
                    writer.member("share", credit.share)
                }
            }
        }
    }

    private var ruleIDs: [String] {
        recorded.decision.lines.map(\.rule).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    private var entries: [Int64] {
        (awards.compactMap(\.entry) + recorded.decision.undone.compactMap(\.entry)).sorted()
    }

    private func write(_ id: String, to writer: inout JSONWriter) {
        let own = awards.filter { $0.line.rule == id }
        guard let first = own.first?.line else { return }
        let rule = set.rule(id)
        let view = rule.map { RuleView(rule: $0, set: set, teamNames: teamNames) }
        writer.object { writer in
            writer.member("rule", id)
            writer.member("title", (rule?.title ?? LocalizedText(id)).json)
            writer.member("text", orNull: rule?.text)
            writer.member("award", view?.award ?? .null)
            writer.member("quantity", orNull: first.quantity)
            writer.member("unit", orNull: view?.unit)
            writer.member("amount", first.amount)
            writer.member("multiplier", first.factor ?? .one)
            writer.member("total", first.rounded)
            writer.array("awards") { writer in
                for award in own { write(award, rule, to: &writer) }
            }
        }
    }

    private func write(_ award: AwardState, _ rule: Rule?, to writer: inout JSONWriter) {
        let line = award.line
        let limits = LimitState.all(of: line, rule, programme)
        writer.object { writer in
            writer.member("member", line.member.text)
            writer.member("name", award.name)
            writer.member("share", line.share ?? .one)
            writer.member("before", line.before)
            writer.member("points", line.after)
            writer.array("limits") { writer in limits.forEach { $0.write(to: &writer) } }
            writer.member("state", award.state)
            writer.member("usable", orNull: line.usableFrom)
            writer.member("expires", orNull: line.expires)
            writer.member("reason", orNull: line.reason)
            writer.member("refused", orNull: award.refused)
            writer.member("entry", orNull: award.entry)
        }
    }
}

/// A line of a decision as it stands now: what was held may have been decided, what was given taken back.
struct AwardState {
    let line: DecisionLine
    let name: String
    let state: String
    let refused: String?
    let entry: Int64?

    init(_ line: DecisionLine, of recorded: Recorded, _ names: PeopleNames, at now: Instant, _ reader: Reader) throws {
        self.line = line
        name = try names.name(of: line.member)
        refused = line.blocked?.rawValue ?? (line.after == 0 && !line.cuts.isEmpty ? "limit" : nil)
        let request = line.state == .held ? try line.request.flatMap { try reader.request($0) } : nil
        entry = line.entry ?? request?.entry
        state = Self.state(line, request, isUndone: recorded.fate != .standing, at: now)
    }

    private static func state(_ line: DecisionLine, _ request: Request?, isUndone: Bool, at now: Instant) -> String {
        if line.state == .none { return "none" }
        if isUndone { return "reversed" }
        if line.state == .held {
            switch request?.state {
            case nil, .requested: return "held"
            case .rejected, .cancelled, .void: return "none"
            case .approved, .fulfilled, .done: break
            }
        }
        return line.usableFrom.map { $0 > now } ?? false ? "pending" : "posted"
    }
}

/// A limit that an award met: how much of its window had been used before it, and what it took of this award.
struct LimitState {
    let limit: Limit
    let used: Decimal
    let cut: Points

    static func all(of line: DecisionLine, _ rule: Rule?, _ programme: Programme) -> [LimitState] {
        let own = rule?.limits ?? []
        // Only the company's limits that took something are told: what the company as a whole has used is no rep's business.
        let company = programme.book.companyLimits.enumerated().filter { limit in line.cuts.contains { $0.limit == limit.element.name } }
        return (own.enumerated().map { ($0, $1) } + company.map { ($0 + own.count, $1) }).map { place, limit in
            let cut = line.cuts.filter { $0.limit == limit.name }.reduce(0) { $0 + $1.points }
            return LimitState(limit: limit, used: line.used.indices.contains(place) ? Decimal(line.used[place]) : .zero, cut: cut)
        }
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("per", RuleView.names(limit.per))
            writer.member("window", limit.window.name)
            writer.member("points", ifPresent: limit.points)
            writer.member("count", ifPresent: limit.count)
            writer.member("used", used)
            writer.member("cut", cut)
        }
    }
}
