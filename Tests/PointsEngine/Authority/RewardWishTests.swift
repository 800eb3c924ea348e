import Identity
import Ledger
import Periods
import RuleEngine
import Testing

@testable import PointsEngine

/// Why a reward cannot be had: the catalogue tells what redeeming would be refused for.
@Suite("What stands between a member and a reward")
struct RewardWishTests {
    private static let now = Instant(rfc3339: "2026-11-20T02:00:00Z") ?? .earliest
    private static let tiers = [("silver", 100), ("gold", 500)].map { Tier(id: $0.0, title: LocalizedText($0.0), threshold: Points($0.1), window: .year) }

    private static func reward(_ change: (inout Reward) -> Void = { _ in }) -> Reward {
        var reward = Reward(id: "mug", title: LocalizedText("Mug"), cost: 40)
        change(&reward)
        return reward
    }

    private static let early = now.adding(seconds: -1), late = now.adding(seconds: 1)

    private static let cases: [(String, Reward, Int64, String?, Int64, Points, RewardObstacle?)] = [
        ("nothing", reward(), 1, nil, 0, 40, nil),
        ("archived before all else", reward { ($0.isArchived, $0.from) = (true, late) }, 1, nil, 0, 0, .archived),
        ("not yet", reward { $0.from = late }, 1, nil, 0, 40, .notYet(late)),
        ("from this instant on", reward { $0.from = now }, 1, nil, 0, 40, nil),
        ("over at its end", reward { $0.until = now }, 1, nil, 0, 40, .over(now)),
        ("until its end", reward { ($0.from, $0.until) = (early, late) }, 1, nil, 0, 40, nil),
        ("no tier", reward { $0.tier = "gold" }, 1, nil, 0, 40, .tierTooLow(tiers[1])),
        ("a lower tier", reward { $0.tier = "gold" }, 1, "silver", 0, 40, .tierTooLow(tiers[1])),
        ("a higher tier", reward { $0.tier = "silver" }, 1, "gold", 0, 40, nil),
        ("a tier that is gone", reward { $0.tier = "bronze" }, 1, nil, 0, 40, nil),
        ("the limit leaves one", reward { $0.limit = .init(count: 3, window: .period(.month)) }, 1, nil, 2, 40, nil),
        ("the limit leaves one, and two are wanted", reward { $0.limit = .init(count: 3, window: .period(.month)) }, 2, nil, 2, 80, .limitReached),
        ("nothing in stock", reward { $0.stock = 0 }, 1, nil, 0, 40, .outOfStock),
        ("less in stock than wanted", reward { $0.stock = 1 }, 2, nil, 0, 80, .outOfStock),
        ("one point is missing", reward(), 1, nil, 0, 39, .insufficientPoints(missing: 1)),
        ("debt is missing too", reward(), 2, nil, 0, -5, .insufficientPoints(missing: 85)),
        ("more than numbers hold", reward { $0.cost = .max }, 2, nil, 0, .max, .insufficientPoints(missing: .max)),
    ]

    @Test(arguments: cases.indices)
    func `The first that holds is told`(index: Int) {
        let (name, reward, pieces, tier, had, available, expected) = Self.cases[index]
        let wish = RewardWish(reward: reward, pieces: pieces, tiers: Self.tiers, tier: tier, had: had, available: available)
        #expect(wish.obstacle(at: Self.now) == expected, "\(name)")
    }
}
