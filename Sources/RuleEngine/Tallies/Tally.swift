import Identity
import JSON
import Periods

/// Whom a tally belongs to.
package enum Owner: Hashable, Sendable {
    case company
    case member(MemberID)
    case team(TeamID)
    case customer(CustomerID)
    /// A combined key of a limit: a JSON array of its parts.
    case key(Identifier<IdentifierKind.Key>)
}

/// What is counted.
package enum Measure: Hashable, Sendable {
    /// Points that stand on boards.
    case points
    /// Points by the rules of a campaign, by its id.
    case campaign(String)
    /// Points that count towards the tier.
    case qualifying
    case metric(String)
    /// A limit's counter: points used, and awards.
    case limit(String)
    /// The total that climbs a ladder over a period, by rule.
    case ladder(String)
    /// Activities credited to a member in a team; by `HeadCredit`.
    case credited
}

/// One family of sums by company day; weeks to years are sums of days.
package struct TallyKey: Hashable, Sendable {
    package let owner: Owner
    package let measure: Measure
    /// Of both, made once: each activity looks up each of its keys several times.
    package let hash: Int

    package init(_ owner: Owner, _ measure: Measure) {
        self.owner = owner
        self.measure = measure
        hash = Int(truncatingIfNeeded: TextHash.join(owner.textHash, measure.textHash))
    }

    package static func == (a: TallyKey, b: TallyKey) -> Bool { a.hash == b.hash && a.measure == b.measure && a.owner == b.owner }
    package func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

extension Owner {
    fileprivate var textHash: UInt64 {
        switch self {
        case .company: 0
        case .member(let id): TextHash.hash(id.text, 1)
        case .team(let id): TextHash.hash(id.text, 2)
        case .key(let key): TextHash.hash(key.text, 3)
        case .customer(let id): TextHash.hash(id.text, 6)
        }
    }
}

extension Measure {
    fileprivate var textHash: UInt64 {
        switch self {
        case .points: 0
        case .qualifying: 1
        case .credited: 2
        case .metric(let name): TextHash.hash(name, 3)
        case .limit(let name): TextHash.hash(name, 4)
        case .ladder(let rule): TextHash.hash(rule, 5)
        case .campaign(let id): TextHash.hash(id, 6)
        }
    }
}

/// A sum and a count.
package struct Tally: Hashable, Sendable {
    package var sum: Decimal
    package var count: Int64
    /// The number of the command that last changed the sum; 0 where nothing ever did.
    package var changed: Int64

    package static let zero = Tally(sum: .zero, count: 0, changed: 0)

    package init(sum: Decimal, count: Int64, changed: Int64 = 0) {
        self.sum = sum
        self.count = count
        self.changed = changed
    }

    /// Both together, reached when the later of them was.
    package func adding(_ other: Tally) throws(DecimalError) -> Tally {
        Tally(sum: try sum.adding(other.sum), count: count + other.count, changed: max(changed, other.changed))
    }
}
