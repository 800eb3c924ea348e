import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// The state that deciding reads. Synchronous; what is absent is nil; it throws only where the storage fails.
///
/// Implemented by memory, by memory with a store behind it, and by overlays on either. One contract suite runs on
/// all of them. Whatever is kept under a key is found by `find`; each of the others stands for a behaviour of its own.
package protocol Facts: PeopleLookup, TallySource {
    /// What is kept under a key.
    func find<Value: Kept>(_ kind: Value.Type, _ key: Value.Key) throws(Failure) -> Value?

    /// All of a kind that is in memory. O(n).
    func all<Value: Kept>(_ kind: Value.Type) throws(Failure) -> [Value.Key: Value]

    func entry(_ number: Int64) throws -> Entry?
    /// The activities that were recorded by commands after `number`, in the order of their numbers, at most `limit` of them.
    func activities(after number: Int64, limit: Int) throws -> [Recorded]
    /// One day of it, and where it is kept.
    func kept(_ key: TallyKey, on day: Day) throws -> KeptTally
    /// The sums of every owner of a measure that is a member or a team (of `credited`, of every owner), for a closing period. O(owners).
    func tallies(of measure: Measure, over days: DayRange) throws -> [(owner: Owner, tally: Tally)]
    /// Whether anything was ever aimed at for an owner, in any period.
    func hasTargets(_ owner: TargetKey.Owner) throws(Failure) -> Bool
    /// By threshold, then by id.
    func tiers() throws(Failure) -> [Tier]
    /// By id.
    func webhooks() throws(Failure) -> [Webhook]
    /// The end of the last period of a board that is locked; nil: none is.
    func lockedThrough(board: String) throws(Failure) -> Instant?
    /// The end of the last locked period of any board: what happens after it is too late nowhere.
    func lastLock() throws(Failure) -> Instant?
    /// Everyone, for the heads of a team. O(members).
    func everyone() throws(Failure) -> [Member]

    /// What a member was told and can still read, in no order. O(notices) in memory, by index on disk.
    func noticeKeys(of member: MemberID) throws -> [NoticeKey]

    /// The number that the next entry gets; from 1.
    func nextEntry() throws(Failure) -> Int64
    /// The number that the next command gets; from 1.
    func nextCommand() throws(Failure) -> Int64
}

extension Facts {
    package func kept(_ key: TallyKey, on day: Day) throws -> KeptTally { KeptTally(try tally(key, over: DayRange(day))) }

    package func member(_ id: MemberID) throws(Failure) -> Member? { try find(Member.self, id) }
    package func team(_ id: TeamID) throws(Failure) -> Team? { try find(Team.self, id) }
    /// The open lots and the debt; an empty wallet for a member without one.
    package func wallet(_ id: MemberID) throws(Failure) -> Wallet { try find(Wallet.self, id) ?? Wallet(member: id) }
    /// Any lot, open or closed.
    package func lot(_ id: LotID) throws(Failure) -> Lot? { try find(Lot.self, id) }
    /// What a chain of lots or a deduction asks of other points; nil: it never did.
    package func demand(_ id: LotID) throws(Failure) -> Demand? { try find(Demand.self, id) }
    package func tierStanding(_ id: MemberID) throws(Failure) -> TierStanding? { try find(TierStanding.self, id) }
    package func recorded(_ key: ActivityKey) throws(Failure) -> Recorded? { try find(Recorded.self, key) }
    package func holders(of claim: ClaimKey) throws(Failure) -> [ClaimHolder] { try find(Claim.self, claim)?.holders ?? [] }
    package func request(_ id: RequestID) throws(Failure) -> Request? { try find(Request.self, id) }
    package func question(_ id: QuestionID) throws(Failure) -> Question? { try find(Question.self, id) }
    package func target(_ key: TargetKey) throws(Failure) -> Target? { try find(Target.self, key) }
    package func reward(_ id: String) throws(Failure) -> Reward? { try find(Reward.self, id) }

    /// The team and the teams around it, from the inside out.
    package func lineage(of team: TeamID?) throws(Failure) -> [TeamID] { try walkedLineage(of: team) }

    /// The same, looked up team by team.
    package func walkedLineage(of team: TeamID?) throws(Failure) -> [TeamID] {
        var lineage: [TeamID] = []
        var next = team
        while let id = next, lineage.count < Team.maximumDepth, !lineage.contains(id) {
            lineage.append(id)
            next = try self.team(id)?.parent
        }
        return lineage
    }
}
