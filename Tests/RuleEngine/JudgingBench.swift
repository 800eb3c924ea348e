import Files
import Identity
import JSON
import Periods
import RuleEngine

/// Counters in two dictionaries: what judging moves, and nothing else.
final class PlainCounters: Counters {
    private var tallies: [TallyKey: [Day: Tally]] = [:]
    private var claims: [ClaimKey: [ClaimHolder]] = [:]

    func tally(_ key: TallyKey, over days: DayRange) throws -> Tally {
        try (tallies[key] ?? [:]).filter { days.contains($0.key) }.values.reduce(.zero) { try $0.adding($1) }
    }

    func holders(of claim: ClaimKey) -> [ClaimHolder] { claims[claim] ?? [] }
    func target(_ metric: String, of member: MemberID, period: Period) -> Decimal? { nil }

    func move(_ key: TallyKey, on day: Day, by sum: Decimal, count: Int64) throws {
        let before = tallies[key]?[day] ?? .zero
        tallies[key, default: [:]][day] = Tally(sum: try before.sum.adding(sum), count: before.count + count)
    }

    func claim(_ key: ClaimKey, by holder: ClaimHolder) { claims[key, default: []].append(holder) }
    func release(_ key: ClaimKey, by activity: ActivityKey) { claims[key]?.removeAll { $0.activity == activity } }
}

/// A few rules, as their files say them, and what they judge one after the other, without a company, a ledger or a clock.
///
/// ```swift
/// var bench = try JudgingBench("[{id: r, on: sale, award: {expression: data.points}, limits: [{per: member, window: day, points: 50}]}]")
/// try bench.points(40)   // 40
/// try bench.points(40)   // 10
/// ```
struct JudgingBench {
    let set: RuleSet
    let companyLimits: [Limit]
    let counters = PlainCounters()
    private var judged = 0

    static let zones = ZoneFiles.database()
    static let calendar = CompanyCalendar(zone: zones.zone(named: "Asia/Shanghai") ?? .utc)
    static let noon = Instant(rfc3339: "2026-03-02T12:00:00+08:00") ?? .earliest

    init(_ rules: String, companyLimits: [Limit] = []) throws {
        let findings = Findings()
        let document = try YAMLDocument(rules, file: "rules.yaml")
        let read = try? RuleFile.rules(YAMLReader(document, findings), RuleReading(zones: Self.zones, calendar: Self.calendar))
        set = RuleSet(version: "bench", rules: try findings.checked(read).map(\.value), metrics: [])
        self.companyLimits = companyLimits
    }

    /// The lines for an activity of type `sale`: those of its rules that matched, by rule and by member.
    mutating func judge(_ data: JSONObject, of members: [CreditedMember] = [.someone("li")], at time: Instant = noon) throws -> [DecisionLine] {
        judged += 1
        let activity = try Activity(source: "bench", id: "a\(judged)", type: "sale", time: time, subject: members[0].id.text, data: data)
        var judge = Judge(
            activity, judgedAs: time, under: set, of: .init(limits: companyLimits, currencies: Currencies(own: "CNY"), calendar: Self.calendar),
            subject: members[0], credited: members, state: counters)
        return try judge.judge().lines
    }

    /// What an activity with these `data.points` gives one member by all rules together.
    mutating func points(_ points: Int64, of member: String = "li", team: String? = nil, customer: String = "c", at time: Instant = noon) throws -> Points {
        let data: JSONObject = ["points": .number(Decimal(points)), "customer": .string(customer)]
        return try judge(data, of: [.someone(member, team: team)], at: time).map(\.after).reduce(0, +)
    }
}

extension CreditedMember {
    static func someone(_ id: String, team: String? = nil, share: Decimal? = nil) -> CreditedMember {
        CreditedMember(id: MemberID(id), name: id, lineage: team.map { [TeamID($0)] } ?? [], tier: nil, joined: nil, attributes: JSONObject(), share: share)
    }
}

extension Instant {
    /// A time of the bench's day, and as many days later.
    static func hours(_ hours: Int64, days: Int64 = 0) -> Instant {
        JudgingBench.noon.adding(microseconds: ((hours - 12) + days * 24) * 3_600_000_000)
    }
}
