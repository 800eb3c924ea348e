import Identity
import Periods

/// Work that time brings. All work of one instant runs phase by phase, before any command of that instant.
package struct DueStep: Hashable, Sendable {
    package enum Work: Hashable, Sendable {
        /// Phase 1: pending points become usable.
        case mature([MemberID])
        /// Phase 2: a board's period is locked, and honours are given.
        case lock(board: String, period: String)
        /// Phase 3: tiers are reviewed.
        case review([MemberID])
        /// Phase 4: lots expire.
        case expire([MemberID])
        /// Last: members are told what is about to expire.
        case warn([MemberID])
    }

    package let at: Instant
    package let work: Work

    package init(at: Instant, work: Work) {
        self.at = at
        self.work = work
    }

    /// How many members a step takes at most; other commands go on between steps.
    package static let maximumMembers = 1_000
}
