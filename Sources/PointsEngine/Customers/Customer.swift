import Identity
import JSON
import Periods
import RuleEngine

/// A customer: whose it is, of which class, and what was last done for it.
package struct Customer: Hashable, Sendable {
    /// That somebody has it, from a time on.
    package struct Holding: Hashable, Sendable {
        package let at: Instant
        /// Nil: nobody.
        package let member: MemberID?
        /// The sale or the visit by which it came; nil: it was assigned.
        package let activity: ActivityKey?

        package init(at: Instant, member: MemberID?, activity: ActivityKey? = nil) {
            self.at = at
            self.member = member
            self.activity = activity
        }
    }

    /// A class, from an instant on.
    package struct ClassSpan: Hashable, Sendable {
        package let from: Instant
        /// Nil: none of them.
        package let id: String?

        package init(from: Instant, id: String?) {
            self.from = from
            self.id = id
        }
    }

    package let id: CustomerID
    package var name: String
    /// Since when it is a customer: as was said, or by the first activity that named it.
    package var since: Instant
    package var potential: Decimal?
    package var attributes = JSONObject()
    /// By time. Only the latest are kept: who had it before them has nothing to say any more.
    package internal(set) var holdings: [Holding] = []
    /// By time; never empty. The first counts for all time before it too.
    package internal(set) var classes: [ClassSpan]
    /// The end of the last period whose review has been.
    package internal(set) var reviewed: Instant
    /// Those that were merged into it.
    package internal(set) var aliases: [CustomerID] = []
    /// What it was merged into.
    package internal(set) var mergedInto: CustomerID?
    package internal(set) var visits = Visits()
    package internal(set) var orders = Orders()
    /// Grows with each change that somebody makes; 0: it has only been named so far.
    package internal(set) var revision: Int64 = 0

    /// What is known of visits: all that the next due day follows from.
    package struct Visits: Hashable, Sendable {
        package internal(set) var last: Day?
        /// The last due day that passed without one.
        package internal(set) var missed: Day?
        /// The day by which the next one is due; nil: nobody has to visit.
        package internal(set) var due: Day?

        package init() {}
    }

    package struct Orders: Hashable, Sendable {
        package internal(set) var last: Day?
        /// That there was a first one was noticed, once for ever.
        package internal(set) var hadFirst = false
        /// Since when it is lost; nil: it is not.
        package internal(set) var lost: Instant?

        package init() {}
    }

    /// - Parameter reviewed: the end of the last period whose review has been.
    package init(id: CustomerID, name: String, since: Instant, class span: ClassSpan, reviewed: Instant) {
        self.id = id
        self.name = name
        self.since = since
        classes = [span]
        self.reviewed = reviewed
    }

    init(id: CustomerID, name: String, since: Instant, classes: [ClassSpan], reviewed: Instant) {
        self.id = id
        self.name = name
        self.since = since
        self.classes = classes
        self.reviewed = reviewed
    }

    // MARK: Whose, and of which class

    package var owner: MemberID? { holdings.last?.member }

    package var customerClass: String? { classes.last?.id }
    /// Since when it is of the class that it is of now.
    package var classSince: Instant { classes.last?.from ?? since }

    /// The class of a time: what was judged by one class is not judged again by another.
    package func customerClass(at time: Instant) -> String? { (classes.last { $0.from <= time } ?? classes.first)?.id }

    package var isLost: Bool { orders.lost != nil }

    /// It and all that were merged into it.
    package var names: [CustomerID] { [id] + aliases }

    /// How many of those who had it last are remembered.
    static let mostHoldings = 16

    mutating func hold(_ holding: Holding) {
        let index = holdings.firstIndex { $0.at > holding.at } ?? holdings.endIndex
        holdings.insert(holding, at: index)
        if holdings.count > Self.mostHoldings { holdings.removeFirst() }
    }

    mutating func release(_ activity: ActivityKey) { holdings.removeAll { $0.activity == activity } }
}
