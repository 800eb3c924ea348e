import Identity
import JSON
import Periods

/// What the rules said to an activity, kept for ever: it answers "why did I get 40 points?", and it is all that a
/// later reversal needs.
package struct Decision: Hashable, Sendable {
    /// The version of the rule set that judged it.
    package var version: String
    /// The number of the command that published that set: the same content may be published again. 0: the first set there was.
    package var publication: Int64 = 0
    /// The time by which it was judged: its own, or that of the activity which it corrects.
    package var judgedAs: Instant
    /// The rules that matched, in order of rule id, and within a split in the order of the credits.
    package var lines: [DecisionLine]
    /// What it added to metrics.
    package var metrics: [MetricMove]
    /// Members to whom it was credited: they are heads of these teams in its periods, whatever their stays say.
    package var heads: [HeadCredit] = []
    /// What a reversal or a correction took back.
    package var undone: [UndoneLine] = []
    /// What earlier versions of the activity gave, member by member and rule by rule; none in a first version.
    package var chains: [Chain] = []
    /// The customer that it named, as it was judged; nil: none.
    package var customer: DecidedCustomer?
    /// Boards' periods that were locked already, as `board/period`; it does not count there.
    package var locked: [String] = []

    package init(version: String, judgedAs: Instant, lines: [DecisionLine] = [], metrics: [MetricMove] = []) {
        self.version = version
        self.judgedAs = judgedAs
        self.lines = lines
        self.metrics = metrics
    }
}

/// One rule's answer for one credited member, step by step in the order of the engine.
package struct DecisionLine: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        /// An entry stands in the ledger and can be spent.
        case posted
        /// An entry stands in the ledger and waits for its date.
        case pending
        /// Waits for a person; no entry yet.
        case held
        /// It came to nothing; `blocked` or the cuts say why.
        case none
    }

    package enum Block: String, CaseIterable, Sendable {
        case cooldown, unique
    }

    package let rule: String
    package let member: MemberID
    /// The member's team at the time of the activity.
    package var team: TeamID?
    /// The member's team and those around it.
    package var lineage: [TeamID]
    package var share: Decimal?
    /// The quantity that the amount came from, where there is one.
    package var quantity: Decimal?
    /// The amount for the whole activity before the factor.
    package var amount = Decimal.zero
    package var factor: Decimal?
    /// The rounded points of the whole activity, before the split.
    package var rounded: Points = 0
    /// This member's part before limits.
    package var before: Points
    /// … and after them.
    package var after: Points
    package var cuts: [Cut] = []
    /// What each limit that was asked had given before, in their order: points, or awards where it counts only those. Empty where none
    /// had given anything.
    package var used: [Int64] = []
    package var blocked: Block?
    package var state: State = .none
    /// Why it is held.
    package var reason: String?
    package var usableFrom: Instant?
    package var expires: Instant?
    package var qualifies: Bool
    /// The counters that it filled.
    package var counted: [Counted] = []
    package var claims: [ClaimKey] = []
    package var climbed: Climb?
    /// The number of its entry, which is also its lot's.
    package var entry: Int64?
    package var request: RequestID?

    package init(
        rule: String, member: MemberID, team: TeamID?, lineage: [TeamID], share: Decimal?, before: Points, qualifies: Bool
    ) {
        self.rule = rule
        self.member = member
        self.team = team
        self.lineage = lineage
        self.share = share
        self.before = before
        self.after = before
        self.qualifies = qualifies
    }
}

/// What a limit took away.
package struct Cut: Hashable, Sendable {
    /// As people see it: `member/day`.
    package let limit: String
    package let points: Points

    package init(limit: String, points: Points) {
        self.limit = limit
        self.points = points
    }
}

/// A counter that an award filled, and whether a reversal gives it back.
package struct Counted: Hashable, Sendable {
    package let key: TallyKey
    package let releases: Bool

    package init(key: TallyKey, releases: Bool) {
        self.key = key
        self.releases = releases
    }
}

/// A step on a ladder over a period.
package struct Climb: Hashable, Sendable {
    package let over: PeriodKind
    /// By how much the member's total moved.
    package let by: Decimal
    /// The total before.
    package let from: Decimal
    /// The activity that opened the lot before this one on the same ladder, for the same member and period; nil: this one is the first,
    /// or opened none.
    package var previous: ActivityKey?

    package init(over: PeriodKind, by: Decimal, from: Decimal, previous: ActivityKey? = nil) {
        self.over = over
        self.by = by
        self.from = from
        self.previous = previous
    }
}

/// What the versions of an activity gave one member by one rule: they stand in each other's place, also where one between them gave
/// nothing, or something to somebody else.
package struct Chain: Hashable, Sendable {
    package let rule: String
    package let member: MemberID
    /// The entry that opened the first lot.
    package var lot: Int64?
    /// The entry of the first deduction.
    package var deduction: Int64?

    package init(rule: String, member: MemberID, lot: Int64? = nil, deduction: Int64? = nil) {
        self.rule = rule
        self.member = member
        self.lot = lot
        self.deduction = deduction
    }
}

extension Decision {
    /// What this version gave, added to what earlier ones did.
    ///
    /// - Parameter lines: its lines as they stand now.
    package func chains(with lines: [DecisionLine]) -> [Chain] {
        lines.reduce(into: chains) { chains, line in
            guard let entry = line.entry else { return }
            let known = chains.firstIndex { $0.rule == line.rule && $0.member == line.member }
            var chain = known.map { chains[$0] } ?? Chain(rule: line.rule, member: line.member)
            if line.after < 0 { chain.deduction = chain.deduction ?? entry } else { chain.lot = chain.lot ?? entry }
            if let known { chains[known] = chain } else { chains.append(chain) }
        }
    }
}

extension [Chain] {
    package func first(_ rule: String, _ member: MemberID) -> Chain? { first { $0.rule == rule && $0.member == member } }
}

/// What an activity added to one member's metric.
package struct MetricMove: Hashable, Sendable {
    package let metric: String
    package let member: MemberID
    package let lineage: [TeamID]
    /// The customer whose it is, too: of a split activity the parts are the whole.
    package var customer: CustomerID?
    package let by: Decimal

    package init(metric: String, member: MemberID, lineage: [TeamID], customer: CustomerID? = nil, by: Decimal) {
        self.metric = metric
        self.member = member
        self.lineage = lineage
        self.customer = customer
        self.by = by
    }

    /// Whose sums it moves: the member's, those of the teams around, the company's, and the customer's.
    package var owners: [Owner] {
        let people = [.member(member), .company] + lineage.map(Owner.team)
        return customer.map { people + [.customer($0)] } ?? people
    }

    /// Calls `body` with the key of each of its sums; no list is made of them, for every activity moves several metrics.
    package func forEachKey(_ body: (TallyKey) throws -> Void) rethrows {
        let measure = Measure.metric(metric)
        try body(TallyKey(.member(member), measure))
        try body(TallyKey(.company, measure))
        for team in lineage { try body(TallyKey(.team(team), measure)) }
        if let customer { try body(TallyKey(.customer(customer), measure)) }
    }
}

/// What was taken back of an earlier award.
package struct UndoneLine: Hashable, Sendable {
    package let rule: String
    package let member: MemberID
    /// What the member's points really changed by; zero for an award that was still held.
    package let points: Points
    /// What boards, metrics and tiers see.
    package let whole: Points
    package let entry: Int64?

    package init(rule: String, member: MemberID, points: Points, whole: Points, entry: Int64?) {
        self.rule = rule
        self.member = member
        self.points = points
        self.whole = whole
        self.entry = entry
    }
}
