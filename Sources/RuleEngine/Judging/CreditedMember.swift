import Identity
import JSON
import Periods

/// A member to whom an activity, or a share of it, is credited, as of the time of the activity.
package struct CreditedMember: Sendable {
    package let id: MemberID
    package let name: String
    /// The team of that time, then the teams around it, from the inside out.
    package let lineage: [TeamID]
    package let tier: String?
    package let joined: Instant?
    package let attributes: JSONObject
    /// nil: all of it.
    package let share: Decimal?

    package var team: TeamID? { lineage.first }

    package init(
        id: MemberID, name: String, lineage: [TeamID], tier: String?, joined: Instant?, attributes: JSONObject, share: Decimal?
    ) {
        self.id = id
        self.name = name
        self.lineage = lineage
        self.tier = tier
        self.joined = joined
        self.attributes = attributes
        self.share = share
    }
}

extension [CreditedMember] {
    /// What of a quantity is each one's, in their order: all of it where nothing is split.
    func parts(of quantity: Decimal) throws(DecimalError) -> [Decimal] {
        let shares = compactMap(\.share)
        return shares.isEmpty ? map { _ in quantity } : try splitQuantity(quantity, by: shares)
    }
}
