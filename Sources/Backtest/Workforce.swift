import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// Who was where, as far as rules ask.
package struct Workforce {
    private let members: [MemberID: Member]
    private let tiers: [MemberID: String]
    let targets: [TargetKey: Decimal]
    private let customers: [CustomerID: Customer]
    /// Each team with those around it, from the inside out.
    private let lineages: [TeamID: [TeamID]]

    /// - Parameter tiers: the tier that each holds today.
    package init(members: [MemberID: Member], teams: [TeamID: Team], tiers: [MemberID: String] = [:], targets: [TargetKey: Decimal] = [:],
        customers: [CustomerID: Customer] = [:]
    ) {
        self.members = members
        self.tiers = tiers
        self.targets = targets
        self.customers = customers
        lineages = Dictionary(uniqueKeysWithValues: teams.keys.map { ($0, Self.lineage(of: $0, in: teams)) })
    }

    private static func lineage(of team: TeamID, in teams: [TeamID: Team]) -> [TeamID] {
        var lineage: [TeamID] = []
        var next: TeamID? = team
        while let id = next, lineage.count < Team.maximumDepth, !lineage.contains(id) {
            lineage.append(id)
            next = teams[id]?.parent
        }
        return lineage
    }

    /// The customer that was named, as of `time`; of who is not known, what the decision says.
    func customer(of decision: Decision, at time: Instant, under programme: Programme) -> NamedCustomer? {
        guard let decided = decision.customer, let rules = programme.customers else { return nil }
        let known = customers[decided.id], heir = known?.mergedInto.flatMap { customers[$0] } ?? known
        return NamedCustomer(
            id: decided.id, name: heir?.name ?? decided.id.text, customerClass: decided.customerClass, since: heir?.since ?? time, owner: heir?.owner,
            .init(potential: heir?.potential, attributes: heir?.attributes ?? JSONObject(), orders: rules.orders, path: rules.path))
    }

    /// Who was credited, as of `time`; no subject where somebody is unknown, which no recorded activity has.
    func credited(by activity: Activity, at time: Instant) -> (subject: CreditedMember?, credited: [CreditedMember]) {
        let subject = activity.subject.flatMap { credited($0, share: nil, at: time) }
        let parts = (activity.credits ?? []).compactMap { credited($0.member, share: $0.share, at: time) }
        guard parts.count == activity.credits?.count ?? 0, let first = subject ?? parts.first else { return (nil, []) }
        return (first, parts.isEmpty ? [first] : parts)
    }

    private func credited(_ id: MemberID, share: Decimal?, at time: Instant) -> CreditedMember? {
        guard let member = members[id] else { return nil }
        let team = member.team(at: time)
        return CreditedMember(
            id: id, name: member.name, lineage: team.map { lineages[$0] ?? [$0] } ?? [], tier: tiers[id], joined: member.joined,
            attributes: member.attributes, share: share)
    }
}
