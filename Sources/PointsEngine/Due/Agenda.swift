import Identity
import Ledger
import Periods
import RuleEngine

/// When something next happens by itself to each member, kept beside the facts. It names what is due; `decide` does it.
package struct Agenda: Sendable {
    package enum Phase: Int, Hashable, Comparable, Sendable {
        case mature, review, expire, warn

        package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    package struct Moment: Hashable, Comparable, Sendable {
        package let at: Instant
        package let phase: Phase

        package static func < (a: Self, b: Self) -> Bool { a.at == b.at ? a.phase < b.phase : a.at < b.at }
    }

    private var buckets: [Moment: Set<MemberID>] = [:]
    /// A binary heap of the moments that have, or had, members.
    private var heap: [Moment] = []
    private var scheduled: [MemberID: [Moment]] = [:]

    package init() {}

    /// The first moment at which somebody has something due. O(log moments), amortised.
    package mutating func next() -> Moment? {
        while let first = heap.first {
            if buckets[first] != nil { return first }
            popHeap()
        }
        return nil
    }

    /// Who has something due at a moment, in order of id, so that the same facts give the same step.
    package func members(at moment: Moment, limit: Int) -> [MemberID] {
        Array((buckets[moment] ?? []).sorted().prefix(limit))
    }

    /// The moments of a member.
    func moments(of id: MemberID) -> [Moment] { scheduled[id] ?? [] }

    /// Puts a member down for these moments and no others.
    mutating func put(_ id: MemberID, at moments: [Moment]) {
        let known = scheduled[id] ?? []
        guard moments != known else { return }
        for moment in known where !moments.contains(moment) {
            buckets[moment]?.remove(id)
            if buckets[moment]?.isEmpty ?? false { buckets[moment] = nil }
        }
        for moment in moments {
            if buckets[moment] == nil { pushHeap(moment) }
            buckets[moment, default: []].insert(id)
        }
        scheduled[id] = moments.isEmpty ? nil : moments
    }

    // MARK: The heap

    private mutating func pushHeap(_ moment: Moment) {
        heap.append(moment)
        var child = heap.count - 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func popHeap() {
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
