import Identity
import Ledger
import Periods

extension Draft {
    /// A wish that has come true: what stood in the way is gone.
    struct ReachedWish {
        let member: MemberID
        let reward: Reward
        /// The code of what stood in the way.
        let before: String
    }

    /// Looks again at the wishes that the command may have moved: of those whose points or tier changed, of everyone where a reward did, and
    /// of those whose time has come.
    func reachedWishes(of command: any Command) throws -> [ReachedWish] {
        var reached: [ReachedWish] = []
        for member in movedMembers { try lookAgain(at: member, &reached) }
        for (member, _) in overlay.changes.tierStandings where !movedMembers.contains(member) { try lookAgain(at: member, &reached) }
        if !overlay.changes.rewards.isEmpty {
            let wishers = try overlay.all(Wishes.self).filter { $1.all.contains { overlay.changes.rewards.hasChanged($0.reward) } }
            for member in wishers.keys.sorted() where !movedMembers.contains(member) { try lookAgain(at: member, &reached) }
        }
        if case .happening(WishReview.name, let members)? = (command as? DueStep)?.work {
            for member in members { try lookAgain(at: MemberID(member), &reached) }
        }
        return reached
    }

    private func lookAgain(at member: MemberID, _ reached: inout [ReachedWish]) throws {
        guard let known = try overlay.find(Wishes.self, member) else { return }
        var wishes = known
        if try overlay.member(member)?.isThere(at: now) ?? false {
            for var wish in known.all {
                guard let reward = try overlay.reward(wish.reward) else {
                    wish.again = nil
                    wishes.put(wish)
                    continue
                }
                let looked = try look(at: reward, for: member, wish)
                if looked.obstacle == nil, let before = wish.obstacle { reached.append(ReachedWish(member: member, reward: reward, before: before)) }
                wishes.put(looked)
            }
        } else {
            wishes.rest()
        }
        if wishes != known { overlay.changes.wishes[member] = wishes }
    }

    /// How a wish stands now.
    func look(at reward: Reward, for member: MemberID, _ wish: Wishes.Wish) throws -> Wishes.Wish {
        var looked = wish
        let obstacle = try obstacle(to: reward, for: member)
        looked.obstacle = obstacle?.code.rawValue
        looked.again = reward.isArchived ? nil : [reward.from, reward.until, limitEnds(reward, obstacle)].compactMap { $0 }.filter { $0 > now }.min()
        return looked
    }

    /// When a limit that is reached begins anew.
    private func limitEnds(_ reward: Reward, _ obstacle: RewardObstacle?) -> Instant? {
        guard case .limitReached? = obstacle, case .period(let window)? = reward.limit?.window, window != .all else { return nil }
        return calendar.period(window, containing: now).end
    }

    /// What stands between a member and one piece of a reward.
    func obstacle(to reward: Reward, for member: MemberID) throws -> RewardObstacle? {
        RewardWish(
            reward: reward, tiers: try overlay.tiers(), tier: try overlay.tierStanding(member)?.tier, had: try piecesHad(of: reward, by: member),
            available: try available(to: member)
        ).obstacle(at: now)
    }
}

/// A wish at which time alone may change something: the window of the reward opens, or its limit begins anew. `reachedWishes` looks.
enum WishReview: DueOfThings {
    static let name = "review-wishes"
    static func text(of key: MemberID) -> String { key.text }
    static func next(of wishes: Wishes, under programme: Programme) -> Instant? { wishes.next }
    static func happen(to key: String, on draft: Draft) throws {}
}
