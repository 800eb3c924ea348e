import Identity
import JSON
import Periods
import RuleEngine

/// Who is a head of a team because an activity was credited there, whatever a change that is dated back says of their stays later.
extension Draft {
    func heads(of credited: [CreditedMember]) -> [HeadCredit] {
        credited.compactMap { member in member.team.map { HeadCredit(member: member.id, team: $0) } }
    }

    /// Counts them, or takes back what was counted.
    func credit(_ heads: [HeadCredit], on day: Day, by count: Int64 = 1) throws {
        for head in heads { try move(head.tally, on: day, by: Decimal(count), count: count) }
    }
}
