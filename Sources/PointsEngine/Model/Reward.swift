import Identity
import Periods
import RuleEngine

/// What points buy.
package struct Reward: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case gift
        case giftCard = "gift-card"
        case cash, travel, training, honour
    }

    /// How many pieces a member may have in a window.
    package struct Limit: Hashable, Sendable {
        package let count: Int64
        package let window: Window

        package init(count: Int64, window: Window) {
            self.count = count
            self.window = window
        }
    }

    package let id: String
    package var title: LocalizedText
    package var text: LocalizedText?
    package var kind: Kind
    package var cost: Points
    /// The least tier that may have it.
    package var tier: String?
    /// What is left; nil: no end.
    package var stock: Int64?
    package var limit: Limit?
    package var from: Instant?
    package var until: Instant?
    package var isArchived = false
    /// The name of a symbol, or the path of a picture (`PictureID.path`).
    package var picture: String?
    /// What it needs to know of who redeems it.
    package var fields: [RewardField] = []
    package var revision: Int64 = 1
    /// Who made it or changed its terms in the month of the last such change, by `Actor.person`, and when: they do not redeem
    /// it unapproved in that month.
    package var makers: [String: Instant] = [:]

    package init(
        id: String, title: LocalizedText, kind: Kind = .gift, cost: Points, tier: String? = nil, stock: Int64? = nil, limit: Limit? = nil
    ) {
        self.id = id
        self.title = title
        self.kind = kind
        self.cost = cost
        self.tier = tier
        self.stock = stock
        self.limit = limit
    }

    /// Whether it is had on the same terms: what it costs, who may have it, how many, and when.
    package func hasTerms(of other: Reward) -> Bool {
        cost == other.cost && kind == other.kind && tier == other.tier && stock == other.stock && limit == other.limit && from == other.from
            && until == other.until && isArchived == other.isArchived
    }

    /// Who approves a redemption; nil: nobody need to.
    package func authority(over points: Points, for member: Member, under company: Company, at now: Instant) -> Role? {
        let usual = company.authority(over: points), month = company.calendar.period(.month, containing: now)
        guard let made = makers[Actor.member(member.id).person], made >= month.start, made < month.end else { return usual }
        return max(usual ?? .rep, company.publishing.money, member.role.next)
    }
}
