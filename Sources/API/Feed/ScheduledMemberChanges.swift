import Identity
import Periods
import PointsEngine

/// Leavings and moves of members that were told ahead: nothing is committed when they come, and boards must know.
struct ScheduledMemberChanges {
    private struct Coming: Comparable {
        let at: Instant
        let member: MemberID

        static func < (a: Self, b: Self) -> Bool { a.at == b.at ? a.member < b.member : a.at < b.at }
    }

    private var next: [MemberID: Instant] = [:]
    /// A binary heap. What was changed since is skipped when its time comes.
    private var heap: [Coming] = []

    /// Looks again at a member who is new or was changed. O(stays + log changes).
    mutating func note(_ member: Member, after now: Instant) {
        let coming = (member.stays.map(\.since) + [member.left].compactMap { $0 }).filter { $0 > now }.min()
        guard coming != next[member.id] else { return }
        next[member.id] = coming
        if let coming { push(Coming(at: coming, member: member.id)) }
    }

    /// Those for whom something has come, in order of id; each has to be noted again.
    mutating func take(until now: Instant) -> [MemberID] {
        var found: Set<MemberID> = []
        while let first = heap.first, first.at <= now {
            pop()
            if next[first.member] == first.at { found.insert(first.member) }
        }
        for member in found { next[member] = nil }
        return found.sorted()
    }

    private mutating func push(_ coming: Coming) {
        heap.append(coming)
        var child = heap.count - 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func pop() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child] < heap[least] { least = child }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
