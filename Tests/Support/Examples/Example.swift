import Boards
import Expressions
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Store

/// A company with a rule of most kinds, small enough to follow by hand.
package enum Example {
    package static let start = Instant(seconds: 1_772_000_000)  // 2026-02-25

    package static func programme() throws -> Programme {
        guard let zone = Zone(offset: "+08:00") else { throw DamagedRecord("zone") }
        let company = Company(name: LocalizedText("Example Trading"), calendar: CompanyCalendar(zone: zone))
        var programme = Programme(company: company, book: RuleBook(try rules()), boards: [], liveSince: start)
        programme.customers = customers
        return programme
    }

    private static var customers: CustomerRules {
        var customers = CustomerRules()
        customers.volume = CustomerSum(metric: "revenue")
        customers.orders = CustomerSum(metric: "revenue")
        customers.classes = [.init(id: "C", visitEvery: .calendar(months: 0, days: 10))]
        customers.lostAfter = .calendar(months: 0, days: 20)
        return customers
    }

    package static func rules(version: String = "v1") throws -> RuleSet {
        var sale = Rule(id: "sale", types: ["sale.won"], award: .perUnit(points: 1, per: 100, of: try expression("data.amount")))
        sale.limits = [Limit(per: [.member], window: .period(.day), points: 2_000)]
        sale.hold = Hold(when: try expression("points > 300"), reason: "large")
        sale.expires = .relative(after: .calendar(months: 1, days: 0), until: nil)
        var training = Rule(id: "training", types: ["training.passed"], award: .fixed(50))
        training.pending = .calendar(months: 0, days: 14)
        var customer = Rule(id: "customer", types: ["sale.won"], award: .fixed(20))
        customer.unique = UniqueClaim(per: [.value(try expression("data.customer"))], within: .all)
        let revenue = Metric(name: "revenue", formula: .gathered(types: ["sale.won"], when: nil, sum: try expression("data.amount")))
        return RuleSet(version: version, rules: [sale, training, customer], metrics: [revenue])
    }

    /// Reads back what `programme` and `rules` stand for: the version alone.
    package static var reader: ProgrammeReader {
        ProgrammeReader(rules: { _, version in try rules(version: version) }, configure: { _, _, current in try current ?? programme() })
    }

    package static let configured = Note(kind: Note.configured, subject: nil, detail: ["files": ["company.yaml": "name: Example Trading"]])

    package static func expression(_ source: String) throws -> Expression {
        try Expression.compile(source, environment: RuleEnvironment.environment, zones: ZoneDatabase { _ in nil })
    }

    package static func sale(_ id: String, of member: String, amount: Int, customer: String = "C-1", at time: Instant = start) throws -> any Command {
        RecordActivity(
            try Activity(
                source: "/crm", id: id, type: "sale.won", time: time, subject: member,
                data: JSONObject([("amount", .number(Decimal(amount))), ("customer", .string(customer))])))
    }

    package static func training(_ id: String, of member: String, at time: Instant = start) throws -> any Command {
        RecordActivity(try Activity(source: "/lms", id: id, type: "training.passed", time: time, subject: member, data: JSONObject()))
    }

    package static func reversal(_ id: String, of activity: String, at time: Instant = start) throws -> any Command {
        let link = JSONValue.object(JSONObject([("source", .string("/crm")), ("id", .string(activity))]))
        return RecordActivity(
            try Activity(source: "/crm", id: id, type: "sale.lost", time: time, subject: nil, data: JSONObject([("reverses", link)])))
    }

    /// Two teams inside a region, four people, two tiers, two rewards.
    package static func company() -> [any Command] {
        let teams = [("north", nil), ("east", "north"), ("west", "north")].map { id, parent in
            PutTeam(id: TeamID(id), name: LocalizedText(id), parent: parent.map { TeamID($0) })
        }
        let people = [("li.na", "east", Role.rep), ("wang.wei", "east", .rep), ("zhang.min", "west", .rep), ("chen.jie", "north", .manager)]
        let members = people.map { id, team, role in
            PutMember(id: MemberID(id), name: id, team: TeamID(team), role: role, joined: start.adding(seconds: -86_400))
        }
        let tiers = [("basic", 50), ("senior", 400)].map { id, threshold in
            PutTier(tier: Tier(id: id, title: LocalizedText(id), threshold: Points(threshold), window: .quarter), revision: nil)
        }
        let rewards = [
            Reward(id: "mug", title: LocalizedText(["en": "Mug", "zh-Hans": "杯子"]), cost: 30, stock: 5),
            Reward(id: "trip", title: LocalizedText("Trip"), kind: .travel, cost: 5_000, tier: "senior", limit: .init(count: 1, window: .period(.year))),
        ].map { PutReward(reward: $0, revision: nil) }
        return teams + members + tiers + rewards
    }
}
