import Identity
import Periods
import PointsEngine

/// Leavings and moves of members that were told ahead: nothing is committed when they come, and boards must know.
struct Comings {
    private var next: [MemberID: Instant] = [:]
    private var first: Instant?

    /// Looks again at a member who is new or was changed. O(stays), or O(those who wait) where one waited before.
    mutating func note(_ member: Member, after now: Instant) {
        let coming = (member.stays.map(\.since) + [member.left].compactMap { $0 }).filter { $0 > now }.min()
        guard coming != nil || next[member.id] != nil else { return }
        next[member.id] = coming
        first = next.values.min()
    }

    /// Those for whom something has come, in order of id; each has to be noted again.
    mutating func take(until now: Instant) -> [MemberID] {
        guard let first, first <= now else { return [] }
        return next.filter { $0.value <= now }.keys.sorted()
    }
}
