/// The naive model: the facts as they were recorded, and everything else computed from them each time it is asked for.
/// It follows points.md, "Points: what the engine does, exactly", and boards.md, and shares no code with the engine.
package struct Model: Sendable {
    package internal(set) var company: Company
    /// The activity of Laurel's own that is looked at, and how many steps from a command it is.
    var cause: Activity?
    var step = 0
    /// Shared goals that were reached.
    var reachedTogether: Set<String> = []
    package var calendar: CompanyCalendar { company.calendar }

    /// The instant up to which due work has run. No command is earlier.
    package internal(set) var now: Instant
    /// "the number of the command": what "reached" counts.
    package internal(set) var command = 0
    /// Rule sets with the instants from which they hold, in order of publication.
    var versions: [(effective: Instant, rules: [Rule])]
    package internal(set) var members: [Member]
    package internal(set) var facts: [Fact] = []
    package internal(set) var awards: [Award] = []
    package internal(set) var entries: [Entry] = []
    package internal(set) var lots: [Lot] = []
    package internal(set) var takings: [Taking] = []
    /// What members have of an activity by a rule, by `Model.stake`.
    var stakes: [String: Stake] = [:]
    /// How many lots and debts there have been.
    var issued = 0
    var debts = 0
    package internal(set) var marks: [Mark] = []
    package internal(set) var redemptions: [Redemption] = []
    package internal(set) var adjustments: [Adjustment] = []
    package internal(set) var targets: [Target] = []
    /// Levels that were earned.
    package internal(set) var badges: Set<EarnedLevel> = []
    /// What audit took back of them.
    var withdrawn: Set<EarnedLevel> = []
    package internal(set) var questions: [Question] = []
    package internal(set) var targetRequests: [TargetRequest] = []
    package internal(set) var honours: [Honour] = []
    package internal(set) var sheets: [Sheet] = []
    /// The end of the last period for which each form has opened sheets.
    var openedForms: [String: Instant] = [:]
    var standings: [String: TierStanding] = [:]
    package internal(set) var customers: [String: Customer] = [:]
    var classRequests: [ClassRequest] = []
    var lockedBoards: Set<String> = []
    /// The periods of boards with honours that hold something and have not been locked, by board and key.
    var openLocks: [String: (board: BoardRule, period: Period, lock: Instant)] = [:]
    var places = Places()

    /// Where things are found again.
    struct Places: Sendable {
        var fact: [String: Int] = [:]
        var awardsOfFact = Lists<Int>()
        var awardsOfMember = Lists<String>()
        /// By counters, claims, cooldowns and ladders.
        var awardsOfKey = Lists<String>()
        var lotsOfMember = Lists<String>()
        var takingsOfMember = Lists<String>()
        /// The debt of each member, as the takings have it.
        var debt: [String: Int] = [:]
        /// What may still mature or lapse, or was so when it was last looked at.
        var openLots: Set<Int> = []
        var entriesOfMember = Lists<String>()
        var marksOfMember = Lists<String>()
        var marksOfCustomer = Lists<String>()
        /// By the name that a fact gives its customer.
        var factsOfCustomer = Lists<String>()
        /// By kind and key of a period.
        var marksOfPeriod = Lists<String>()
        /// By the command that recorded the activity.
        var marksOfOrigin = Lists<Int>()
        var memberNamed: [String: Int] = [:]
    }

    /// A company before its first step. `start` is the instant of that step: the default of `live_since` is its day.
    package init(company: Company, start: Instant) {
        self.company = company
        now = start
        versions = [(.min, (company.rules + company.campaigns.flatMap(\.rules)).sorted { $0.id < $1.id })]
        members = company.members.map { Member(id: $0.id, role: $0.role, moves: [(.min, $0.team)], joined: $0.joined) }
        liveSince = company.liveSince ?? company.calendar.period(.day, at: start).start
        places.memberNamed = Dictionary(members.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    let liveSince: Instant
}

package struct Member: Sendable {
    package let id: String
    package let role: Role
    package var moves: [(at: Instant, team: String?)]
    /// When they came; before, activities are credited to their first team, but they are no head of it.
    package let joined: Instant
    package var left: Instant?
    /// The days of their leave, by number.
    var leave: Set<Int> = []
    /// When the leaving was made known.
    package var leftKnown: Instant?

    package func team(at instant: Instant) -> String? { moves.last { $0.at <= instant }?.team }
    package func hasLeft(by instant: Instant) -> Bool { left.map { $0 <= instant } ?? false }
}

/// A recorded activity.
package struct Fact: Sendable {
    package enum Link: Sendable, Equatable {
        case none
        case reverses(Int)
        case replaces(Int)
    }

    package let command: Int
    package let activity: Activity
    package let link: Link
    /// The time by which it is judged: its own, or that of the activity it replaces.
    package let time: Instant
    package let parts: [Part]
    package let periods: [PeriodKind: Period]
    package let recorded: Instant
    /// The fact that reversed or replaced this one.
    package var undoneBy: Int?

    package struct Part: Sendable {
        package let member: String
        package let share: Exact
        package let team: String?
    }
}

package struct Activity: Sendable, Equatable {
    package let source: String
    package let id: String
    package let type: String
    package let time: Instant
    package let subject: String?
    /// As it was sent: what identity compares.
    package let sent: Value
}

/// What a rule gave one member for one activity, also where that is nothing.
package struct Award: Sendable {
    package enum State: String, Sendable {
        case posted, held, rejected, void
    }

    package struct Charge: Sendable {
        let counter: String
        let points: Int
        let releases: Bool
    }

    package let rule: Rule
    package let fact: Int
    package let part: Fact.Part
    package let name: String
    package var before: Int
    package var points: Int
    package var state: State
    /// It waited for a decision, which is then the only way to it by name.
    package var wasHeld = false
    package let charges: [Charge]
    /// What claims and cooldowns look at, where it gave anything.
    package let uniqueKey: String?
    package let cooldownKey: String?
    /// By how much it moved the member's total of a ladder over a period.
    package let quantity: Exact?

    var ladderKey: String { "ladder \(rule.id) \(part.member)" }
    var claimKey: String? { uniqueKey.map { "claim \(rule.id) \($0)" } }
    var coolingKey: String? { cooldownKey.map { "cooldown \(rule.id) \($0)" } }
}

package struct Entry: Sendable {
    package let number: Int
    package let command: Int
    package let member: String
    package let kind: String
    package let points: Int
    package let at: Instant
}

/// What an activity, an approval or a correction adds to boards, metrics and tiers: always the whole.
package struct Mark: Sendable {
    package enum Kind: Sendable, Equatable {
        case points(qualifying: Bool)
        case metric(String)
    }

    package let kind: Kind
    /// Of points, the rule that gave or took them.
    package let rule: String?
    /// The command that recorded the activity for which something is added or taken off.
    package let origin: Int
    package let member: String
    package let team: String?
    package let value: Exact
    package let time: Instant
    /// The periods of each kind that its time falls into.
    package let periods: [PeriodKind: Period]
    package let recorded: Instant
    package let command: Int
    /// Of a metric: the customer whose it is, too.
    package var customer: String?
}

package struct Redemption: Sendable {
    package let id: String
    package let member: String
    package let reward: String
    package let quantity: Int
    package let cost: Int
    package let at: Instant
    package let required: Role?
    package let firstStatus: String
    package var state: String
    package let taking: Int
}

package struct Adjustment: Sendable {
    package let id: String
    package let member: String
    package let points: Int
    package let reason: String
    package let by: String
    package let required: Role?
    package let firstStatus: String
    package var state: String
    /// When it was carried out.
    var doneAt: Instant?
}

/// What was agreed for somebody, a metric and a period.
package struct Target: Sendable {
    package let isOfTeam: Bool
    package let owner: String
    package let metric: String
    /// The key of the period.
    package let period: String
    /// What held from when on.
    package var values: [(at: Instant, value: Exact)]
    /// The marks that were noticed, in percent.
    package var reached: Set<Int> = []

    package var value: Exact { values.last?.value ?? .zero }
    func isFor(_ owner: String, isTeam: Bool, _ metric: String, _ period: String) -> Bool {
        self.owner == owner && isOfTeam == isTeam && self.metric == metric && self.period == period
    }
}

/// A target that somebody set or wants to change.
package struct TargetRequest: Sendable {
    package let id: String
    package let isOfTeam: Bool
    package let owner: String
    package let metric: String
    package let period: String
    package let value: Exact
    /// Nil: the administrator.
    package let by: String?
    /// Who must agree; nil: a first value that gives nothing away, which nobody is asked about.
    package let required: Role?
    package let at: Instant
    /// It set a first value at once, which is no part of another target.
    package let isFirst: Bool
    package let firstStatus: String
    package var state: String
}

package struct Honour: Sendable {
    package let board: String
    package let period: String
    package let member: String
    package let title: String?
    package let points: Int
    package let command: Int
}

/// What a command answers.
package struct Answer: Sendable {
    package var status: String
    package var code: String?
    package var field: String?

    package init(_ status: String, code: String? = nil) {
        self.status = status
        self.code = code
    }

    package static func refused(_ code: String) -> Answer { Answer("refused", code: code) }
}

extension Model {
    func member(_ id: String) -> Member? { places.memberNamed[id].map { members[$0] } }

    /// The team and the teams inside it.
    func isTeam(_ team: String?, inside region: String) -> Bool {
        var place = team
        while let here = place {
            if here == region { return true }
            place = company.teams[here] ?? nil
        }
        return false
    }

    /// Whether a rule set waits for its day.
    package var hasPlans: Bool { versions.contains { $0.effective > now } }

    /// "An activity is judged by the rule set in force at its own time"; "a publication with an earlier date than one
    /// already planned holds until that date".
    func rules(at instant: Instant) -> [Rule] {
        var found = versions[0]
        for version in versions where version.effective <= instant && version.effective >= found.effective { found = version }
        return found.rules
    }
}
