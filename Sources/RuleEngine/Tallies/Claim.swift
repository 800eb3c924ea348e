import Identity
import Periods

/// What a claim or a cooldown is kept under: rule and key.
package struct ClaimKey: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// With the key of the period, `all` for ever.
        case unique(period: String)
        case cooldown
        /// The latest lot of a ladder over a period, with the key of the period.
        case ladder(period: String)
    }

    package let rule: String
    package let kind: Kind
    package let key: Identifier<IdentifierKind.Key>

    package init(rule: String, kind: Kind, key: Identifier<IdentifierKind.Key>) {
        self.rule = rule
        self.kind = kind
        self.key = key
    }
}

/// Who holds a claim, and since when by the time of the activity.
package struct ClaimHolder: Hashable, Sendable {
    package let at: Instant
    package let activity: ActivityKey

    package init(at: Instant, activity: ActivityKey) {
        self.at = at
        self.activity = activity
    }
}
