import Expressions
import Identity
import JSON
import Periods

/// What the expressions of `appraisals.yaml` may name: `member` as they are when sheets open, and in a measure `metric`, `target` and
/// `attainment` of the member in a period, and `appraisal`, the mean of the scores of a year.
package enum AppraisalEnvironment {
    package static let appraisal = "appraisal"
    package static let who = Environment(variables: [("member", .record(memberType))])
    package static let measure = Environment(
        variables: [("member", .record(memberType))],
        functions: ["metric", "target", "attainment"].map { HostFunction($0, [.literal, .literal], result: .decimal) }
            + [HostFunction(appraisal, [.literal], result: .decimal)])

    private static let memberType = RecordType(
        "member",
        [
            ("id", .string), ("name", .string), ("team", .string), ("role", .string), ("tier", .string), ("joined", .timestamp),
            ("attributes", .map(.string, .dyn)),
        ])

    static func member(_ member: Member, tier: String?, at now: Instant) -> CELValue {
        .map(
            .record(
                Record(
                    memberType,
                    [
                        .string(member.id.text), .string(member.name), member.team(at: now).map { .string($0.text) } ?? .null, .string(member.role.rawValue),
                        tier.map { .string($0) } ?? .null, .timestamp(CELTimestamp(member.joined)), .map(.json(member.attributes)),
                    ])))
    }
}
