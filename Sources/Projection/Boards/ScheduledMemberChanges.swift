import Identity
import Periods
import PointsEngine
import Structures

/// Members whose departure or transfer was entered for a later date: nothing is committed when that date comes, and boards have to
/// know. For example, a member with `left: 2026-12-31` leaves the open boards on that day.
struct ScheduledMemberChanges {
    private struct Change: Comparable {
        let at: Instant
        let member: MemberID

        static func < (a: Self, b: Self) -> Bool { a.at == b.at ? a.member < b.member : a.at < b.at }
    }

    /// When the next change of each member takes effect.
    private var next: [MemberID: Instant] = [:]
    /// What was changed since is skipped when its time comes.
    private var planned = Heap<Change>()

    /// Looks again at a member who is new or was changed. O(stays + log changes).
    mutating func note(_ member: Member, after now: Instant) {
        let change = (member.stays.map(\.since) + [member.left].compactMap { $0 }).filter { $0 > now }.min()
        guard change != next[member.id] else { return }
        next[member.id] = change
        if let change { planned.insert(Change(at: change, member: member.id)) }
    }

    /// Members for whom a change has taken effect, in order of id; each has to be noted again.
    mutating func take(until now: Instant) -> [MemberID] {
        var found: Set<MemberID> = []
        while let first = planned.first, first.at <= now {
            planned.removeFirst()
            if next[first.member] == first.at { found.insert(first.member) }
        }
        for member in found { next[member] = nil }
        return found.sorted()
    }
}
