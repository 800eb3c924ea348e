import PointsEngine
import Store

extension Directory.Snapshot {
    /// All that the facts know between two commits.
    package init(_ facts: StoredFacts, _ programme: Programme) {
        self.init(
            members: facts.everyone(), teams: Array(facts.teams.values), standings: Array(facts.tierStandings.values), rewards: Array(facts.rewards.values),
            tiers: facts.tiers(), customers: Array(facts.customers.values), programme: programme)
    }
}
