import Identity
import JSON
import Periods

/// Judges one activity: rule set + activity + counters → decision. It moves counters and claims, and knows no ledger.
///
/// Two passes: first every expression about the activity is evaluated, so that of several faults the first in the
/// order of `points.md` is answered and nothing has moved; then limits are filled, rule by rule in order of id.
package struct Judge {
    let activity: Activity
    /// The time by which it is judged.
    let time: Instant
    let day: Day
    let set: RuleSet
    let companyLimits: [LimitCounter]
    let currencies: Currencies
    let calendar: CompanyCalendar
    /// `member` in expressions: the subject, or the first credited.
    let subject: CreditedMember
    /// Who is credited, in the order of the credits; never empty.
    let credited: [CreditedMember]
    let state: any Counters
    /// The customer that the activity names; nil: none.
    package var customer: NamedCustomer?
    /// What a correction carries over to a ladder over a period: what its lot now stands for, less what the ladder fell by.
    package var carried: (_ rule: String, _ member: MemberID) -> Points = { _, _ in 0 }
    /// Whether a counter that asks for punctuality no longer takes what a member did.
    package var isTooLate: (_ counter: Metric, _ member: MemberID) throws -> Bool = { _, _ in false }
    /// What limits over the event have given to parts of it: all parts together are one event.
    var givenByEvent: [TallyKey: (points: Points, count: Int64)] = [:]

    /// What the company says beside its rules.
    package struct Company {
        package let limits: [Limit]
        package let currencies: Currencies
        package let calendar: CompanyCalendar

        package init(limits: [Limit], currencies: Currencies, calendar: CompanyCalendar) {
            self.limits = limits
            self.currencies = currencies
            self.calendar = calendar
        }
    }

    package init(
        _ activity: Activity, judgedAs time: Instant, under set: RuleSet, of company: Company, subject: CreditedMember, credited: [CreditedMember], state: any Counters
    ) {
        self.activity = activity
        self.time = time
        self.day = company.calendar.day(of: time)
        self.set = set
        self.companyLimits = LimitCounter.company(company.limits)
        currencies = company.currencies
        calendar = company.calendar
        self.subject = subject
        self.credited = credited
        self.state = state
    }

    /// - Throws: `Refusal`, or what the counters throw.
    package mutating func judge() throws -> Decision {
        let (matches, metrics) = try evaluate()
        var decision = Decision(version: set.version, judgedAs: time)
        decision.customer = try customer.map { DecidedCustomer(id: $0.id, customerClass: $0.customerClass, orders: set.readsCustomers ? try $0.orders(at: day, calendar, state) : nil) }
        for match in matches {
            decision.lines += try award(match)
        }
        for (metric, quantity) in metrics {
            decision.metrics += try gather(metric, quantity)
        }
        return decision
    }

    // MARK: What the expressions say

    private func evaluate() throws -> (matches: [Match], metrics: [(Metric, Decimal)]) {
        let context = try RuleContext(self)
        var faults = Faults()
        var matches: [Match] = []
        var metrics: [(Metric, Decimal)] = []
        for rule in set.prepared(for: activity.type) where applies(rule.rule) {
            let found = try faults.collecting { try naming("rule \(rule.rule.id)") { try Match(rule, credited: credited, in: context) } }
            if let found, let match = found { matches.append(match) }
        }
        for metric in set.metrics(for: activity.type) {
            let found = try faults.collecting { try naming("metric \(metric.name)") { try context.quantity(of: metric) } }
            if let found, let quantity = found { metrics.append((metric, quantity)) }
        }
        try faults.throwFirst()
        return (matches, metrics)
    }

    /// A rule that applies to none of those credited is not asked, and so cannot fail the activity.
    private func applies(_ rule: Rule) -> Bool {
        rule.applies.contains(time) && credited.contains { rule.applies.contains($0.lineage) }
    }

    // MARK: What is awarded

    private mutating func award(_ match: Match) throws -> [DecisionLine] {
        try naming("rule \(match.rule.id)") { try lines(of: match) }
    }

    private mutating func lines(of match: Match) throws -> [DecisionLine] {
        let rule = match.rule
        // What was merged into the customer has claimed for it, too.
        let claims = match.claimKeys(rule.unique, calendar: calendar, day: day), claim = claims.first
        let isTaken = try claims.contains { try state.holders(of: $0).contains { $0.activity != activity.key } }
        let climbs = match.prepared.climbs ? try faultAsRefusal { try credited.parts(of: match.quantity ?? .zero) } : []
        var lines: [DecisionLine] = []
        for (index, member) in credited.enumerated() where rule.applies.contains(member.lineage) {
            try match.context.chargePart(limits: match.prepared.counters.count + companyLimits.count)
            var line = match.line(for: member, at: index)
            if !climbs.isEmpty { try climb(&line, match, member, by: climbs[index]) }
            if line.before != 0, isTaken { line.block(.unique) }
            try cool(&line, match, member)
            try limit(&line, match, member)
            if line.after != 0 {
                if let claim { line.claims.append(claim) }
                try hold(&line, match)
                date(&line, rule)
            }
            lines.append(line)
        }
        for line in lines {
            for claim in line.claims { try state.claim(claim, by: ClaimHolder(at: time, activity: activity.key)) }
        }
        return lines
    }
}

extension DecisionLine {
    mutating func block(_ reason: Block) {
        blocked = reason
        after = 0
    }
}
