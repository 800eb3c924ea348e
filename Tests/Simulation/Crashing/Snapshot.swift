import Identity
import Ledger
import PointsEngine
import Runtime

/// All that a writer knows, to be compared with what it knows after a restart.
struct Snapshot {
    private let members: [MemberID: Member]
    private let teams: [TeamID: Team]
    private let wallets: [MemberID: Holdings]
    private let standings: [MemberID: TierStanding]
    private let targets: [TargetKey: Target]
    private let rewards: [String: Reward]
    private let entries: [Entry]
    private let lots: [Lot]
    private let demands: [Demand]
    private let versions: [String]

    init(of runtime: SteppedRuntime) throws {
        let facts = runtime.facts
        (members, teams) = (facts.members, facts.teams)
        wallets = facts.wallets.mapValues { Holdings(lots: Array($0.lots), debts: $0.debts, held: $0.held, lifetime: $0.lifetime) }
        (standings, targets, rewards) = (facts.tierStandings, facts.targets, facts.rewards)
        entries = try (1..<facts.nextEntry()).compactMap { try facts.entry($0) }
        lots = try entries.compactMap { try facts.lot(LotID($0.number)) }
        demands = try entries.compactMap { try facts.demand(LotID($0.number)) }
        versions = runtime.programme.book.versions.map { "\($0.effective) \($0.set.version)" }
    }

    /// What is not the same, by name.
    func differences(from other: Snapshot) -> [String] {
        let same = [
            ("members", members == other.members), ("teams", teams == other.teams), ("wallets", wallets == other.wallets),
            ("standings", standings == other.standings), ("targets", targets == other.targets), ("rewards", rewards == other.rewards),
            ("entries", entries == other.entries), ("lots", lots == other.lots), ("demands", demands == other.demands), ("versions", versions == other.versions),
        ]
        return same.filter { !$0.1 }.map(\.0)
    }

    /// A wallet, but for what its member was told: a process that begins tells what may not have been told yet.
    private struct Holdings: Equatable {
        let lots: [Lot]
        let debts: [Debt]
        let held: Points
        let lifetime: Points
    }
}
