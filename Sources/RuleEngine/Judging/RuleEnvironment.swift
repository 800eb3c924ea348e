import Expressions
import Identity
import JSON
import Periods

/// What the expressions of rules and metrics may name (rules-language.md): `event`, `data`, `member`, `team`, `points`
/// (the size of an award, in `hold.when`), `customer` (null where the activity names none), and `metric`, `target`, `attainment` for the member at that moment.
package enum RuleEnvironment {
    /// The variables in the order in which `environment` declares them, which is that of their slots.
    enum Variable: Int {
        case event, data, member, team, points, customer
    }

    package static let environment = Environment(
        variables: [
            ("event", .record(eventType)), ("data", .map(.string, .dyn)), ("member", .record(memberType)), ("team", .string), ("points", .int),
            ("customer", .record(customerType)),
        ],
        functions: [
            HostFunction("metric", [.literal, .literal], result: .decimal), HostFunction("target", [.literal, .literal], result: .decimal),
            HostFunction("attainment", [.literal, .literal], result: .decimal),
        ])

    /// What a condition over a member alone may name: `where` of boards.
    package static let members = Environment(variables: [("member", .record(memberType))], functions: [])

    package static let eventType = RecordType(
        "event", [("id", .string), ("source", .string), ("type", .string), ("time", .timestamp), ("subject", .string)])
    /// A member without a team or a tier has null there, which may be compared with every type.
    package static let memberType = RecordType(
        "member", [("id", .string), ("name", .string), ("team", .string), ("tier", .string), ("joined", .timestamp), ("attributes", .map(.string, .dyn))])

    /// - Parameter time: the time by which it is judged: of a replacement that of the first.
    static func event(_ activity: Activity, at time: Instant) -> CELValue {
        .map(
            .record(
                Record(
                    eventType,
                    [
                        .string(activity.key.id.text), .string(activity.key.source.text), .string(activity.type), timestamp(time),
                        activity.subject.map { .string($0.text) } ?? .null,
                    ])))
    }

    static func member(_ member: CreditedMember) -> CELValue {
        .map(
            .record(
                Record(
                    memberType,
                    [
                        .string(member.id.text), .string(member.name), member.team.map { .string($0.text) } ?? .null,
                        member.tier.map { .string($0) } ?? .null, member.joined.map(timestamp) ?? .null, .map(.json(member.attributes)),
                    ])))
    }

    package static func timestamp(_ instant: Instant) -> CELValue {
        let nanos = (instant.microseconds - instant.seconds * 1_000_000) * 1_000
        return CELTimestamp(seconds: instant.seconds, nanos: Int32(nanos)).map(CELValue.timestamp) ?? .null
    }
}

/// Answers `metric`, `target` and `attainment`: the values before this activity, in the period that contains its time.
struct MetricLookup {
    let member: MemberID
    let time: Instant
    let set: RuleSet
    let calendar: CompanyCalendar
    let state: any Counters

    func answer(_ function: String, _ arguments: [CELValue]) throws -> CELValue {
        guard case .string(let name)? = arguments.first, case .string(let kind)? = arguments.last, let kind = PeriodKind(rawValue: kind) else {
            throw EvaluationError.invalidArgument("a period is day, week, month, quarter, year or all")
        }
        let period = calendar.period(kind, containing: time)
        switch function {
        case "metric": return .decimal(try metric(name, period))
        case "target": return .decimal(try state.target(name, of: member, period: period) ?? .zero)
        default:
            // Without a target nothing is attained.
            guard let target = try state.target(name, of: member, period: period), !target.isZero else { return .decimal(.zero) }
            return .decimal(try metric(name, period).dividing(by: target))
        }
    }

    private func metric(_ name: String, _ period: Period, depth: Int = 0) throws -> Decimal {
        guard let metric = set.metric(name), depth < 4 else { throw EvaluationError.invalidArgument("no metric \(name)") }
        switch metric.formula {
        case .gathered:
            return try state.tally(TallyKey(.member(member), .metric(name)), over: period.days).sum
        case .ratio(let above, let below):
            let bottom = try self.metric(below, period, depth: depth + 1)
            return bottom.isZero ? .zero : try self.metric(above, period, depth: depth + 1).dividing(by: bottom)
        }
    }
}
