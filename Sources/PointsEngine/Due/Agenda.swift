import Identity
import Periods
import Structures

/// When something next happens by itself to each member, kept beside the facts. It names what is due; `decide` does it.
///
/// A million members take part, often thousands of them at one instant: what is planned for a member is four numbers, and the
/// members of an instant are sorted once, not for each step.
package struct Agenda: Sendable {
    package enum Phase: Int, Hashable, Comparable, CaseIterable, Sendable {
        case mature, review, expire, warn

        package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    package struct Moment: Hashable, Comparable, Sendable {
        package let at: Instant
        package let phase: Phase

        package static func < (a: Self, b: Self) -> Bool { a.at == b.at ? a.phase < b.phase : a.at < b.at }
    }

    /// The next instant of each phase for one member.
    package struct Plan: Hashable, Sendable {
        private var microseconds = SIMD4<Int64>(repeating: .max)

        static let nothing = Plan()

        subscript(phase: Phase) -> Instant? {
            get { microseconds[phase.rawValue] == .max ? nil : Instant(microseconds: microseconds[phase.rawValue]) }
            set { microseconds[phase.rawValue] = newValue?.microseconds ?? .max }
        }
    }

    private var plans: [MemberID: Plan] = [:]
    private var members: [Moment: Set<MemberID>] = [:]
    /// The moments that have, or had, members.
    private var work = Heap<Moment>(), warnings = Heap<Moment>()
    /// Who is left of the moment whose turn it is, in descending order of id; who has gone since is skipped.
    private var turn: (moment: Moment, left: [MemberID])?

    package init() {}

    subscript(id: MemberID) -> Plan { plans[id] ?? .nothing }

    /// The first moment at which somebody has something due but a warning. O(log moments), amortised.
    package mutating func next() -> Moment? { work.first { members[$0] != nil } }

    /// The first moment at which somebody is to be warned.
    package mutating func nextWarning() -> Moment? { warnings.first { members[$0] != nil } }

    /// Who has something due at a moment, in order of id. O(limit); when a moment's turn comes, O(n log n) of its members.
    package mutating func members(at moment: Moment, limit: Int) -> [MemberID] {
        let due = members[moment] ?? []
        if turn?.moment != moment || turn?.left.isEmpty ?? true { turn = (moment, due.sorted(by: >)) }
        var found: [MemberID] = [], gone = 0
        for id in (turn?.left ?? []).reversed() {
            if due.contains(id) { found.append(id) } else if found.isEmpty { gone += 1 }
            if found.count == limit { break }
        }
        turn?.left.removeLast(gone)
        // Only who came after the sorting is left.
        if found.isEmpty, !due.isEmpty {
            turn = nil
            return members(at: moment, limit: limit)
        }
        return found
    }

    /// Whether anything but warnings is due by an instant at another moment. O(moments).
    func hasWork(until now: Instant, besides moment: Moment) -> Bool {
        members.keys.contains { $0.at <= now && $0.phase != .warn && $0 != moment }
    }

    /// Puts a member down for a plan, in place of the one before.
    mutating func put(_ id: MemberID, _ plan: Plan) {
        let old = self[id]
        guard old != plan else { return }
        for phase in Phase.allCases where old[phase] != plan[phase] {
            if let at = old[phase] { remove(id, from: Moment(at: at, phase: phase)) }
            if let at = plan[phase] { insert(id, at: Moment(at: at, phase: phase)) }
        }
        plans[id] = plan == .nothing ? nil : plan
    }

    private mutating func insert(_ id: MemberID, at moment: Moment) {
        if members[moment] == nil { if moment.phase == .warn { warnings.insert(moment) } else { work.insert(moment) } }
        members[moment, default: []].insert(id)
    }

    private mutating func remove(_ id: MemberID, from moment: Moment) {
        members[moment]?.remove(id)
        if members[moment]?.isEmpty ?? false { members[moment] = nil }
    }
}
