import Boards
import Identity
import RuleEngine

extension Admission {
    /// - Parameter lineage: the member's team of now and those around it.
    package func admits(_ lineage: [TeamID], _ member: Member, tier: String?) -> Bool {
        guard admits(lineage) else { return false }
        guard let condition else { return true }
        return condition.holds(
            for: CreditedMember(
                id: member.id, name: member.name, lineage: lineage, tier: tier, joined: member.joined, attributes: member.attributes, share: nil))
    }
}
